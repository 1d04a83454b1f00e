"""A sweep's chunks are as large as lets others write again soon, however slow the disk and the machine are."""

import datetime as dt
import time

import pytest

from privacy.retention.pace import LEAST, Pace
from privacy.retention.services import confirm_clock, sweep
from tests.example.filling import filled
from tests.example.models import Letter

MOST = 10_000


class Watch:
    """A clock that is told the time."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 100.0
        monkeypatch.setattr(time, "monotonic", lambda: self.now)

    def chunk(self, paced: Pace, *, statements: float, commit: float) -> int:
        """The size of the next chunk after one that took so long."""
        with paced.committing():
            with paced.timed():
                self.now += statements
            self.now += commit
        return paced.rows


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    return Watch(monkeypatch)


def test_it_begins_with_half_and_grows_while_chunks_are_quick(watch: Watch) -> None:
    paced = Pace(MOST)
    assert paced.rows == MOST // 2
    assert [watch.chunk(paced, statements=0.004, commit=0.004) for _ in range(2)] == [MOST, MOST]


def test_slow_statements_halve_it_and_no_chunk_is_tiny(watch: Watch) -> None:
    paced = Pace(MOST)
    assert watch.chunk(paced, statements=0.1, commit=0.004) == MOST // 4
    for _ in range(9):
        watch.chunk(paced, statements=0.1, commit=0.004)
    assert paced.rows == LEAST
    assert watch.chunk(Pace(1), statements=0.1, commit=0.1) == 1


def test_where_commits_are_slow_the_statements_get_less_time(watch: Watch) -> None:
    paced = Pace(MOST)
    assert watch.chunk(paced, statements=0.015, commit=0.004) == MOST // 2
    assert watch.chunk(paced, statements=0.015, commit=0.2) == MOST // 4
    assert watch.chunk(paced, statements=0.008, commit=0.2) == MOST // 4  # a commit takes as long for few rows


@pytest.mark.django_db
def test_it_gives_way_between_two_chunks(noon: dt.datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(noon)
    gave, last = [], noon + dt.timedelta(days=4000)
    monkeypatch.setattr(Pace, "give_way", lambda _pace: gave.append(Letter.objects.count()))
    confirm_clock(at=last)
    letters = Letter.objects.count()
    sweep(at=last, chunk=1)
    assert letters == 3
    assert {1, 2} <= set(gave)  # after the first and the second of three
