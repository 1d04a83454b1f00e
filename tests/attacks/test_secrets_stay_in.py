"""S13: forty secrets are typed, sent along and kept, and everything is forced to fail: none of them comes out."""

import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

import pytest
from django.apps import apps
from django.conf import settings as site
from django.core import mail
from django.test import override_settings

from kit import clock
from kit.jobs import registry
from kit.jobs.models import Job
from kit.jobs.runner import Runner
from kit.jobs.services import enqueue
from privacy.access.logs import StrikeOut
from privacy.vault import keyring
from tests.attacks.access_rules import RULES, Gate
from tests.attacks.bursting import SECRET as BURST
from tests.attacks.cast import Cast
from tests.attacks.effects import effects
from tests.attacks.reach import Names, insider, path_of
from tests.attacks.single_request import ask, undone
from tests.attacks.stage import Stage

pytestmark = [pytest.mark.django_db, pytest.mark.once]

FIELDS = [
    "password",
    "password1",
    "password2",
    "oldpassword",
    "code",
    "login",
    "email",
    "name",
    "phone",
    "recipient",
    "street",
    "company",
    "city",
    "postal_code",
    "note",
    "words",
    "wanted",
    "subject",
    "text",
    "proof",
    "key",
    "token",
    "child_email",
    "authority",
    "order_number",
    "reason",
    "lines",
]
TYPED = {name: f"Brz{number:02}wick" for number, name in enumerate(FIELDS)}
SENT_ALONG = {
    "Authorization": "Bearer Brz71wick",
    "User-Agent": "Brz72wick/1.0",
    "Referer": "http://testserver/?token=Brz73wick",
    "X-Api-Key": "Brz74wick",
    "Accept-Language": "en;q=Brz75wick",
    "X-Forwarded-For": "Brz76wick",
}
ASKED = "?token=Brz81wick&email=Brz82wick@example.org&next=Brz83wick"


def kept(cast: Cast) -> dict[str, str]:
    """Secrets that lie in the house."""
    tokens = {of: str(cast.objects[of]) for of in ("link", "stop", "objection", "reset-key", "outward")}
    account = cast.accounts["owner"]
    found = tokens | {
        "session": cast.clients["owner"].cookies[site.SESSION_COOKIE_NAME].value,
        "password hash": account.password,
        "key of Django": site.SECRET_KEY,
        "key of handles": keyring.application_key("handles").hex(),
        "words of an error": BURST,
        "password of SMTP": site.EMAIL_HOST_PASSWORD,
        "password of IMAP": site.PRIVACY_IMAP_PASSWORD,
    }
    return {name: value for name, value in found.items() if value}  # what is not set up is no secret


def secrets(cast: Cast) -> dict[str, str]:
    """All that were planted, by what they are."""
    return TYPED | {name: value for name, value in SENT_ALONG.items() if "Brz" in value} | kept(cast)


def told(text: str, cast: Cast) -> list[str]:
    """Which secrets a text tells, by what they are."""
    return [name for name, value in kept(cast).items() if value in text] + sorted(
        {text[at : at + 9] for at in range(len(text)) if text.startswith("Brz", at) and text[at + 5 : at + 9] == "wick"}
    )


@contextmanager
def log() -> Iterator[io.StringIO]:
    """What the site's log gets, as its settings have it written."""
    written, root = io.StringIO(), logging.getLogger()
    handler = logging.StreamHandler(written)
    said = site.LOGGING["handlers"]["out"]
    assert said["filters"] == ["strike_out"]
    handler.setFormatter(logging.Formatter(site.LOGGING["formatters"][said["formatter"]]["format"], style="{"))
    handler.addFilter(StrikeOut())
    root.addHandler(handler)
    try:
        yield written
    finally:
        root.removeHandler(handler)


def told_by_failing_pages(cast: Cast, names: Names = RULES) -> list[str]:
    """Secrets in the log, in mails about errors or in the answer, when a page breaks with everything in its hands."""
    wrong, broken = [], [*site.MIDDLEWARE, "tests.attacks.bursting.Bursting"]
    with override_settings(MIDDLEWARE=broken, ADMINS=[("Admin", "admin@example.org")]), _anew(cast), log() as written:
        for name in names:
            method = "POST" if "POST" in RULES[name].methods else "GET"
            client, path = cast.clients[insider(RULES[name], cast)], path_of(name, cast) + ASKED
            answer = ask(client, method, path, TYPED, headers=SENT_ALONG)
            wrong += [f"{name} answers with {one}" for one in told(answer.body.decode(errors="replace"), cast)]
            wrong += [f"{name} did not break: {answer.status_code}"] if answer.status_code != 500 else []
    assert "Burst" in written.getvalue(), "where and of what kind is in the log"
    mailed = [one.body for one in getattr(mail, "outbox", [])]
    return wrong + [f"the log or a mail tells {one}" for one in told("".join([written.getvalue(), *mailed]), cast)]


