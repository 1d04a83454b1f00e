"""Consent is taken back by one click in a mail, a word of reply, or after a code: at once, and always the same."""

import datetime as dt
import uuid

import pytest
from django.core import mail
from django.test import Client, override_settings
from pytest_django import Settings

from kit import clock
from policy.purposes import LETTERS
from privacy.consent import links, queries
from privacy.consent.models import ConsentEvent
from privacy.consent.words import WORDS, asks_to_stop
from privacy.datamap.vocabulary import ANSWER_RIGHTS
from privacy.handles import services as handles
from privacy.handles.models import Handle
from privacy.handles.types import Kind
from privacy.ledger.models import Entry
from privacy.sharing import services as sharing
from privacy.sharing.models import Message
from privacy.sharing.queries import messages
from privacy.sharing.types import Letter, Outcome
from tests.engine.asking import MY_DATA, guest, proved
from tests.engine.test_consent import answer

pytestmark = [pytest.mark.django_db, pytest.mark.keeps("right.withdrawal")]
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def link(person_id: uuid.UUID, noon: dt.datetime) -> str:
    answer(person_id, [True], noon)
    return links.address(person_id, LETTERS, language="en")


def test_a_mail_program_posts_without_cookie_or_token_and_twice_is_once(link: str, person_id: uuid.UUID) -> None:
    program = Client(enforce_csrf_checks=True)
    for _ in range(2):
        assert program.post(link, ONE_CLICK).status_code == 200
        assert not queries.stands(person_id, purpose=LETTERS, at=clock.now())
    assert ConsentEvent.objects.filter(granted=False).count() == 1
    assert not program.cookies


def test_looking_at_the_link_changes_nothing(link: str, person_id: uuid.UUID) -> None:
    page = Client().get(link)
    assert '<form method="post"' in page.content.decode()
    assert queries.stands(person_id, purpose=LETTERS, at=clock.now())


def test_a_forged_link_and_one_for_something_else_are_absent(link: str, person_id: uuid.UUID) -> None:
    assert Client().post(link[:-2] + "x/").status_code == 404
    assert Client().post(links.address(person_id, ANSWER_RIGHTS, language="en")).status_code == 404
    assert queries.stands(person_id, purpose=LETTERS, at=clock.now())


@override_settings(PRIVACY_LOCAL_OUTBOX=False)
def test_mail_that_rests_on_consent_carries_the_way_out_and_no_other_does(
    link: str, person_id: uuid.UUID, noon: dt.datetime
) -> None:
    handles.attach(person_id=person_id, kind=Kind.EMAIL, value="yuki@example.org", at=noon)
    for purpose in (LETTERS, ANSWER_RIGHTS):
        key = f"test:{purpose.id}"
        sharing.post(person_id=person_id, purpose=purpose, subject="x", text="x", language="en", key=key, at=noon)
        sharing.deliver(key=key, at=noon)
    letter, reply = mail.outbox
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    way, token = link.rstrip("/").rsplit("/", 1)
    sent_way, sent_token = letter.extra_headers["List-Unsubscribe"].removesuffix("/>").rsplit("/", 1)
    assert sent_way.endswith(way)
    assert links.read(sent_token, at=noon) == links.read(token, at=noon)  # signed in another second, perhaps
    assert "List-Unsubscribe" not in reply.extra_headers


