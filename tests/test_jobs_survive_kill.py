"""A worker killed with -9 in the middle of a job: another one takes the job over and finishes it."""

import signal
import time
from pathlib import Path

import pytest

from tests.engine.places import site
from tests.forking import Forked
from tests.processes import run_python, start_python

JOBS = """
import datetime as dt, os, pathlib, time
from django.core.management import call_command
from kit import clock
from kit.jobs import registry, runner, services
from kit.jobs.models import Job
runner.LEASE = dt.timedelta(seconds=3)
here = pathlib.Path(os.environ["SHIJIANG_VAR"])

@registry.job("slow")
def slow(args, at):
    with (here / "begun").open("a") as file:
        file.write(f"{args['n']}\\n")
    end = time.monotonic() + float(os.environ.get("SLOWLY", 0))
    while time.monotonic() < end and not (here / "enough").exists():
        time.sleep(0.05)
    with (here / "ended").open("a") as file:
        file.write(f"{args['n']}\\n")
"""
WORK = JOBS + "call_command('work', interval=0.1)"
ENQUEUE = JOBS + "for n in range(COUNT): services.enqueue('slow', args={'n': n}, at=clock.now())"
STATES = JOBS + "print(*Job.objects.filter(name='slow').order_by('pk').values_list('state', 'attempts'))"
pytestmark = pytest.mark.django_db(transaction=True)


def wait_for(file: Path, lines: int, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not (file.exists() and len(file.read_text().split()) >= lines):
        assert time.monotonic() < end, f"{file.name} never reached {lines} lines"
        time.sleep(0.05)


def stop(worker: Forked) -> None:
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(30) == 0


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    return site(tmp_path)


def test_another_worker_takes_over_after_the_lease(env: dict[str, str], tmp_path: Path) -> None:
    run_python(ENQUEUE.replace("COUNT", "1"), env)
    doomed = start_python(WORK, {**env, "SLOWLY": "60"})
    wait_for(tmp_path / "begun", 1)
    doomed.kill()
    doomed.wait()
    heir = start_python(WORK, env)
    wait_for(tmp_path / "ended", 1)
    stop(heir)
    assert run_python(STATES, env).strip() == "('done', 2)"


def test_a_long_job_keeps_its_lease_and_sigterm_lets_it_finish(env: dict[str, str], tmp_path: Path) -> None:
    run_python(ENQUEUE.replace("COUNT", "2"), env)
    worker = start_python(WORK, {**env, "SLOWLY": "60"})
    wait_for(tmp_path / "begun", 1)
    rival = start_python(WORK, {**env, "SLOWLY": "0"})
    wait_for(tmp_path / "ended", 1)  # the rival did the second job and left the first alone
    time.sleep(6)  # two leases long
    worker.send_signal(signal.SIGTERM)
    (tmp_path / "enough").touch()
    assert worker.wait(30) == 0
    stop(rival)
    assert sorted((tmp_path / "ended").read_text().split()) == ["0", "1"]
    assert run_python(STATES, env).strip() == "('done', 1) ('done', 1)"
