"""What may wait a moment is written together, and nothing of it is lost but by a kill."""

import json
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from kit import gathering
from kit.gathering import Gathering
from tests.processes import environment, run_python

COUNT = """
import json
from kit import clock, gathering
from shop.analytics.models import PageView
from shop.analytics import services
gathering.PATIENCE, gathering.MOST = 600, 1000
services.count_together()
for number in range(250):
    services.count(visit=f"{number:032x}", path="/en/", title="Home", stay_seconds=3, at=clock.now())
print(json.dumps(PageView.objects.count()))
"""


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.fixture
def written() -> list[list[int]]:
    return []


@pytest.fixture
def gathered(written: list[list[int]]) -> Gathering[int]:
    return Gathering(lambda many: written.append(list(many)))


def test_until_it_begins_each_is_written_at_once(gathered: Gathering[int], written: list[list[int]]) -> None:
    gathered.put(1)
    gathered.put(2)
    assert written == [[1], [2]]


def test_many_are_written_together_in_order_by_another_thread(
    gathered: Gathering[int], written: list[list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathering, "PATIENCE", 0.2)
    monkeypatch.setattr(gathering, "MOST", 100)
    gathered.begin()
    gathered.begin()
    for number in range(250):
        gathered.put(number)
    until(lambda: sum(map(len, written)) == 250)
    assert [number for batch in written for number in batch] == list(range(250))
    assert len(written) < 10  # three, unless this thread was kept from running
    assert max(map(len, written)) <= 100
    gathered.put(250)
    until(lambda: written[-1] == [250])  # it need not wait for a hundred


def test_what_cannot_be_written_waits_up_to_a_limit_and_is_not_told(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(gathering, "PATIENCE", 0.05)
    monkeypatch.setattr(gathering, "KEPT", 150)
    down, written = threading.Event(), list[int]()

    def write(many: Sequence[int]) -> None:
        if down.is_set():
            raise OSError("the words of 4242")
        written.extend(many)

    gathered = Gathering(write)
    down.set()
    gathered.begin()
    for number in range(200):
        gathered.put(number)
    assert gathered.flush() is False
    assert "OSError" in caplog.text
    assert "4242" not in caplog.text
    down.clear()
    until(lambda: written == list(range(150)))


@pytest.mark.django_db(transaction=True)
def test_visits_still_waiting_are_written_when_the_process_ends(tmp_path: Path) -> None:
    env = environment(tmp_path)
    assert json.loads(run_python(COUNT, env).splitlines()[-1]) == 0
    told = run_python("from shop.analytics.models import PageView; print(PageView.objects.count())", env)
    assert int(told.splitlines()[-1]) == 250
