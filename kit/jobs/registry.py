"""Which function does which job, and which jobs come round by themselves. Areas register in their `tasks.py`."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Args = Mapping[str, str | int]
Work = Callable[[Args, dt.datetime], None]
Rhythm = dt.timedelta | dt.time


class UnknownJob(LookupError):
    """No function is registered under this name."""


@dataclass(frozen=True, slots=True)
class Registered:
    """A job's function, and how often it is tried before it counts as failed."""

    work: Work
    attempts: int


_jobs: dict[str, Registered] = {}
_schedules: dict[str, Rhythm] = {}
_guards: list[Callable[[], None]] = []


def job(name: str, *, attempts: int = 8) -> Callable[[Work], Work]:
    """Register the decorated `(args, at) -> None` as the job `name`, tried up to `attempts` times.

    It may run more than once (a worker can die between the effect and its record), so doing it twice must be doing
    it once. Raises ValueError when another function already has the name.
    """

    def register(work: Work) -> Work:
        taken = _jobs.get(name)
        if taken and taken.work.__qualname__ != work.__qualname__:
            raise ValueError(f"two functions want to be the job {name!r}")
        _jobs[name] = Registered(work, attempts)
        return work

    return register


def every(name: str, rhythm: Rhythm, *, attempts: int = 8) -> Callable[[Work], Work]:
    """Register a job that runs by itself: each `timedelta`, or daily at a `time` (UTC unless it carries a zone).

    Its first run is one period after it is first seen. However many workers there are, each tick runs once; ticks
    missed while nothing ran are made up for by a single run.
    """

    def register(work: Work) -> Work:
        _schedules[name] = rhythm
        return job(name, attempts=attempts)(work)

    return register


def before_work(guard: Callable[[], None]) -> Callable[[], None]:
    """Have `guard` called before a worker starts; what it raises keeps the worker from starting."""
    if guard not in _guards:
        _guards.append(guard)
    return guard


def check_guards() -> None:
    """Call every guard; raises what they raise."""
    for guard in _guards:
        guard()


def find(name: str) -> Registered:
    """The registered job. Raises UnknownJob."""
    try:
        return _jobs[name]
    except KeyError:
        raise UnknownJob(f"no job is called {name!r}; register it with @job in its area's tasks.py") from None


def schedules() -> Mapping[str, Rhythm]:
    """Every scheduled job's rhythm, by name."""
    return _schedules


def next_tick(rhythm: Rhythm, after: dt.datetime) -> dt.datetime:
    """The first tick later than `after`."""
    if isinstance(rhythm, dt.timedelta):
        return after + rhythm
    zone = rhythm.tzinfo or dt.UTC
    today = after.astimezone(zone).date()
    tick = dt.datetime.combine(today, rhythm, tzinfo=zone)
    if tick <= after:
        tick = dt.datetime.combine(today + dt.timedelta(days=1), rhythm, tzinfo=zone)
    return tick.astimezone(dt.UTC)
