"""The page of promises tells how long the oldest letter waits, and turns red when one waits too long."""

import datetime as dt

import pytest

from kit.jobs.models import Job
from kit.jobs.runner import Runner
from privacy.correspondence import services
from privacy.correspondence.models import Enclosure, Letter, Ticket
from privacy.correspondence.tasks import unread
from privacy.deadlines.models import Clock
from privacy.promises.evidence import letters_answered
from privacy.vault.models import SealedFile
from tests.correspondence.letters import mail, taken
from tests.erasing import erase

pytestmark = pytest.mark.django_db
WITH_FILE = "--x\r\n\r\nSee\r\n--x\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nabc\r\n--x--"


@pytest.mark.keeps("contact.reply")
def test_a_letter_beyond_its_day_breaks_the_promise(noon: dt.datetime) -> None:
    assert letters_answered(noon).holds
    taken(mail(), at=noon)
    waiting = letters_answered(noon + dt.timedelta(days=2))
    assert waiting.holds
    assert "less than a week" in waiting.text
    assert not letters_answered(noon + dt.timedelta(days=4)).holds


@pytest.mark.keeps("right.deletion")
def test_an_erasure_takes_letters_files_and_clocks_along(noon: dt.datetime) -> None:
    ticket = taken(mail(WITH_FILE, Content_Type="multipart/mixed; boundary=x"), at=noon)
    other = taken(mail(sender="zoe@example.org"), at=noon)
    assert SealedFile.objects.filter(person_id=ticket.person_id).exists()
    erase(person_id=ticket.person_id, at=noon)
    assert list(Ticket.objects.all()) == [other]
    assert not Enclosure.objects.exists()
    assert Letter.objects.count() == 1
    assert not SealedFile.objects.filter(person_id=ticket.person_id).exists()
    assert Clock.objects.get(subject=ticket.clock).stopped_at == noon
    assert Clock.objects.get(subject=other.clock).stopped_at is None


def test_a_letter_nobody_can_read_is_tried_each_hour_and_turns_the_promise_red(noon: dt.datetime) -> None:
    letter_id = services.take(raw=mail(), mail_from="x@example.org", to="hello@localhost", at=noon)
    Job.objects.all().delete()  # as when its job was given up
    day = noon + dt.timedelta(days=1, hours=1)
    assert not letters_answered(day).holds
    unread({}, day)
    assert [one.args for one in Job.objects.all()] == [{"letter": str(letter_id)}]
    while Runner().run_next(at=day):
        pass
    assert letters_answered(day).holds
