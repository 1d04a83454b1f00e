"""Each working morning everybody with a post hears what waits in the rooms they may enter; nothing waits unheard."""

import dataclasses
import datetime as dt
import uuid

import pytest

from kit import workdays
from policy import checks, roles
from policy.purposes import ACCOUNTING
from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.datamap.vocabulary import SELF
from privacy.deadlines import services as deadlines
from privacy.deadlines import watching
from privacy.rights.clocks import KINDS
from privacy.sharing.models import Message
from privacy.staff.models import Training
from shop.backoffice import morning
from shop.backoffice.waiting import Counts, for_post
from tests.people import account

pytestmark = pytest.mark.django_db
MONDAY = dt.datetime(2026, 6, 8, tzinfo=dt.UTC)  # eight in the morning in the studio
SUNDAY = MONDAY - dt.timedelta(days=1)


def told(person_id: uuid.UUID) -> str:
    """What the letter to somebody says; empty without one."""
    message = Message.objects.filter(person_id=person_id, key__startswith="morning:").first()
    if message is None:
        return ""
    with acting(SELF, by=Actor.person(person_id), at=MONDAY):
        return f"{message.subject}\n{message.text}"


def owed(at: dt.datetime) -> None:
    """Somebody asked for something four days before, and nobody has answered."""
    asked = at - dt.timedelta(days=4)
    deadlines.start(subject=f"rights.request:{uuid.uuid4()}", kind=next(iter(KINDS.values())), at=asked)
    watching.watch(at=at)


@pytest.mark.keeps("contact.reply", "right.correction")
def test_what_is_due_before_long_is_heard_of_before_its_day_is_over(noon: dt.datetime) -> None:
    keeper = account("keeper@example.org", at=noon, role="keeper", language="zh-hans")
    owed(MONDAY)
    assert morning.tell(at=MONDAY) == 1
    assert "即将到期的答复" in told(keeper.person_id) or "已逾期" in told(keeper.person_id)
    assert "/zh-hans/desk/" in told(keeper.person_id)


def test_the_same_morning_tells_once_and_a_free_day_not_at_all(noon: dt.datetime) -> None:
    account("keeper@example.org", at=noon, role="keeper")
    owed(MONDAY)
    morning.tell(at=SUNDAY)
    assert not Message.objects.filter(key__startswith="morning:").exists()
    for _twice in range(2):
        morning.tell(at=MONDAY)
    assert Message.objects.filter(key__startswith="morning:").count() == 1


def test_nobody_hears_of_rooms_that_are_closed_to_them(noon: dt.datetime) -> None:
    workshop = account("workshop@example.org", at=noon, role="workshop")
    owed(MONDAY)
    assert {line.page for line in for_post("workshop", Counts(MONDAY))} < {
        line.page for line in for_post("keeper", Counts(MONDAY))
    }
    morning.tell(at=MONDAY)
    assert "Requests about data" not in told(workshop.person_id)


@pytest.mark.keeps("protect.staff")
def test_a_missing_training_and_an_assessment_never_held_wait(noon: dt.datetime) -> None:
    account("keeper@example.org", at=noon, role="keeper")
    waiting = {line.title: line.count for line in for_post("keeper", Counts(MONDAY))}
    assert waiting["Colleagues to assess"] == 1
    assert waiting["Trainings that lapse before long, or have"] == 0
    Training.objects.update(valid_until=MONDAY + dt.timedelta(days=20))
    soon = {line.title: line.count for line in for_post("keeper", Counts(MONDAY))}
    assert soon["Trainings that lapse before long, or have"] == 1


@pytest.mark.keeps("protect.access")
def test_what_belongs_into_different_hands_is_refused_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    assert checks.duties_stay_apart() == []
    greedy = dataclasses.replace(roles.COUNSEL, purposes=(*roles.COUNSEL.purposes, ACCOUNTING))
    monkeypatch.setattr(roles, "ALL", (greedy,))
    assert [one.id for one in checks.duties_stay_apart()] == ["policy.E001"]


def test_a_year_whose_worked_weekends_nobody_has_announced_is_known_as_such() -> None:
    entered = dataclasses.replace(workdays.CHINA, worked=frozenset({dt.date(2049, 2, 6)}))
    assert workdays.is_announced(2026)
    assert not workdays.is_announced(2049)
    assert workdays.is_announced(2049, entered)
    assert workdays.is_announced(2049, workdays.Calendar("DE", "DE", "Europe/Berlin"))