@contextmanager
def _anew(cast: Cast) -> Iterator[None]:
    """Everybody's requests go through the middleware as it is set up now, and afterwards as it was."""
    for client in cast.clients.values():
        client.handler._middleware_chain = None  # type: ignore[attr-defined]  # Django's own
    try:
        yield
    finally:
        for client in cast.clients.values():
            client.handler._middleware_chain = None  # type: ignore[attr-defined]  # Django's own


def told_by_failing_jobs(cast: Cast) -> list[str]:
    """Secrets in the log or in the row of a job whose error quotes them all."""
    name, at = "tests.secrets", clock.now()

    def work(_args: Any, _at: Any) -> None:
        raise RuntimeError(json.dumps(secrets(cast)))

    with undone(), log() as written, mock.patch.dict(registry._jobs, {name: registry.Registered(work, 1)}):
        Job.objects.all().delete()
        Job.objects.create(name=name, run_at=at, created_at=at)
        Runner().run_next(at=at)
        row = Job.objects.values().get()
    assert row["last_error_kind"], "of what kind is kept"
    return [f"the log or the row tells {one}" for one in told(written.getvalue() + repr(row), cast)]


def taken_as_arguments() -> list[str]:
    """What a person typed, or that is theirs, and a job took as its argument."""
    taken = []
    for value in ("Quxowa Zyvoth", "quxowa@example.org", "+493012345678", "石匠", "a" * 65, "two words", "x\ny"):
        for said in (
            ({"args": {"x": value}}, {"args": {}, "key": value}) if len(value) < 65 else ({"args": {"x": value}},)
        ):
            with undone():
                try:
                    enqueue("erasure.run", at=clock.now(), **said)
                    taken.append(value)
                except ValueError:
                    continue
    return taken


def told_by_rows(cast: Cast) -> list[str]:
    """Secrets in what a row of any model says of itself: that ends in logs and on pages by mistake."""
    wrong = []
    for model in apps.get_models():
        for row in model._base_manager.all()[:20]:
            wrong += [f"{model._meta.label} tells {one}" for one in told(f"{row} {row!r}", cast)]
    return wrong


@pytest.mark.keeps("protect.access", "collect.errors")
def test_a_page_that_breaks_tells_no_secret(stage: Stage) -> None:
    assert len(secrets(stage.cast)) >= 40
    assert told(" ".join(secrets(stage.cast).values()), stage.cast), "the search finds what is there"
    wrong = told_by_failing_pages(stage.cast)
    assert not wrong, "\n".join(["", *wrong])


@pytest.mark.keeps("collect.errors")
def test_a_job_that_breaks_tells_no_secret(stage: Stage) -> None:
    assert told_by_failing_jobs(stage.cast) == []


@pytest.mark.keeps("collect.errors")
def test_no_job_takes_what_is_a_persons(stage: Stage) -> None:
    assert taken_as_arguments() == []


@pytest.mark.keeps("protect.access")
def test_no_row_tells_a_secret_of_itself(stage: Stage) -> None:
    assert told_by_rows(stage.cast) == []


@pytest.mark.keeps("protect.access")
def test_no_form_hands_what_was_typed_to_a_job_or_to_the_ledger(stage: Stage) -> None:
    wrong = []
    for one in stage.forms:
        typed = {name: TYPED.get(name, value) if isinstance(value, str) else value for name, value in one.data.items()}
        with effects() as found:
            ask(stage.cast.clients[one.who], "POST", one.path, typed)
        for sql, values in found.statements:
            if '"kit_jobs_job"' in sql or '"privacy_ledger_entry"' in sql:
                wrong += [f"{one.name}: {each}" for each in told(" ".join(values), stage.cast)]
    assert wrong == []


@pytest.mark.keeps("protect.access")
def test_no_page_of_the_desk_shows_a_secret_that_lies_in_the_house(stage: Stage) -> None:
    wrong = []
    for name, rule in RULES.items():
        if rule.gate is Gate.DESK and "GET" in rule.methods:
            answer = ask(stage.cast.clients[insider(rule, stage.cast)], "GET", path_of(name, stage.cast))
            own = told(answer.body.decode(errors="replace"), stage.cast)
            wrong += [f"{name}: {one}" for one in own]
    assert wrong == []
