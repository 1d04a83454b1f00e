"""How many rows the sweep treats at once: as many as let others write again before anybody notices.

Only the statements are timed: a commit takes as long as the disk takes, for few rows as for many.
"""

import contextlib
import time
from collections.abc import Iterator

LONGEST = 0.03  # seconds for which the statements of a chunk may hold the write lock
LEAST = 500


class Pace:
    """Begins with half of `most` rows; half as many after a chunk that took too long, twice after a quick one."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.rows = max(1, most // 2)

    @contextlib.contextmanager
    def timed(self) -> Iterator[None]:
        """Around the statements of one chunk."""
        begun = time.monotonic()
        yield
        taken = time.monotonic() - begun
        if taken > LONGEST:
            self.rows = max(self.rows // 2, min(LEAST, self.most))
        elif taken < LONGEST / 2:
            self.rows = min(self.rows * 2, self.most)
