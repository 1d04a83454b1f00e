"""What somebody asks for in a chat goes through the doors of every other way: clock, word, proof, case, erasure."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test import Client

from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.children.models import Suspicion
from privacy.consent import queries as consents
from privacy.datamap.vocabulary import SELF
from privacy.deadlines import queries as deadlines
from privacy.people import services as people
from privacy.rights import queries, services
from privacy.rights.clocks import subject
from privacy.rights.models import Request
from privacy.rights.types import Channel, NotProved, Outcome, Proof, Right, Status
from privacy.sharing.models import Message
from tests.engine.asking import signed_in
from tests.erasing import erase
from tests.example.chat import say
from tests.example.filling import consent
from tests.example.models import Line
from tests.mailbox import mails
from tests.people import account

pytestmark = pytest.mark.django_db
MONDAY = dt.datetime(2026, 6, 1, 4, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
COMPLAINT = "I want to complain: quxlate, nobody answered me for a week."


@pytest.fixture
def guest(noon: dt.datetime) -> uuid.UUID:
    """Somebody of whom the chat alone knows."""
    return people.create(at=noon).pk


def asked(person_id: uuid.UUID, words: str, at: dt.datetime = MONDAY, language: str = "en") -> Request:
    request = say(person_id=person_id, words=words, language=language, at=at)
    assert request is not None
    return request


def heard(person_id: uuid.UUID, at: dt.datetime = MONDAY) -> list[str]:
    """What the chat has answered, as its person reads it."""
    with acting(SELF, by=Actor.person(person_id), at=at):
        return [str(line.words) for line in Line.objects.filter(person=person_id, ours=True).order_by("pk")]


@pytest.mark.keeps("right.complaint")
@pytest.mark.parametrize(
    ("words", "language", "day"), [(COMPLAINT, "en", "4 June 2026"), ("我要投诉！", "zh-hans", "2026年6月4日")]
)
def test_a_complaint_is_a_request_on_its_clock_and_told_so_where_it_was_made(
    guest: uuid.UUID, words: str, language: str, day: str
) -> None:
    request = asked(guest, words, language=language)
    assert (request.right, request.channel, request.status) == (Right.COMPLAINT, Channel.CHAT, Status.OPEN)
    clock = deadlines.clock(subject(request))
    assert clock is not None
    assert clock.due_on == dt.date(2026, 6, 4)
    [told] = heard(guest)
    assert day in told
    assert request.reference in told
    assert not Message.objects.exists()  # nobody has said where mail would reach them
    assert queries.is_reachable(request)


@pytest.mark.keeps("right.complaint")
def test_it_is_answered_in_the_chat_and_by_mail_to_who_has_an_address(noon: dt.datetime) -> None:
    person_id = account("yuki@example.org", at=noon).person_id
    request = asked(person_id, COMPLAINT)
    services.answer(request=request, words="We are sorry.", outcome=Outcome.UPHELD, at=MONDAY + DAY)
    assert "You were right" in heard(person_id)[-1]
    assert "We are sorry." in mails()[0].text
    clock = deadlines.clock(subject(request))
    assert clock is not None
    assert clock.stopped_at == MONDAY + DAY
    assert not clock.is_late(MONDAY + DAY)


@pytest.mark.keeps("right.complaint", "protect.encryption")
def test_its_words_rest_sealed_and_stand_in_the_timeline(client: Client, noon: dt.datetime) -> None:
    person_id = account("yuki@example.org", at=noon).person_id
    request = asked(person_id, COMPLAINT, at=noon)
    with connection.cursor() as cursor:
        cursor.execute("SELECT r.words, l.words FROM privacy_rights_request r, example_line l WHERE NOT l.ours")
        [columns] = cursor.fetchall()
    assert not [column for column in columns if b"quxlate" in bytes(column)]
    page = signed_in(client, person_id).get("/en/my-data/").content.decode()
    assert request.reference in page
    assert page.count("quxlate") >= 2  # the line, and the request it became


@pytest.mark.keeps("right.complaint")
def test_what_is_said_further_goes_into_the_case_and_an_answer_lets_the_clock_run_on(guest: uuid.UUID) -> None:
    request = asked(guest, COMPLAINT)
    assert asked(guest, "And one more complaint: the box was open.", MONDAY) == request
    services.ask_person(request=request, question="Which order?", at=MONDAY)
    assert "Which order?" in heard(guest)[-1]
    assert asked(guest, "The blue one.", MONDAY + DAY) == request
    row = Request.objects.get()
    with acting(SELF, by=Actor.person(guest), at=MONDAY + DAY):
        assert "the box was open" in str(row.words)
        assert str(row.words).startswith(COMPLAINT)
        assert str(row.reply) == "The blue one."
    clock = deadlines.clock(subject(row))
    assert clock is not None
    assert (clock.paused_at, clock.waited_days) == (None, 1)
    assert say(person_id=guest, words="Thank you.", language="en", at=MONDAY + DAY) is None


@pytest.mark.keeps("right.access", "right.deletion")
def test_what_must_be_proved_waits_until_its_person_has_shown_who_they_are(guest: uuid.UUID) -> None:
    request = asked(guest, "Please send me a copy of my data.")
    assert asked(guest, "I asked for a copy of my data!") == request
    assert (request.right, request.is_ready) == (Right.ACCESS, False)
    clock = deadlines.clock(subject(request))
    assert clock is not None
    assert clock.paused_at is not None  # a further line proves nothing
    with pytest.raises(NotProved):
        services.pack(request=request, at=MONDAY)
    row = Request.objects.get()
    services.prove(request=row, proof=Proof(frozenset({guest}), "session", MONDAY), at=MONDAY)
    services.pack(request=row, at=MONDAY)


@pytest.mark.keeps("right.withdrawal")
@pytest.mark.parametrize("words", ["unsubscribe", "退订", "Please take me off your list"])
def test_a_word_in_the_chat_takes_consent_back_at_once(guest: uuid.UUID, words: str) -> None:
    consent(guest, MONDAY)
    request = asked(guest, words)
    assert not consents.given_to([guest])
    assert request.status == Status.FULFILLED
    assert len(heard(guest)) == 1


def test_who_had_agreed_to_nothing_is_told_that(guest: uuid.UUID) -> None:
    asked(guest, "unsubscribe")
    assert "nothing you had agreed to" in heard(guest)[0]


@pytest.mark.keeps("children.under-13")
@pytest.mark.parametrize("words", ["Hi, I am 9 years old", "I want to complain. I'm 9 years old."])
def test_a_child_that_writes_in_the_chat_is_found(guest: uuid.UUID, words: str) -> None:
    say(person_id=guest, words=words, language="en", at=MONDAY)
    assert Suspicion.objects.get().person_id == guest


@pytest.mark.keeps("right.deletion")
def test_erasure_takes_line_request_and_clock(guest: uuid.UUID, noon: dt.datetime) -> None:
    request = asked(guest, COMPLAINT)
    erase(person_id=guest, at=MONDAY)
    assert not Line.objects.exists()
    assert not Request.objects.exists()
    clock = deadlines.clock(subject(request))
    assert clock is not None
    assert clock.stopped_at == MONDAY
