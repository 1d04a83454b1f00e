"""Background jobs: asked for once, run once each, retried, given up, scheduled, tidied up."""

import datetime as dt
import zoneinfo
from collections.abc import Iterator

import pytest
import time_machine
from django.core.management import call_command
from django.db import OperationalError, transaction

from kit.jobs import queries, registry, runner, services
from kit.jobs.models import Job, Schedule, State

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_jobs", {})
    monkeypatch.setattr(registry, "_schedules", {})


@pytest.fixture(autouse=True)
def noon() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def done() -> list[dict[str, str | int]]:
    seen: list[dict[str, str | int]] = []
    registry.job("note")(lambda args, _at: seen.append(dict(args)))
    return seen


def drain(at: dt.datetime = NOON) -> None:
    worker = runner.Runner()
    worker.tick(at=at)
    while worker.run_next(at=at):
        pass


def test_a_job_runs_once_with_its_arguments(done: list[dict[str, str | int]]) -> None:
    services.enqueue("note", args={"order": "L-7F3KQ2MB", "count": 2}, at=NOON)
    drain()
    drain()
    assert done == [{"order": "L-7F3KQ2MB", "count": 2}]
    assert Job.objects.get().state == State.DONE


def test_jobs_run_in_the_order_they_fall_due(done: list[dict[str, str | int]]) -> None:
    for number in (3, 1, 2):
        services.enqueue("note", args={"n": number}, at=NOON, run_at=NOON - (9 - number) * SECOND)
    drain()
    assert [args["n"] for args in done] == [1, 2, 3]


def test_a_job_waits_for_its_time(done: list[dict[str, str | int]]) -> None:
    services.enqueue("note", args={}, at=NOON, run_at=NOON + SECOND)
    drain()
    assert done == []
    drain(NOON + SECOND)
    assert done == [{}]


def test_a_key_is_once_for_ever_even_after_pruning(done: list[dict[str, str | int]]) -> None:
    for later in (0, 1, 30):
        at = NOON + dt.timedelta(days=later)
        services.prune(at=at)
        services.enqueue("note", args={"order": "L-1"}, key="confirm:L-1", at=at)
        drain(at)
    assert done == [{"order": "L-1"}]
    assert Job.objects.get().args == {}


def test_the_same_key_in_two_transactions_is_no_error(done: list[dict[str, str | int]]) -> None:
    for _ in range(2):
        with transaction.atomic():
            services.enqueue("note", args={}, key="k", at=NOON)
    drain()
    assert len(done) == 1


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_transaction_leaves_no_job(done: list[dict[str, str | int]]) -> None:
    def act() -> None:
        with transaction.atomic():
            services.enqueue("note", args={}, at=NOON)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()
    assert not Job.objects.exists()


@pytest.mark.parametrize(
    "value", ["Zhang Wei", "张伟", "wei@example.org", "+8613812345678", "x" * 65, None, 1.5, ["a"], b"a"]
)
def test_only_opaque_arguments_are_taken(value: object, done: list[dict[str, str | int]]) -> None:
    with pytest.raises(ValueError, match="opaque"):
        services.enqueue("note", args={"what": value}, at=NOON)  # type: ignore[dict-item]
    assert not Job.objects.exists()


def test_a_key_must_be_opaque_too(done: list[dict[str, str | int]]) -> None:
    with pytest.raises(ValueError, match="key"):
        services.enqueue("note", args={}, key="mail wei@example.org", at=NOON)


def test_an_unknown_job_is_refused_when_it_is_asked_for() -> None:
    with pytest.raises(registry.UnknownJob, match=r"tasks\.py"):
        services.enqueue("nobody", args={}, at=NOON)


def test_a_job_whose_function_has_gone_is_shown_as_failed() -> None:
    Job.objects.create(name="gone", run_at=NOON, created_at=NOON)
    drain()
    assert [job.error_kind for job in queries.failed()] == ["UnknownJob"]


def test_two_functions_cannot_have_one_name(done: list[dict[str, str | int]]) -> None:
    def another(_args: registry.Args, _at: dt.datetime) -> None: ...

    with pytest.raises(ValueError, match="note"):
        registry.job("note")(another)


def test_a_failing_job_is_retried_later_and_later_then_given_up(noon: time_machine.Traveller) -> None:
    def fail(_args: registry.Args, _at: dt.datetime) -> None:
        raise TimeoutError("wei@example.org did not answer")

    registry.job("fail", attempts=3)(fail)
    services.enqueue("fail", args={}, at=NOON)
    at, pauses = NOON, []
    for _ in range(3):
        noon.move_to(at)
        drain(at)
        job = Job.objects.get()
        pauses.append((job.run_at - at).total_seconds())
        at = job.run_at
    assert 2.5 <= pauses[0] <= 7.5
    assert 5 <= pauses[1] <= 15
    assert (job.state, job.attempts, job.last_error_kind) == (State.FAILED, 3, "TimeoutError")
    assert not any("wei@" in str(value) for row in Job.objects.values() for value in row.values())


def test_staff_can_let_a_failed_job_start_afresh(done: list[dict[str, str | int]]) -> None:
    job = Job.objects.create(name="note", run_at=NOON, created_at=NOON, state=State.FAILED, attempts=8)
    assert services.retry(job_id=job.pk, at=NOON)
    drain()
    assert done == [{}]
    assert not services.retry(job_id=job.pk, at=NOON)


