"""When something breaks, the visitor reads a calm sentence, and the log says where and what kind, never a value."""

import io
import logging
from collections.abc import Iterator

import pytest
from django.conf import settings
from pytest_django import Settings

from privacy.access.logs import StrikeOut
from privacy.vault import keyring
from tests.attacks.access_rules import RULES, Gate
from tests.attacks.addresses import addresses
from tests.attacks.bursting import SECRET
from tests.attacks.cast import MARKS, Cast
from tests.attacks.single_request import ask

ADDRESSES = {one.name: one for one in addresses()}
TELLING = [b"Traceback", b"RuntimeError", b"Burst", b"SELECT", b"constraint", b".py", b"site-packages", b"django."]
pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the site's log gets, through the filter its settings name."""
    written, root = io.StringIO(), logging.getLogger()
    handler = logging.StreamHandler(written)
    assert settings.LOGGING["handlers"]["out"]["filters"] == ["strike_out"]
    handler.addFilter(StrikeOut())
    root.addHandler(handler)
    yield written
    root.removeHandler(handler)


@pytest.mark.keeps("protect.access", "collect.errors")
def test_a_broken_view_shows_and_logs_no_value(cast: Cast, settings: Settings, log: io.StringIO) -> None:
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tests.attacks.bursting.Bursting"]
    broken, wrong = 0, []
    for name, rule in RULES.items():
        who = {Gate.STRANGERS: "anonymous", Gate.DESK: cast.within(rule.purposes)}.get(rule.gate, "owner")
        path = ADDRESSES[name].path(**{key: cast.objects[value] for key, value in rule.objects.items()})
        answer = ask(cast.clients[who], "POST" if "GET" not in rule.methods else "GET", path)
        broken += answer.status_code == 500
        told = [one for one in (*TELLING, SECRET.encode(), MARKS["owner"].encode()) if one in answer.body]
        if told or answer.status_code != 500:
            wrong.append(f"{name}: {answer.status_code} {told}")
    assert not wrong, "\n".join(["", *wrong])
    assert broken >= 60
    text = log.getvalue()
    assert "Burst" in text, "where and of what kind is in the log"
    for value in (SECRET, *MARKS.values(), *(one.lower() for one in MARKS.values()), str(cast.objects["link"])):
        assert value not in text
    for secret in (settings.SECRET_KEY, keyring.application_key("handles").hex()):
        assert secret not in text
