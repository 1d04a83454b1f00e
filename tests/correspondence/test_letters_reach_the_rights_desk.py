"""A letter that asks for a right becomes a case, answered by the rights desk; one that says stop is obeyed at once."""

import datetime as dt

import pytest

from kit import clock
from policy.purposes import LETTERS
from privacy.consent import queries as consents
from privacy.consent import services as consent
from privacy.consent.types import Shown
from privacy.correspondence.models import Ticket
from privacy.deadlines import queries as deadlines
from privacy.rights.clocks import KINDS
from privacy.rights.models import Request
from privacy.rights.types import Channel, Right, Status
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


@pytest.mark.keeps("right.complaint", "contact.reply")
def test_a_letter_that_complains_opens_one_case_with_one_clock_and_one_answer(noon: dt.datetime) -> None:
    ticket = taken(mail("My complaint: nobody answers."), at=noon)
    case = Request.objects.get()
    assert (case.right, case.channel, case.status) == (Right.COMPLAINT, Channel.MAIL, Status.OPEN)
    assert case.proved_at is None
    assert ticket.waiting_since is None
    assert len(deadlines.open_clocks(*KINDS.values())) == 1
    assert len(deadlines.open_clocks()) == 1
    assert len(mailbox.mails()) == 1
    taken(mail("My complaint once more."), at=noon + dt.timedelta(hours=1))
    assert Request.objects.count() == 1
