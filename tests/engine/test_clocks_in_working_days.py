"""What was promised within working days stays promised: no holiday table, pause or clock change takes it back."""

import datetime as dt
import signal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from kit import workdays
from kit.workdays import CHINA, Calendar
from privacy.deadlines import queries, registry, services
from privacy.deadlines.models import Clock
from privacy.deadlines.types import Kind, Late, NoSuchClock, Waiting
from privacy.deadlines.watching import watch
from privacy.ledger import queries as ledger
from tests.engine.places import filled_site
from tests.processes import run_python, start_python

pytestmark = [pytest.mark.django_db, pytest.mark.keeps("right.correction", "right.complaint", "contact.reply")]
THREE = Kind("test.three", "three days", days=3, warn_days=1)
NOW = Kind("test.one", "one day", days=1, warn_days=0)
FOR_THE_PERSON = Waiting.FOR_THE_PERSON
BERLIN = Calendar("DE", country="DE", zone="Europe/Berlin")
DAY = dt.timedelta(days=1)
registry.register(THREE, NOW)


def date(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def promised(started: str, kind: Kind = THREE, calendar: str = "") -> dt.date:
    return services.start(subject=f"test:{started}", kind=kind, at=at(started), calendar=calendar)


@pytest.mark.parametrize(
    ("started", "due"),
    [
        ("2026-06-01T04:00", "2026-06-04"),  # Monday: the day itself does not count
        ("2026-02-13T04:00", "2026-02-25"),  # Spring Festival: Saturday the 14th is worked, then the 24th, the 25th
        ("2026-09-30T04:00", "2026-10-10"),  # National Day: the 8th, the 9th, and Saturday the 10th is worked
        ("2026-12-30T04:00", "2027-01-05"),  # New Year's Day between the years
        ("2026-05-31T15:59", "2026-06-03"),  # one minute before midnight in Shanghai: still Sunday
        ("2026-05-31T16:00", "2026-06-04"),  # midnight there: Monday has begun
    ],
)
def test_days_are_those_the_studio_works(started: str, due: str) -> None:
    assert promised(started) == date(due)


def test_the_last_day_is_over_at_midnight_where_the_studio_is() -> None:
    promised("2026-06-01T04:00")
    assert queries.late(at("2026-06-04T15:59")) == []
    assert len(queries.late(at("2026-06-04T16:00"))) == 1


def test_another_calendar_can_be_chosen_and_its_summer_time_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_calendars", {"CN": CHINA, "DE": BERLIN})
    assert promised("2026-03-27T12:00", calendar="DE") == date("2026-04-01")
    summer = Clock.objects.get()
    assert summer.due_at == at("2026-04-01T22:00")  # midnight in summer time: 22:00 UTC
    assert promised("2026-10-23T12:00", calendar="DE") == date("2026-10-28")
    winter = Clock.objects.exclude(pk=summer.pk).get()
    assert winter.due_at == at("2026-10-28T23:00")


def test_announced_swaps_overrule_the_table() -> None:
    swapped = Calendar(
        "X", "CN", "Asia/Shanghai", free=frozenset({date("2027-05-06")}), worked=frozenset({date("2027-05-08")})
    )
    days = [date("2027-05-06"), date("2027-05-08")]
    assert [workdays.is_workday(day) for day in days] == [True, False]
    assert [workdays.is_workday(day, swapped) for day in days] == [False, True]
    assert workdays.before(date("2027-05-10"), 1, swapped) == date("2027-05-08")


def test_a_later_change_of_the_table_takes_nothing_back(monkeypatch: pytest.MonkeyPatch) -> None:
    assert promised("2026-09-30T04:00") == date("2026-10-10")
    shorter = Calendar("CN", "CN", "Asia/Shanghai", worked=frozenset({date("2026-10-01"), date("2026-10-02")}))
    longer = Calendar("CN", "CN", "Asia/Shanghai", free=frozenset({date("2026-10-09"), date("2026-10-10")}))
    for table in (shorter, longer):
        monkeypatch.setattr(registry, "_calendars", {"CN": table})
        services.start(subject="test:2026-09-30T04:00", kind=THREE, at=at("2026-10-03T04:00"))
        services.pause(subject="test:2026-09-30T04:00", at=at("2026-10-03T04:00"), because=FOR_THE_PERSON)
        assert services.resume(subject="test:2026-09-30T04:00", at=at("2026-10-03T05:00")) == date("2026-10-10")


def test_a_breach_is_never_waited_away(monkeypatch: pytest.MonkeyPatch) -> None:
    promised("2026-06-01T04:00")
    with pytest.raises(Late):  # before anybody looked
        services.pause(subject="test:2026-06-01T04:00", at=at("2026-06-05T04:00"), because=FOR_THE_PERSON)
    assert watch(at=at("2026-06-05T04:00")) == 1
    with pytest.raises(Late):  # nor by setting the clock back
        services.pause(subject="test:2026-06-01T04:00", at=at("2026-06-02T04:00"), because=FOR_THE_PERSON)
    everything_free = Calendar(
        "CN", "CN", "Asia/Shanghai", free=frozenset(date("2026-06-01") + DAY * n for n in range(9))
    )
    monkeypatch.setattr(registry, "_calendars", {"CN": everything_free})
    assert services.resume(subject="test:2026-06-01T04:00", at=at("2026-06-09T04:00")) == date("2026-06-04")
    assert len(queries.late(at("2026-06-02T04:00"))) == 1
    services.stop(subject="test:2026-06-01T04:00", at=at("2026-06-10T04:00"))
    said = queries.clock("test:2026-06-01T04:00")
    assert said is not None
    assert said.is_late(at("2026-06-01T04:00"))


@settings(max_examples=60, deadline=None)
@given(
    start=st.integers(0, 450 * 24).map(lambda hours: at("2025-12-01T00:00") + dt.timedelta(hours=hours)),
    steps=st.lists(st.integers(min_value=-50, max_value=400), min_size=1, max_size=6),
    kind=st.sampled_from([THREE, NOW]),
)
def test_waiting_never_makes_an_answer_due_earlier(start: dt.datetime, steps: list[int], kind: Kind) -> None:
    Clock.objects.all().delete()
    due = services.start(subject="test:any", kind=kind, at=start)
    moment, paused = start, False
    for hours in steps:
        moment += dt.timedelta(hours=hours)  # also backwards: the machine's clock may be set
        try:
            if paused:
                services.resume(subject="test:any", at=moment)
            else:
                services.pause(subject="test:any", at=moment, because=FOR_THE_PERSON)
        except Late:
            pass
        else:
            paused = not paused
        clock = Clock.objects.get()
        assert clock.due_on >= due
        assert clock.due_at == workdays.end_of(clock.due_on)
        due = clock.due_on


def test_no_table_and_no_zone_makes_what_was_promised_earlier(monkeypatch: pytest.MonkeyPatch) -> None:
    due_on = promised("2026-06-01T04:00")
    due_at = Clock.objects.get().due_at
    services.pause(subject="test:2026-06-01T04:00", at=at("2026-06-02T04:00"), because=FOR_THE_PERSON)
    monkeypatch.setattr(workdays, "after", lambda day, _days, _calendar: day - DAY)
    monkeypatch.setattr(workdays, "end_of", lambda _day, _calendar: due_at - DAY)
    assert services.resume(subject="test:2026-06-01T04:00", at=at("2026-06-02T05:00")) == due_on
    assert Clock.objects.get().due_at == due_at


def test_each_working_day_waited_is_added_and_no_other() -> None:
    promised("2026-09-28T04:00")  # Monday; due on Thursday the 8th of October, after the holidays
    services.pause(subject="test:2026-09-28T04:00", at=at("2026-09-29T04:00"), because=FOR_THE_PERSON)
    assert watch(at=at("2027-01-01T00:00")) == 0
    assert queries.late(at("2027-01-01T00:00")) == []
    assert services.resume(subject="test:2026-09-28T04:00", at=at("2026-10-09T04:00")) == date("2026-10-12")


def test_staff_are_warned_before_and_a_missed_day_is_on_record_once() -> None:
    promised("2026-06-01T04:00")
    assert watch(at=at("2026-06-02T15:59")) == 0
    assert queries.escalated() == []
    watch(at=at("2026-06-02T16:00"))  # the 3rd has begun: one working day before the last
    assert [one.subject for one in queries.escalated()] == ["test:2026-06-01T04:00"]
    for _ in range(3):
        watch(at=at("2026-06-04T16:00"))
    [noted] = ledger.latest(kind="deadline.breached")
    assert noted.facts == {"subject": "test:2026-06-01T04:00", "kind": "test.three", "due": "2026-06-04"}
    services.stop(subject="test:2026-06-01T04:00", at=at("2026-06-05T04:00"))
    assert queries.escalated() == []
    assert queries.breaches(since=at("2026-06-01T00:00")) == 1


def test_an_answer_that_came_too_late_is_a_breach_although_nobody_looked() -> None:
    promised("2026-06-01T04:00")
    services.stop(subject="test:2026-06-01T04:00", at=at("2026-06-04T16:00"))
    assert len(ledger.latest(kind="deadline.breached")) == 1


def test_nobody_is_urged_to_answer_while_the_person_is_awaited() -> None:
    promised("2026-06-01T04:00")
    watch(at=at("2026-06-03T04:00"))
    services.pause(subject="test:2026-06-01T04:00", at=at("2026-06-03T04:00"), because=FOR_THE_PERSON)
    assert queries.escalated() == []
    services.resume(subject="test:2026-06-01T04:00", at=at("2026-06-10T04:00"))
    assert len(queries.escalated()) == 1


def test_oldest_and_the_middle_answer() -> None:
    promised("2026-06-01T04:00")
    promised("2026-06-02T04:00")
    promised("2026-06-03T04:00", NOW)
    oldest = queries.oldest(THREE)
    assert oldest is not None
    assert oldest.started_at == at("2026-06-01T04:00")
    for day, hours in ((1, 2), (2, 4), (3, 30)):
        began = at(f"2026-06-0{day}T04:00")
        services.stop(subject=f"test:2026-06-0{day}T04:00", at=began + dt.timedelta(hours=hours))
    assert queries.median_answer(THREE, NOW, since=at("2026-06-01T00:00")) == dt.timedelta(hours=4)
    assert queries.oldest() is None


def test_a_subject_is_opaque_and_known() -> None:
    with pytest.raises(ValueError, match="opaque"):
        services.start(subject="mei@example.org", kind=THREE, at=at("2026-06-01T04:00"))
    with pytest.raises(NoSuchClock):
        services.stop(subject="test:nobody", at=at("2026-06-01T04:00"))


@pytest.mark.parametrize("count", [1, 3])
def test_many_clocks_are_read_in_one_query(count: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for day in range(count):
        promised(f"2026-06-0{day + 1}T04:00")
    with django_assert_num_queries(1):
        assert len(queries.open_clocks()) == count


@pytest.mark.parametrize("point", ["deadlines.warned", "deadlines.breached:1", "deadlines.breached:2"])
def test_a_killed_look_at_the_clocks_is_finished_by_the_next(tmp_path: Path, point: str) -> None:
    begin = (
        "import datetime as dt\nat = dt.datetime(2026, 6, 1, 4, tzinfo=dt.UTC)\n"
        "from privacy.deadlines import services\nfrom privacy.deadlines.watching import watch\n"
        "from privacy.deadlines.models import Clock\nfrom privacy.ledger.models import Entry\n"
        "from privacy.rights.clocks import KINDS\n"
    )
    fill = begin + "for n in range(3): services.start(subject=f'test:{n}', kind=list(KINDS.values())[0], at=at)\n"
    look = (
        begin
        + "watch(at=at + dt.timedelta(days=9))\n"
        + "print(Clock.objects.exclude(breached_at=None).exclude(warned_at=None).count(), "
        + "Entry.objects.filter(kind='deadline.breached').count())"
    )
    env, _ = filled_site(tmp_path, fill)
    assert start_python(look, {**env, "SHIJIANG_FAILPOINT": point}).wait(120) == -signal.SIGKILL
    assert run_python(look, env).strip() == "3 3"
