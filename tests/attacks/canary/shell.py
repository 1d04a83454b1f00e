"""A process with Django set up that stays: scripts are handed to it one by one, so that only the first one waits."""

import json
import os
import tempfile
from pathlib import Path

from tests.forking import Forked

LOOP = """
import contextlib, io, json, os, traceback
from django.db import connections
os.dup2(os.open(LOG, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), 2)
for line in open(ASKED):
    said, failed = io.StringIO(), ""
    try:
        with contextlib.redirect_stdout(said):
            exec(compile(json.loads(line), "script", "exec"), {"__name__": "script"})
    except Exception:
        failed = traceback.format_exc()
    connections.close_all()
    print(json.dumps([said.getvalue(), failed]), flush=True)
"""


class Shell:
    """One process in this environment; what it says besides goes into `log`."""

    def __init__(self, env: dict[str, str], log: Path) -> None:
        self._folder = tempfile.TemporaryDirectory()
        asked = Path(self._folder.name) / "asked"
        os.mkfifo(asked)
        self._asked = os.open(asked, os.O_RDWR)  # so that neither side waits for the other to open it
        code = LOOP.replace("LOG", repr(str(log))).replace("ASKED", repr(str(asked)))
        self._process = Forked(code, env)

    def run(self, code: str) -> str:
        """Run a script to its end; what it printed."""
        rest = f"{json.dumps(code)}\n".encode()
        while rest:
            rest = rest[os.write(self._asked, rest) :]
        said, failed = json.loads(self._process.stdout.readline() or '["", "the shell is gone"]')
        assert not failed, failed
        return str(said)

    def close(self) -> None:
        """End the process."""
        os.close(self._asked)
        self._process.wait(30)
        self._folder.cleanup()
