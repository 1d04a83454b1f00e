"""A letter that asks for a right becomes a case, answered by the rights desk; one that says stop is obeyed at once."""

import datetime as dt

import pytest

from kit import clock
from policy.purposes import LETTERS
from privacy.consent import queries as consents
from privacy.consent import services as consent
from privacy.consent.types import Shown
from privacy.consent.words import WORDS
from privacy.correspondence.models import Ticket
from privacy.deadlines import queries as deadlines
from privacy.rights import services
from privacy.rights.clocks import subject
from privacy.rights.models import Request
from privacy.rights.types import Channel, NotProved, Outcome, Right, Status
from tests import mailbox
from tests.correspondence.letters import mail, taken

pytestmark = pytest.mark.django_db


def agreed(ticket: Ticket, at: dt.datetime) -> None:
    shown = Shown(text="Letters", language="en", notice_version="2026-11", surface="test", method="form")
    consent.record(person_id=ticket.person_id, purpose=LETTERS, granted=True, shown=shown, at=at)


@pytest.mark.keeps("right.withdrawal")
@pytest.mark.parametrize(("words", "says"), [("unsubscribe", "You asked us to stop"), ("退订", "您要求我们停止")])
def test_a_reply_that_says_stop_counts_at_once_and_is_confirmed(words: str, says: str, noon: dt.datetime) -> None:
    agreed(taken(mail("Hello there"), at=noon), noon)
    later = noon + dt.timedelta(minutes=5)
    ticket = taken(mail(words, Content_Type="text/plain; charset=utf-8"), at=later)
    assert not consents.standing([ticket.person_id], purpose=LETTERS, at=clock.now())
    assert not Request.objects.exists()
    assert says in mailbox.mails()[0].text
    assert ticket.waiting_since is None


def stands(ticket: Ticket) -> bool:
    return bool(consents.given([ticket.person_id], purpose=LETTERS))


PLAIN = "text/plain; charset=utf-8"


@pytest.mark.keeps("right.withdrawal")
def test_every_word_we_know_takes_consent_back(noon: dt.datetime) -> None:
    ticket, kept = taken(mail("Hello there"), at=noon), []
    for number, word in enumerate(WORDS):
        at = noon + dt.timedelta(minutes=number)
        agreed(ticket, at)
        stopped = taken(mail(word, Subject="Re: News", Content_Type=PLAIN), at=at)
        kept += [word] if stands(ticket) or stopped.waiting_since else []
    assert not kept
    assert not Request.objects.exists()


@pytest.mark.keeps("right.withdrawal")
@pytest.mark.parametrize("word", ["unsubscribe", "Re: Unsubscribe", "退订", "AW: Bitte abmelden!"])
@pytest.mark.parametrize("body", ["", "\r\n\r\n-- \r\nMei Lin\r\nSenior curator"])
def test_the_subject_alone_is_enough(word: str, body: str, noon: dt.datetime) -> None:
    agreed(taken(mail("Hello there"), at=noon), noon)
    ticket = taken(mail(body, Subject=word, Content_Type=PLAIN), at=noon + dt.timedelta(minutes=5))
    assert not stands(ticket)
    assert ticket.waiting_since is None


SIGNED = (
    "Unsubscribe\n\nMei Lin\nSenior curator\nMuseum of Crafts\n+86 10 1234 5678",
    "stop\n\n-- \nMei Lin\nSenior curator\nMuseum of Crafts",
    "STOP\n\nSent from my iPhone",
    "退订\n\n发自我的iPhone\n\n发件人：漆艺工作室\n主题：来信\n您好",
    "Bitte abmelden!\n\nAm Mo., 1. Juni 2026 um 10:00 schrieb Shijiang Lacquer Art\n<studio@localhost>:\n\n> Guten Tag",
    "please unsubscribe me from your mailing list\n\nMei",
    "Take me off your list, please.",
)


