"""`manage.py work`: runs jobs until told to stop."""

import signal
import threading
from argparse import ArgumentParser
from types import FrameType

from django.core.management.base import BaseCommand
from django.db import Error, connections

from kit import clock
from kit.collector import settle
from kit.jobs import registry
from kit.jobs.runner import Runner


class Command(BaseCommand):
    help = "Run background jobs. Stops after the job in hand on SIGTERM or Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="run what is due now, then stop")
        parser.add_argument("--interval", type=float, default=0.5, help="seconds between looks at an empty queue")

    def handle(self, *, once: bool, interval: float, **_options: object) -> None:
        registry.check_guards()
        runner = Runner()
        if once:
            _drain(runner)
            return
        stop = _stop_on_signals()
        settle()
        while not stop.is_set():
            try:
                runner.tick(at=clock.now())
                busy = runner.run_next(at=clock.now())
            except Error as error:  # locked, full, restarted: wait, it comes back
                self.stderr.write(f"database: {type(error).__name__}; trying again")
                connections.close_all()
                stop.wait(2)
            else:
                stop.wait(0 if busy else interval)


def _drain(runner: Runner) -> None:
    runner.tick(at=clock.now())
    while runner.run_next(at=clock.now()):
        pass


def _stop_on_signals() -> threading.Event:
    stop = threading.Event()

    def ask(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, ask)
    signal.signal(signal.SIGINT, ask)
    return stop
