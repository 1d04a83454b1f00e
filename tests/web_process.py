"""The web server as a process of its own, as it runs in production."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from tests.processes import ROOT


@contextmanager
def web(env: dict[str, str], log: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """Serve at `SHIJIANG_URL` of this environment for the length of the block; what the server says goes into `log`."""
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
    command += ["--port", str(urlsplit(env["SHIJIANG_URL"]).port), "--workers", "1", "--blocking-threads", "2"]
    command += ["--log-level", "warning", "--no-ws", "config.wsgi:application"]
    with log.open("ab") as said:
        server = subprocess.Popen(command, env=env, cwd=ROOT, stdout=said, stderr=said)
    try:
        _wait(env["SHIJIANG_URL"])
        yield server
    finally:
        server.terminate()
        server.wait(20)


def _wait(url: str) -> None:
    for _ in range(1200):
        try:
            httpx.get(f"{url}/robots.txt", trust_env=False)
        except httpx.HTTPError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the site did not start")
