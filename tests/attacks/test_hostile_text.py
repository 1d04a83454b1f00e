"""X1, X8: text in any field of any model stays text: on pages, in mails and their headers, in files and logs."""

import io
import logging
import zipfile
from collections.abc import Iterator
from typing import Any

import pypdf
import pytest
from django.core import mail
from django.core.mail import EmailMessage
from pytest_django import Settings

from kit.jobs.models import Job, State
from kit.jobs.runner import Runner
from privacy.access.logs import StrikeOut
from privacy.datamap.vocabulary import DELIVER_MAIL
from privacy.handles import services as handles
from privacy.handles.types import Kind
from privacy.rights.export import archive
from privacy.sharing.models import Message
from privacy.sharing.services import deliver, post
from shop.orders.models import EventKind, Order
from shop.orders.services import journal, mailing
from tests.attacks import hostile
from tests.attacks.access_rules import RULES, Gate
from tests.attacks.cast import Cast
from tests.attacks.reach import ADDRESSES, Names, insider, path_of
from tests.attacks.single_request import ask, undone

pytestmark = pytest.mark.django_db


def pages(cast: Cast, names: Names = RULES) -> Iterator[tuple[str, Any]]:
    """Every address that can be read, by everybody who may read it."""
    for name in names:
        rule, path, inside = RULES[name], path_of(name, cast), insider(RULES[name], cast)
        for who in [inside, "anonymous"] if rule.gate is Gate.EVERYBODY else [inside]:
            if "GET" in rule.methods:
                yield name, ask(cast.clients[who], "GET", path)
            if rule.gate is Gate.DESK and "POST" in rule.methods:
                yield name, ask(cast.clients[who], "POST", path)


@pytest.mark.once
@pytest.mark.keeps("protect.access")
def test_no_page_takes_text_for_more_than_text(cast: Cast) -> None:
    fields = hostile.poison(hostile.BREAKOUT)
    wrong, shown = [], 0
    for name, answer in pages(cast):
        kind = answer.headers.get("Content-Type", "")
        if answer.status_code >= 500:
            wrong.append(f"{name}: {answer.status_code}")
        elif "html" in kind:
            wrong += [f"{name}: {one}" for one in hostile.active(answer.body.decode())]
            shown += hostile.shown(answer.body.decode())
        elif "svg" in kind and hostile.TAG.encode() in answer.body:
            wrong.append(f"{name}: in a drawing")
        if b"&lt;class" in answer.body or b"<class 'str" in answer.body:
            wrong.append(f"{name}: a format was filled in")
    assert not wrong, "\n".join(["", *wrong])
    assert len(fields) > 30, "the sweep has to reach the fields"
    assert shown > 40, "what is nowhere shown proves nothing"


@pytest.mark.keeps("right.access")
def test_the_download_shows_text_as_text_and_a_table_calculates_nothing(cast: Cast, now: Any) -> None:
    me = frozenset([cast.accounts["owner"].person_id])
    for text in (hostile.BREAKOUT, hostile.NEWLINES, hostile.FORMULA):
        hostile.poison(text)
        bundle = zipfile.ZipFile(io.BytesIO(b"".join(archive(me, at=now))))
        names = bundle.namelist()
        assert len(names) > 3
        for name in names:
            assert name.isprintable()
            assert ".." not in name
            assert not name.startswith("/")
            assert not name.split(" ")[-1].startswith(("=", "+", "@", "\t"))
            assert not (name.endswith((".csv", ".tsv")) and hostile.formulas(bundle.read(name).decode()))
            assert not (name.endswith(".html") and hostile.active(bundle.read(name).decode()))


def headers_from_text(cast: Cast, names: Names = RULES) -> list[str]:
    """Answers that break, or get a header of their own, when every field holds ends of lines."""
    wrong = []
    with undone():
        hostile.poison(hostile.NEWLINES)
        for name, answer in pages(cast, names):
            if answer.status_code >= 500 or "X-Hostile" in answer.headers:
                wrong.append(f"{name}: {answer.status_code}")
            if any(letter in value for value in answer.headers.values() for letter in "\r\n\x00"):
                wrong.append(f"{name}: a header of two lines")
    return wrong


