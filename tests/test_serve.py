"""`bin/serve`: one command starts the whole site, what dies comes back, one signal stops all of it."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.serving import free_port
from config.serve import DEMO_SIGN_IN
from shop.accounts.demo import PASSWORD, PEOPLE
from tests import prepared
from tests.processes import ROOT


@pytest.fixture(scope="module")
def env(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    port, var = free_port(), tmp_path_factory.mktemp("site") / "var"
    prepared.copied(var)
    own = {"PORT": str(port), "SHIJIANG_URL": f"http://localhost:{port}", "SHIJIANG_VAR": str(var)}
    inherited = {name: value for name, value in os.environ.items() if not name.endswith("DATABASE_URL")}
    return {**inherited, **own, "SHIJIANG_DEMO": "0", "DJANGO_SETTINGS_MODULE": "config.settings"}


@pytest.fixture(scope="module")
def served(env: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "config.serve"]
    site = subprocess.Popen(command, cwd=ROOT, env=env, text=True, stdout=subprocess.PIPE)
    wait_for_line(site, "Ready")
    yield site
    site.terminate()
    site.wait(30)


def wait_for_line(site: subprocess.Popen[str], start: str) -> None:
    assert site.stdout
    while not (line := site.stdout.readline()).startswith(start):
        assert line, "the site ended"


def status(port: str) -> int:
    try:
        with urllib.request.urlopen(f"http://localhost:{port}/", timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def children(pid: int) -> dict[str, int]:
    listed = subprocess.run(["ps", "--ppid", str(pid), "-o", "pid=,args="], capture_output=True, text=True, check=True)
    return {line.split(maxsplit=1)[1]: int(line.split()[0]) for line in listed.stdout.splitlines()}


def worker_of(site: subprocess.Popen[str]) -> int:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        for command, pid in children(site.pid).items():
            if command.endswith("manage.py work"):
                return pid
        time.sleep(0.1)
    raise AssertionError("no worker runs")


def test_secrets_are_their_owners_alone(served: subprocess.Popen[str], env: dict[str, str]) -> None:
    keys = Path(env["SHIJIANG_VAR"]) / "keys"
    assert {path.name for path in keys.iterdir()} >= {"django", "ledger", "master"}
    assert all(path.stat().st_mode & 0o077 == 0 for path in (keys, *keys.iterdir()))


def test_what_dies_comes_back_and_one_signal_stops_all(served: subprocess.Popen[str], env: dict[str, str]) -> None:
    assert status(env["PORT"]) < 500
    first = worker_of(served)
    os.kill(first, signal.SIGKILL)
    wait_for_line(served, "jobs ended")
    assert worker_of(served) != first
    parts = children(served.pid).values()
    served.send_signal(signal.SIGINT)
    assert served.wait(30) == 0
    assert not any(Path(f"/proc/{pid}").exists() for pid in parts)


def test_the_printed_demo_sign_in_is_the_real_one() -> None:
    emails = {email for email, *_ in PEOPLE}
    assert f"password: {PASSWORD}" in DEMO_SIGN_IN
    assert {word.strip(",") for word in DEMO_SIGN_IN.split() if "@" in word} == {
        "keeper@demo.example",
        "visitor@demo.example",
    }
    assert emails >= {"keeper@demo.example", "visitor@demo.example"}


def test_a_taken_port_is_named(env: dict[str, str]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        command = [sys.executable, "-m", "config.serve"]
        asked = {**env, "PORT": port}
        answer = subprocess.run(command, cwd=ROOT, env=asked, capture_output=True, text=True, check=False)
    assert answer.returncode == 1
    assert f"Port {port} is taken" in answer.stderr
