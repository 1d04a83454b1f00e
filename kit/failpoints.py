"""Named places where a test may kill the process, to prove that every half state heals."""

import os
import signal
import threading

_name, _, _count = os.environ.get("SHIJIANG_FAILPOINT", "").partition(":")
_left = int(_count or 1)
_lock = threading.Lock()


def hit(name: str) -> None:
    """Die here by SIGKILL when `SHIJIANG_FAILPOINT=name:n` was set at start and this is the n-th hit; else nothing.

    A name is `area.place`, such as `webhook.after_insert`.
    """
    if name == _name:
        _count_down()


def _count_down() -> None:
    global _left  # noqa: PLW0603 one counter per process is the point
    with _lock:
        _left -= 1
        if _left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