@pytest.mark.once
@pytest.mark.keeps("protect.access")
def test_no_answer_gets_a_header_from_text(cast: Cast) -> None:
    wrong = headers_from_text(cast)
    assert not wrong, "\n".join(["", *wrong])


@pytest.fixture
def written(settings: Settings) -> list[EmailMessage]:
    """Mails as they are handed to the relay."""
    settings.PRIVACY_LOCAL_OUTBOX = False
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []
    return mail.outbox


@pytest.mark.parametrize("text", [hostile.BREAKOUT, hostile.NEWLINES], ids=["breakout", "newlines"])
@pytest.mark.keeps("protect.access")
def test_mails_and_papers_made_of_hostile_text_carry_it_as_text(
    cast: Cast, written: list[EmailMessage], text: str, now: Any
) -> None:
    hostile.poison(text)
    order = Order.objects.get(number=cast.objects["order"])
    field = Order._meta.get_field("email")
    Order.objects.filter(pk=order.pk).update(email=field.seal(order, "ada@example.org"))
    handles.attach(person_id=order.person_id, kind=Kind.EMAIL, value="ada@example.org", at=now)
    Message.objects.all().delete()
    Job.objects.filter(state=State.WAITING).delete()
    for kind in ("paid", "cancelled"):
        mailing.post(order_id=order.pk, kind=kind, at=now)
    event = journal.write(order=order, kind=EventKind.SHIPPED, by="x", text=text.replace("\x00", "")[:120], at=now)
    mailing.post(order_id=order.pk, kind="shipped", event_id=event.pk, at=now)
    post(
        person_id=order.person_id,
        purpose=DELIVER_MAIL,
        subject=text,
        text=text,
        language="en",
        key="raw",
        to="ada@example.org",
        at=now,
    )
    for message in Message.objects.all():
        deliver(key=message.key, at=now)
    assert len(written) == 4
    for one in written:
        head = one.message().as_string().split("\n\n")[0]
        assert not [line for line in head.splitlines() if line.startswith(("X-Hostile", "<"))]
        assert [len(one.message().get_all(name) or ()) for name in ("To", "Subject", "From")] == [1, 1, 1]
        for part in one.message().walk():
            if part.get_content_type() == "text/html":
                content = part.get_payload(decode=True)
                assert isinstance(content, bytes)
                assert not hostile.active(content.decode())


@pytest.mark.keeps("protect.access")
def test_a_bill_made_out_to_hostile_text_says_it_and_nothing_else(cast: Cast) -> None:
    path = ADDRESSES["orders:paper"].path(number=cast.objects["order"], paper_number=cast.objects["invoice"])
    hostile.poison(hostile.BREAKOUT)
    answer = ask(cast.clients["owner"], "GET", path)
    assert answer.status_code == 200
    paper = pypdf.PdfReader(io.BytesIO(answer.body))
    assert not any("/JavaScript" in page or "/AA" in page for page in paper.pages)
    assert b"/JavaScript" not in answer.body
    assert all("javascript" not in str(note).lower() for page in paper.pages for note in page.get("/Annots", ()))


def lines_begun_by_text(cast: Cast, at: Any) -> list[str]:
    """Lines of the log that begin with what was typed into an address, a form, or a job's name."""
    log, root = io.StringIO(), logging.getLogger()
    handler = logging.StreamHandler(log)
    handler.addFilter(StrikeOut())
    root.addHandler(handler)
    try:
        for text in ("%0aHOSTILE line", "%0d%0aHOSTILE line", "%e2%80%a8HOSTILE", "%c2%85HOSTILE", "a%00HOSTILE"):
            for client in cast.clients.values():
                ask(client, "GET", f"/en/{text}/")
                ask(client, "POST", f"/en/desk/{text}/", {text: text})
        with undone():
            Job.objects.all().delete()
            Job.objects.create(name="nobody\nHOSTILE", run_at=at, created_at=at)
            Runner().run_next(at=at)
    finally:
        root.removeHandler(handler)
    assert "Not Found" in log.getvalue()
    assert "job nobody" in log.getvalue()
    return [line for line in log.getvalue().splitlines() if line.startswith("HOSTILE")]


@pytest.mark.keeps("collect.errors")
def test_no_line_of_the_log_is_made_of_what_was_typed(cast: Cast, now: Any) -> None:
    assert lines_begun_by_text(cast, now) == []
