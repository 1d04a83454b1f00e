"""A Python with Django set up that stays: scripts are handed to it one by one, so that only the first one waits."""

import json
import subprocess
import sys
from pathlib import Path
from typing import IO

from tests.processes import ROOT

LOOP = """
import contextlib, io, json, sys, traceback
import django
django.setup()
from django.db import connections
for line in sys.stdin:
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
        self._log: IO[str] = log.open("a")
        self._process = subprocess.Popen(
            [sys.executable, "-c", LOOP],
            env=env,
            cwd=ROOT,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
        )

    def run(self, code: str) -> str:
        """Run a script to its end; what it printed."""
        assert self._process.stdin
        assert self._process.stdout
        print(json.dumps(code), file=self._process.stdin, flush=True)
        said, failed = json.loads(self._process.stdout.readline() or '["", "the shell is gone"]')
        assert not failed, failed
        return str(said)

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(30)
        assert self._process.stdout
        self._process.stdout.close()
        self._log.close()
