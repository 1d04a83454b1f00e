"""A6: everybody has a mark in every field. No page, export, mail, feed or error shows it to anybody else."""

import io
import re
import zipfile
from collections.abc import Iterable
from typing import Any

import pytest

from kit import clock
from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.datamap.vocabulary import SELF
from privacy.people import queries as people
from privacy.rights.export import archive
from privacy.sharing.models import Message
from tests.attacks.access_rules import RULES
from tests.attacks.cast import MARKS, Cast
from tests.attacks.forms import Sent
from tests.attacks.reach import Names, path_of
from tests.attacks.single_request import ask, undone
from tests.attacks.stage import Stage
from tests.attacks.writes import watched

pytestmark = [pytest.mark.django_db, pytest.mark.once]

STAFF = {"workshop", "keeper", "counsel"}
READERS = ("anonymous", "owner", "other", "workshop", "keeper")
OPENED = '"privacy_access_opening"'


def marks_in(text: str, *, but: str = "") -> list[str]:
    """Whose marks stand in a text, `but` for one person's own."""
    low = text.lower()
    return [who for who, mark in MARKS.items() if who != but and mark.lower() in low]


def shown_to_others(cast: Cast, names: Names = RULES) -> list[str]:
    """Pages and feeds on which somebody reads another's mark. Staff do, never in a list, where it goes on record."""
    wrong = []
    for name in names:
        if name.startswith("outbox:") or "GET" not in RULES[name].methods:
            continue  # the demo's window on all mail is not there outside of the demo
        for who in READERS:
            client = cast.clients[who]
            with watched() as written:
                answer = ask(client, "GET", path_of(name, cast))
            on_record = who in STAFF and bool(RULES[name].objects) and any(OPENED in sql for sql in written)
            found = marks_in(_said(answer, cast), but=who)
            wrong += [f"{name}: {who} reads of {one}" for one in found if not on_record]
    return wrong


def _said(answer: Any, cast: Cast) -> str:
    """An answer without the numbers of the orders, which are made of the marks here."""
    text: str = answer.body.decode(errors="replace") + str(answer.headers)
    for one in (cast.objects["order"], cast.others["order"]):
        text = text.replace(str(one), "").replace(str(one).lower(), "")
    return text


def exported_of_others(cast: Cast, whose: Iterable[str] = MARKS) -> list[str]:
    """Downloads of everything about somebody that say something of somebody else, or nothing of themselves."""
    wrong = []
    for who in whose:
        if who not in cast.accounts:
            continue
        me = people.identities(cast.accounts[who].person_id)
        bundle = zipfile.ZipFile(io.BytesIO(b"".join(archive(me, at=clock.now()))))
        text = "".join(
            [*bundle.namelist(), *(bundle.read(name).decode(errors="replace") for name in bundle.namelist())]
        )
        wrong += [f"the download of {who} tells of {one}" for one in marks_in(text, but=who)]
        wrong += [] if MARKS[who] in text else [f"the download of {who} is empty"]
    return wrong


def mailed_of_others(cast: Cast, forms: Iterable[Sent]) -> list[str]:
    """Mails that any form had posted and that tell whoever gets them of somebody else."""
    wrong, looked = [], 0
    for one in forms:
        with undone():
            before = set(Message.objects.values_list("pk", flat=True))
            ask(cast.clients[one.who], "POST", one.path, one.data, kept=True)
            for message in Message.objects.exclude(pk__in=before):
                looked += 1
                found = marks_in(_text(message), but=_owner(cast, message))
                wrong += [f"{one.name}: {_owner(cast, message) or 'somebody'} is told of {whose}" for whose in found]
    assert looked or not forms, "no mail was looked at"
    return wrong


def _text(message: Message) -> str:
    with acting(SELF, by=Actor.person(message.person_id), at=clock.now()):
        return f"{message.subject} {message.text} {message.html or ''}"


def _owner(cast: Cast, message: Any) -> str:
    return next((who for who, one in cast.accounts.items() if one.person_id == message.person_id), "")


@pytest.mark.keeps("protect.access")
def test_no_page_shows_anybody_the_mark_of_another(stage: Stage) -> None:
    wrong = shown_to_others(stage.cast)
    assert not wrong, "\n".join(["", *wrong])


@pytest.mark.keeps("right.access")
def test_no_download_holds_the_mark_of_another(stage: Stage) -> None:
    assert exported_of_others(stage.cast) == []


@pytest.mark.keeps("protect.access")
def test_no_mail_tells_of_another(stage: Stage) -> None:
    wrong = mailed_of_others(stage.cast, stage.forms)
    assert not wrong, "\n".join(["", *wrong])


def test_the_search_finds_marks_however_they_are_written() -> None:
    assert marks_in(f"to {MARKS['owner'].upper()} and {MARKS['other'].lower()}@example.org", but="other") == ["owner"]
    assert not re.search("[^a-zA-Z]", "".join(MARKS.values()))
