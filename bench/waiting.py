"""Another writer: asks for a SQLite database's write lock every millisecond until told to stop; says how long at most.

`python -m bench.waiting PATH` prints the longest wait in milliseconds when its input ends.
"""

import sqlite3
import sys
import threading
import time
from contextlib import closing


def main() -> None:
    """Try, note, try again."""
    told = threading.Event()
    threading.Thread(target=_listen, args=[told], daemon=True).start()
    longest, since = 0.0, 0.0
    with closing(sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None)) as connection:
        print(flush=True)
        while not told.is_set():
            now = time.perf_counter()
            try:
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("ROLLBACK")
                since = 0.0
            except sqlite3.OperationalError:
                since = since or now
                longest = max(longest, time.perf_counter() - since)
            time.sleep(0.001)
    print(longest * 1000)


def _listen(told: threading.Event) -> None:
    sys.stdin.read()
    told.set()


if __name__ == "__main__":
    main()
