"""CPU, time and statements of a piece of work."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from django.db import connections
from django.test.utils import CaptureQueriesContext

Work = Callable[[], object]


def cpu_ms(work: Work, times: int = 1) -> float:
    """Milliseconds of this process's CPU for one of `times` runs."""
    begun = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - begun) * 1000 / times


def seconds(work: Work) -> tuple[float, float]:
    """CPU and clock of one run."""
    cpu, clock = time.process_time(), time.perf_counter()
    work()
    return time.process_time() - cpu, time.perf_counter() - clock


@contextmanager
def statements() -> Iterator[Callable[[], int]]:
    """How many statements were sent, to all databases together."""
    with ExitStack() as stack:
        captured = [stack.enter_context(CaptureQueriesContext(connections[alias])) for alias in connections]
        yield lambda: sum(len(one) for one in captured)