@pytest.mark.keeps("right.withdrawal")
@pytest.mark.parametrize("outbox", [False, True])
def test_a_letter_that_waits_when_consent_is_taken_back_never_leaves(
    link: str, person_id: uuid.UUID, noon: dt.datetime, settings: Settings, *, outbox: bool
) -> None:
    settings.PRIVACY_LOCAL_OUTBOX = outbox
    handles.attach(person_id=person_id, kind=Kind.EMAIL, value="yuki@example.org", at=noon)
    for purpose in (LETTERS, ANSWER_RIGHTS):
        key = f"test:{purpose.id}"
        sharing.post(person_id=person_id, purpose=purpose, subject="x", text="x", language="en", key=key, at=noon)
    Client().post(link, ONE_CLICK)
    for purpose in (LETTERS, ANSWER_RIGHTS):
        sharing.deliver(key=f"test:{purpose.id}", at=noon)
    assert [one.key for one in messages()] == ["test:answer-rights"]
    waited = Message.objects.get(key="test:letters")
    assert (waited.sent_at, waited.withheld_at) == (None, noon)
    assert len(mail.outbox) == (0 if outbox else 1)
    assert Entry.objects.filter(kind="mail.withheld").count() == 1


def test_many_at_once_are_asked_about_in_one_query_and_held_back_likewise(
    link: str, person_id: uuid.UUID, noon: dt.datetime, settings: Settings
) -> None:
    settings.PRIVACY_LOCAL_OUTBOX = False
    handles.attach(person_id=person_id, kind=Kind.EMAIL, value="yuki@example.org", at=noon)
    handle = Handle.objects.get(person_id=person_id)
    letters = []
    for number in range(3):
        key = f"many:{number}"
        sharing.post(person_id=person_id, purpose=LETTERS, subject="x", text="x", language="en", key=key, at=noon)
        letters.append(Letter(Message.objects.get(key=key), handle))
    assert [outcome for _letter, outcome in sharing.hand_over(letters[:1], at=noon)] == [Outcome.HANDED]
    Client().post(link, ONE_CLICK)
    outcomes = [outcome for _letter, outcome in sharing.hand_over(letters[1:], at=noon)]
    assert outcomes == [Outcome.REFUSED, Outcome.REFUSED]
    assert len(mail.outbox) == 1


def test_a_guest_takes_it_back_after_a_code(client: Client, noon: dt.datetime) -> None:
    person_id = guest("yuki@example.org")
    answer(person_id, [True], noon)
    done = proved(client, "yuki@example.org").post(f"{MY_DATA}ask/withdrawal/", {"purposes": ["letters"]})
    assert done.status_code == 302
    assert not queries.stands(person_id, purpose=LETTERS, at=clock.now())


STOPS = (
    "unsubscribe", "Unsubscribe.", "STOP", "please stop!", "退订", "请退订。", "取消订阅", "abmelden",
    "Désabonner", "me désabonner", "配信停止", "수신거부", "отписаться", "stop\nMei Lin", "Stop\n> Dear Mei, stop by",
)  # fmt: skip
STAYS = (
    "", "> unsubscribe", "do not stop", "please do not unsubscribe me", "不要退订", "Where can I stop by?",
    "Please stop the delivery of L-1042, I moved.", "stop\nand\nwait", "nonstop", "Ich will mich nicht abmelden",
    "unsubscribe\n\nNo, wait: do not, it was a slip.", "退订\n我误点了，不要退订",
)  # fmt: skip


@pytest.mark.parametrize("text", STOPS)
def test_a_word_of_reply_is_enough(text: str) -> None:
    assert asks_to_stop(text)


@pytest.mark.parametrize("text", STAYS)
def test_what_says_more_or_the_contrary_is_left_to_a_person(text: str) -> None:
    assert not asks_to_stop(text)


def test_every_word_counts_as_a_subject_too() -> None:
    assert not [word for word in WORDS if not asks_to_stop("", f"Re: {word}")]


NOT_SO = (
    ("Cancel", "my order L-1042, I moved"), ("Stop", "by on Sunday?"), ("Unsubscribe", "Please do not, it was a slip."),
    ("Re: Hello", ""), ("", ""),
)  # fmt: skip


@pytest.mark.parametrize(("subject", "text"), NOT_SO)
def test_a_subject_that_only_begins_so_is_left_to_a_person(subject: str, text: str) -> None:
    assert not asks_to_stop(text, subject)