@pytest.mark.keeps("right.withdrawal")
@pytest.mark.parametrize("text", SIGNED)
@pytest.mark.parametrize("to", ["hello@localhost", "complaints@localhost"])
def test_a_signature_and_what_is_quoted_keep_nobody_from_being_heard(text: str, to: str, noon: dt.datetime) -> None:
    agreed(taken(mail("Hello there"), at=noon), noon)
    later = noon + dt.timedelta(minutes=5)
    ticket = taken(mail(text.replace("\n", "\r\n"), Content_Type=PLAIN), at=later, to=to)
    assert not stands(ticket)
    assert not Request.objects.exists()


@pytest.mark.keeps("right.withdrawal", "contact.reply")
def test_what_stands_below_a_plain_stop_is_read_by_a_person_too(noon: dt.datetime) -> None:
    text = "Unsubscribe\r\nYou wrote thrice this week.\r\nAnd where is my parcel L-1042, which I ordered in May?"
    agreed(taken(mail("Hello there"), at=noon), noon)
    ticket = taken(mail(text), at=noon + dt.timedelta(minutes=5))
    assert not stands(ticket)
    assert ticket.waiting_since is not None


@pytest.mark.keeps("right.withdrawal")
def test_a_longer_wish_to_stop_runs_for_a_day_and_never_lapses_unheard(noon: dt.datetime) -> None:
    agreed(taken(mail("Hello there"), at=noon), noon)
    text = (
        "Dear studio,\r\nI withdraw my consent to everything you ever asked me for, and kindly ask you to respect it."
    )
    ticket = taken(mail(text), at=noon + dt.timedelta(minutes=5))
    case = Request.objects.get()
    assert (case.right, case.status) == (Right.WITHDRAWAL, Status.OPEN)
    known = deadlines.clock(subject(case))
    assert known is not None
    assert (known.paused_at, known.due_on) == (None, dt.date(2026, 6, 2))
    assert services.expire(at=noon + dt.timedelta(days=60)) == 0
    services.withdraw(request=case, purposes=[LETTERS], at=noon + dt.timedelta(hours=3))
    assert not stands(ticket)


@pytest.mark.keeps("right.complaint")
def test_a_complaint_by_mail_is_answered_without_proof_and_nothing_else_is(noon: dt.datetime) -> None:
    taken(mail("My complaint: nobody answers."), at=noon)
    case = Request.objects.get()
    services.ask_person(request=case, question="Since when?", at=noon)
    services.hear(request=case, reply="May", at=noon + dt.timedelta(hours=1))
    services.answer(request=case, words="You are right.", outcome=Outcome.UPHELD, at=noon + dt.timedelta(hours=2))
    assert (case.status, case.proved_at) == (Status.FULFILLED, None)
    assert "You are right." in mailbox.mails()[0].text
    taken(mail("I would like a copy of my data", sender="other@example.org"), at=noon)
    access = Request.objects.get(right=Right.ACCESS)
    assert (access.status, access.reason) == (Status.IN_PROGRESS, "need_user_verification")
    with pytest.raises(NotProved):
        services.answer(request=access, words="All of it.", at=noon)


@pytest.mark.keeps("right.complaint", "contact.reply")
def test_a_letter_that_complains_opens_one_case_with_one_clock_and_one_answer(noon: dt.datetime) -> None:
    ticket = taken(mail("My complaint: nobody answers."), at=noon)
    case = Request.objects.get()
    assert (case.right, case.channel, case.status) == (Right.COMPLAINT, Channel.MAIL, Status.OPEN)
    assert ticket.waiting_since is None
    [clock] = deadlines.open_clocks()
    assert clock.subject == subject(case)
    assert (clock.paused_at, clock.due_on) == (None, dt.date(2026, 6, 4))  # three working days, and it runs
    assert len(mailbox.mails()) == 1
    taken(mail("My complaint once more."), at=noon + dt.timedelta(hours=1))
    assert Request.objects.count() == 1
