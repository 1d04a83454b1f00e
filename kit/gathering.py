"""What may wait a moment is written together: one commit for many, by a thread of its own.

For what nobody misses when a process is killed, such as a second's counted visits. While the database cannot be
written it waits in memory, up to a limit; what comes on top is dropped.
"""

import atexit
import logging
import threading
import time
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")
logger = logging.getLogger(__name__)
MOST = 500  # together
PATIENCE = 1.0  # seconds one may wait for others
KEPT = 10_000  # while nothing can be written


class Gathering(Generic[T]):
    """Hands what is put into it to `write`: at once, until `begin` has started the thread; from then on together."""

    def __init__(self, write: Callable[[Sequence[T]], None]) -> None:
        self._write, self._waiting, self._begun = write, list[T](), False
        self._turn, self._writing = threading.Condition(), threading.Lock()

    def put(self, one: T) -> None:
        """Have it written. Does not wait for it once the thread runs."""
        if not self._begun:
            self._write([one])
            return
        with self._turn:
            if len(self._waiting) < KEPT:
                self._waiting.append(one)
            if len(self._waiting) in {1, MOST}:
                self._turn.notify()

    def begin(self) -> None:
        """Gather from now on, until the process ends; what waits then is written by it. Doing it twice is once."""
        if not self._begun:
            self._begun = True
            atexit.register(self.flush)
            threading.Thread(target=self._for_ever, name=f"gathering for {self._write.__module__}", daemon=True).start()

    def flush(self) -> bool:
        """Write what waits now. What cannot be written goes on waiting, and the answer is False."""
        with self._writing:
            while batch := self._waiting[:MOST]:
                try:
                    self._write(batch)
                except Exception as error:  # noqa: BLE001 - whatever it is: the next try is a moment away
                    logger.warning("not written, tried again soon: %s", type(error).__name__)
                    return False
                with self._turn:
                    del self._waiting[: len(batch)]
        return True

    def _for_ever(self) -> None:
        while True:
            with self._turn:
                self._turn.wait_for(lambda: self._waiting)
                self._turn.wait_for(lambda: len(self._waiting) >= MOST, PATIENCE)
            if not self.flush():
                time.sleep(PATIENCE)
