"""A request about data from its arrival to its answer: by its person, by mail, through staff; told and on time."""

import datetime as dt
import uuid

import pytest
from django.test import Client

from kit import clock
from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.datamap.vocabulary import SELF
from privacy.deadlines import queries as deadlines
from privacy.handles import services as handles
from privacy.handles.types import Kind
from privacy.people import services as people
from privacy.rights import queries, services
from privacy.rights.clocks import subject
from privacy.rights.models import Request
from privacy.rights.types import Channel, Denial, NotProved, Outcome, Proof, Right, Status, WrongState
from privacy.sharing.models import Message
from tests.engine.asking import MY_DATA, guest, proved, signed_in
from tests.mailbox import mails
from tests.people import account

pytestmark = pytest.mark.django_db
MONDAY = dt.datetime(2026, 6, 1, 4, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture
def person(noon: dt.datetime) -> uuid.UUID:
    person_id = people.create(at=noon).pk
    handles.attach(person_id=person_id, kind=Kind.EMAIL, value="yuki@example.org", at=noon)
    return person_id


def proof(person_id: uuid.UUID, at: dt.datetime = MONDAY) -> Proof:
    return Proof(frozenset({person_id}), "session", at)


def lodged(person_id: uuid.UUID, right: Right = Right.COMPLAINT, language: str = "en") -> Request:
    return services.lodge(
        proof=proof(person_id), right=right, words="It was late.", language=language, at=MONDAY, cause="late"
    )


def words(person_id: uuid.UUID, request: Request, name: str) -> str:
    with acting(SELF, by=Actor.person(person_id), at=clock.now()):
        return str(getattr(request, name))


@pytest.mark.keeps("right.complaint")
def test_a_complaint_is_acknowledged_with_its_day_and_answered_with_its_outcome(person: uuid.UUID) -> None:
    request = lodged(person)
    assert "4 June 2026" in mails()[0].text
    services.answer(request=request, words="We are sorry.", outcome=Outcome.UPHELD, at=MONDAY + DAY)
    mail = mails()[0]
    assert "You were right" in mail.text
    assert "We are sorry." in mail.text
    assert (request.status, request.outcome) == (Status.FULFILLED, Outcome.UPHELD)
    assert words(person, Request.objects.get(), "answer") == "We are sorry."
    known = deadlines.clock(subject(request))
    assert known is not None
    assert known.stopped_at == MONDAY + DAY


@pytest.mark.keeps("right.complaint")
def test_a_complaint_does_not_end_without_an_outcome_nor_anything_else_with_one(person: uuid.UUID) -> None:
    with pytest.raises(WrongState):
        services.answer(request=lodged(person), words="Done.", at=MONDAY)
    with pytest.raises(WrongState):
        services.answer(request=lodged(person, Right.ACCESS), words="Done.", outcome="upheld", at=MONDAY)
    assert not Request.objects.exclude(status=Status.OPEN).exists()


def test_the_answer_comes_in_the_language_of_the_request(person: uuid.UUID) -> None:
    request = lodged(person, language="zh-hans")
    services.refuse(request=request, because=Denial.NO_MATCH, words="没有这样的数据。", at=MONDAY + DAY)
    mail = mails()[0]
    assert mail.subject == f"对您请求的答复 ({request.reference})"
    assert "我们没有与此相关的" in mail.text


def test_the_clock_waits_for_the_person_and_for_nobody_else(person: uuid.UUID) -> None:
    request = lodged(person)
    services.ask_person(request=request, question="Which order?", at=MONDAY + DAY)
    assert "Which order?" in mails()[0].text
    assert queries.case(request).waits
    services.hear(request=request, reply="L-1042", at=MONDAY + 3 * DAY)
    case = queries.case(Request.objects.get())
    assert case.clock is not None
    assert (case.waits, case.clock.due_on) == (False, dt.date(2026, 6, 8))
    assert words(person, case.request, "reply") == "L-1042"


@pytest.mark.parametrize("receive", [services.receive_by_mail, services.receive_by_staff])
def test_what_comes_by_mail_or_through_staff_waits_until_the_person_has_confirmed(
    person: uuid.UUID, receive: object
) -> None:
    request = receive(  # type: ignore[operator]  # one of the two doors
        person_ids=[person], right=Right.ACCESS, words="All of it.", language="en", at=MONDAY
    )
    assert request.channel in {Channel.MAIL, Channel.DESK}
    assert f"/my-data/requests/{request.reference}/" in mails()[0].text
    with pytest.raises(NotProved):
        services.answer(request=request, words="Done.", at=MONDAY)
    with pytest.raises(NotProved):
        services.ask_person(request=request, question="Who?", at=MONDAY)
    services.prove(request=request, proof=proof(person, MONDAY + 2 * DAY), at=MONDAY + 2 * DAY)
    assert queries.case(request).waits is False
    services.answer(request=request, words="Done.", at=MONDAY + 2 * DAY)


def closing(request: Request, days: int) -> list[str]:
    """What the hourly job writes so many days after the Monday."""
    before = len(mails())
    services.expire(at=MONDAY + days * DAY)
    request.refresh_from_db()
    return [one.subject.removesuffix(f" ({request.reference})") for one in mails()[: len(mails()) - before]]


@pytest.mark.keeps("right.complaint")
def test_who_does_not_answer_us_is_reminded_once_and_told_when_it_ends(person: uuid.UUID) -> None:
    request = lodged(person)
    services.ask_person(request=request, question="Which order?", at=MONDAY + DAY)
    assert closing(request, 7) == []
    assert closing(request, 9) == ["We still wait for a word from you"]
    assert "Which order?" in mails()[0].text
    assert closing(request, 10) == []
    assert closing(request, 30) == []
    assert closing(request, 32) == ["Your request has ended"]
    assert request.status == Status.EXPIRED
    known = deadlines.clock(subject(request))
    assert known is not None
    assert (known.stopped_at is not None, known.breached_at) == (True, None)


def test_each_time_we_wait_has_its_own_reminder(person: uuid.UUID) -> None:
    request = lodged(person, Right.CORRECTION)
    services.ask_person(request=request, question="Which order?", at=MONDAY + DAY)
    assert len(closing(request, 9)) == 1
    services.hear(request=request, reply="The first.", at=MONDAY + 10 * DAY)
    assert closing(request, 100) == []  # nothing is awaited any more, and a proved request never lapses
    services.ask_person(request=request, question="And when?", at=MONDAY + 10 * DAY)
    assert len(closing(request, 18)) == 1
    assert "And when?" in mails()[0].text


def test_what_nobody_confirmed_ends_with_a_word_to_its_person(person: uuid.UUID) -> None:
    request = services.receive_by_mail(
        person_ids=[person], right=Right.DELETION, words="x", language="zh-hans", at=MONDAY
    )
    assert closing(request, 8) == ["我们仍在等待您的回复"]
    assert closing(request, 31) == ["您的请求已结束"]
    assert (request.status, request.reason) == (Status.EXPIRED, "")


def test_a_guest_complains_after_a_code_and_follows_it_to_its_end(client: Client) -> None:
    guest("yuki@example.org")
    visitor = proved(client, "yuki@example.org")
    answer = visitor.post(f"{MY_DATA}ask/complaint/", {"cause": "late", "words": "Nobody answered."})
    page = visitor.get(answer.headers["Location"]).content.decode()
    assert "Nobody answered." in page
    assert "An answer came late, or not at all" in page
    request = Request.objects.get(right=Right.COMPLAINT)
    assert request.reference in visitor.get(MY_DATA).content.decode()
    services.ask_person(request=request, question="When did you write?", at=clock.now())
    assert "When did you write?" in visitor.get(answer.headers["Location"]).content.decode()
    visitor.post(f"{answer.headers['Location']}reply/", {"reply": "In May."})
    assert "We are waiting for you" not in visitor.get(answer.headers["Location"]).content.decode()
    visitor.post(f"{answer.headers['Location']}revoke/")
    assert Request.objects.get(right=Right.COMPLAINT).status == Status.REVOKED


def test_the_form_says_what_is_wrong_and_keeps_what_was_typed(client: Client) -> None:
    guest("yuki@example.org")
    answer = proved(client, "yuki@example.org").post(f"{MY_DATA}ask/complaint/", {"cause": "bogus", "words": "Hm."})
    assert answer.status_code == 422
    assert "Hm." in answer.content.decode()
    assert not Request.objects.exists()


def test_a_stranger_finds_no_request_of_somebody_else(client: Client, person: uuid.UUID, noon: dt.datetime) -> None:
    request = lodged(person)
    other = account("other@example.org", at=noon)
    page = signed_in(client, other.person_id).get(f"{MY_DATA}requests/{request.reference}/")
    assert page.status_code == 404


def test_the_person_confirms_on_their_page_what_came_through_staff(client: Client, noon: dt.datetime) -> None:
    person_id = guest("yuki@example.org")
    made = services.receive_by_staff(
        person_ids=[person_id], right=Right.CORRECTION, words="x", language="en", at=clock.now()
    )
    visitor = proved(client, "yuki@example.org")
    assert "Was it you who asked?" in visitor.get(f"{MY_DATA}requests/{made.reference}/").content.decode()
    visitor.post(f"{MY_DATA}requests/{made.reference}/confirm/")
    made.refresh_from_db()
    assert made.proved_at is not None


def test_words_of_a_request_go_after_six_months_and_that_it_was_stays(person: uuid.UUID) -> None:
    from privacy.retention.services import confirm_clock, sweep  # noqa: PLC0415 - the sweep is this test's alone

    lodged(person)
    later = MONDAY + dt.timedelta(days=200)
    confirm_clock(at=later)
    sweep(at=later)
    request = Request.objects.get()
    assert request.words is None
    assert request.status == Status.OPEN
    assert not Message.objects.exists()
