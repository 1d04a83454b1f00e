"""How many rows the sweep treats at once: as many as let others write again before anybody notices.

A commit takes as long as the disk takes, for few rows as for many: what it has taken is left out of what the
statements may take, and only they are made shorter.
"""

import contextlib
import time
from collections.abc import Iterator

LONGEST = 0.045  # seconds for which a chunk may hold the write lock
STATEMENTS = (0.01, 0.02)  # of which its statements may take at least, where the disk is slow, and at most
PAUSE = 0.002  # between chunks: long enough for whoever waits to notice, too short to be felt in a night's sweep
LEAST = 500


class Pace:
    """Begins with half of `most` rows; half as many after a chunk that took too long, twice after a quick one."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.rows = max(1, most // 2)
        self._ended = self._taken = self._commit = 0.0

    @contextlib.contextmanager
    def committing(self) -> Iterator[None]:
        """Around the transaction of one chunk."""
        yield
        self._commit = time.monotonic() - self._ended
        self._decide()

    @contextlib.contextmanager
    def timed(self) -> Iterator[None]:
        """Around its statements, without what it waits for others."""
        begun = time.monotonic()
        yield
        self._ended = time.monotonic()
        self._taken = self._ended - begun

    def give_way(self) -> None:
        """Between two chunks, outside of any transaction: who waits for the lock of SQLite asks but now and then."""
        time.sleep(PAUSE)

    def _decide(self) -> None:
        least, most = STATEMENTS
        allowed = min(max(LONGEST - self._commit, least), most)
        if self._taken > allowed:
            self.rows = max(self.rows // 2, min(LEAST, self.most))
        elif self._taken < allowed / 2:
            self.rows = min(self.rows * 2, self.most)