def test_the_pause_never_exceeds_an_hour_and_a_half() -> None:
    assert max(runner.pause(n) for n in range(1, 40)) <= 1.5 * runner.LONGEST_PAUSE


def test_a_job_in_hand_is_left_alone_until_its_lease_ends(done: list[dict[str, str | int]]) -> None:
    services.enqueue("note", args={}, at=NOON)
    Job.objects.update(state=State.RUNNING, leased_by="another", lease_ends_at=NOON + runner.LEASE)
    drain(NOON + runner.LEASE)
    assert done == []
    drain(NOON + runner.LEASE + SECOND)
    assert done == [{}]


def test_a_lease_written_by_a_clock_that_ran_ahead_does_not_bind(done: list[dict[str, str | int]]) -> None:
    services.enqueue("note", args={}, at=NOON)
    Job.objects.update(state=State.RUNNING, lease_ends_at=dt.datetime(2038, 1, 19, tzinfo=dt.UTC))
    drain()
    assert done == [{}]


def test_a_job_that_kills_its_workers_is_given_up(done: list[dict[str, str | int]]) -> None:
    services.enqueue("note", args={}, at=NOON)
    Job.objects.update(state=State.RUNNING, attempts=8, lease_ends_at=NOON - SECOND)
    drain()
    assert done == []
    assert [job.error_kind for job in queries.failed()] == ["WorkerDied"]


def test_a_worker_that_lost_its_lease_does_not_write_over_the_new_owner() -> None:
    def stall(_args: registry.Args, _at: dt.datetime) -> None:
        Job.objects.update(leased_by="another")

    registry.job("stall")(stall)
    services.enqueue("stall", args={}, at=NOON)
    drain()
    assert Job.objects.get().state == State.RUNNING


def test_a_schedule_runs_each_tick_once_however_many_workers() -> None:
    seen: list[dt.datetime] = []
    registry.every("hourly", dt.timedelta(hours=1))(lambda _args, at: seen.append(at))
    for minutes in (0, 30, 60, 60, 90, 121):
        at = NOON + dt.timedelta(minutes=minutes)
        drain(at)
        drain(at)
    assert [(at - NOON).total_seconds() / 60 for at in seen] == [60, 121]


def test_missed_ticks_are_made_up_for_once() -> None:
    seen: list[dt.datetime] = []
    registry.every("hourly", dt.timedelta(hours=1))(lambda _args, at: seen.append(at))
    drain()
    drain(NOON + dt.timedelta(days=3))
    assert len(seen) == 1


def test_a_tick_planned_by_a_clock_that_ran_ahead_is_planned_anew() -> None:
    registry.every("hourly", dt.timedelta(hours=1))(lambda _args, _at: None)
    Schedule.objects.create(name="hourly", next_at=dt.datetime(2038, 1, 19, tzinfo=dt.UTC))
    drain()
    assert Schedule.objects.get().next_at == NOON + dt.timedelta(hours=1)


def test_a_daily_job_keeps_its_wall_clock() -> None:
    shanghai = zoneinfo.ZoneInfo("Asia/Shanghai")
    assert registry.next_tick(dt.time(3, 30), NOON) == dt.datetime(2026, 3, 3, 3, 30, tzinfo=dt.UTC)
    assert registry.next_tick(dt.time(21, tzinfo=shanghai), NOON) == NOON + dt.timedelta(hours=1)
    assert registry.next_tick(dt.time(20, tzinfo=shanghai), NOON) == NOON + dt.timedelta(days=1)


def test_finished_jobs_are_forgotten_after_a_week(done: list[dict[str, str | int]]) -> None:
    services.enqueue("note", args={}, at=NOON)
    drain()
    services.prune(at=NOON + services.KEPT)
    assert Job.objects.count() == 1
    services.prune(at=NOON + services.KEPT + SECOND)
    assert not Job.objects.exists()


def test_the_queue_tells_how_far_behind_it_is(done: list[dict[str, str | int]]) -> None:
    services.enqueue("note", args={}, at=NOON, run_at=NOON - 90 * SECOND)
    services.enqueue("note", args={}, at=NOON, run_at=NOON + 90 * SECOND)
    Job.objects.create(name="x", run_at=NOON, created_at=NOON, state=State.FAILED)
    health = queries.health(at=NOON)
    assert (health.waiting, health.running, health.failed, health.behind) == (2, 0, 1, 90 * SECOND)


def test_the_command_drains_the_queue_once(done: list[dict[str, str | int]]) -> None:
    services.enqueue("note", args={"n": 1}, at=NOON)
    services.enqueue("note", args={"n": 2}, at=NOON)
    call_command("work", once=True)
    assert len(done) == 2


def test_a_locked_database_does_not_end_the_worker(
    done: list[dict[str, str | int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([OperationalError("database is locked"), None])

    def tick(_self: runner.Runner, *, at: dt.datetime) -> None:
        answer = next(answers)
        if answer:
            raise answer
        raise KeyboardInterrupt

    monkeypatch.setattr(runner.Runner, "tick", tick)
    monkeypatch.setattr("kit.jobs.management.commands.work.connections.close_all", lambda: None)
    monkeypatch.setattr("kit.jobs.management.commands.work._stop_on_signals", _never)
    with pytest.raises(KeyboardInterrupt):
        call_command("work")


class _never:  # noqa: N801  stands in for a function
    def is_set(self) -> bool:
        return False

    def wait(self, _seconds: float) -> None: ...
