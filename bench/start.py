"""How long `bin/serve` takes to its first page when everything is there already."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from bench.house import ROOT, another, environment
from bench.report import Row, middle
from bench.serving import free_port

GOAL = 5


def measure(var: Path, *, quick: bool) -> Iterator[Row]:
    """Start and stop the whole site a few times; the first of them is not counted."""
    installation = another(var, "start")
    taken = [_started(installation) for _ in range(2 if quick else 4)][1:]
    here = f"{min(taken):.1f} to {max(taken):.1f} s from the command to the front page, bytes and all"
    yield Row(
        "second start of the site, first page", f"{middle(taken):.1f} s", f"≤ {GOAL} s", middle(taken) <= GOAL, here
    )


def _started(var: Path) -> float:
    port = free_port()
    env = {**environment(var), "PORT": str(port), "SHIJIANG_MAIL_PORT": "0", "SHIJIANG_DEMO": "1"}
    begun = time.perf_counter()
    with subprocess.Popen([sys.executable, "-m", "config.serve"], cwd=ROOT, env=env, stdout=subprocess.DEVNULL) as site:
        try:
            return _first_page(port) - begun
        finally:
            os.kill(site.pid, signal.SIGINT)
            site.wait(30)


def _first_page(port: int) -> float:
    end = time.monotonic() + 120
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"http://localhost:{port}/en/", timeout=10) as answer:
                answer.read()
                return time.perf_counter()
        except OSError:
            time.sleep(0.02)
    raise TimeoutError("the site did not start")
