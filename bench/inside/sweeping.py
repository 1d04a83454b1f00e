"""The sweep beside a raw DELETE of the same rows in chunks of the same size."""

import datetime as dt
import subprocess
import sys
from collections.abc import Callable

from django.db import connections, transaction

from bench.house import ROOT
from bench.inside.crowd import _view, multiply
from bench.inside.measuring import seconds
from kit import clock
from privacy.datamap.vocabulary import SIX_MONTHS
from privacy.retention import services as retention
from privacy.retention.services.sweep import CHUNK
from shop.analytics.models import PageView

OLD = dt.timedelta(days=400)
TABLE = PageView._meta.db_table


def pair(rows: int) -> dict[str, list[float]]:
    """CPU and clock of sweeping so many visits away and of the raw statements, each with nobody else about.

    Then the clock of each beside somebody who keeps writing, whom the sweep lets write between its chunks, and the
    longest they waited.
    """
    alone = {name: [*_taken(act, rows)] for name, act in (("swept", _sweep), ("raw", _raw))}
    beside = {f"{name} beside": _beside(act, rows) for name, act in (("swept", _sweep), ("raw", _raw))}
    return {**alone, **beside, "nothing": list(seconds(_sweep))}


def _taken(act: Callable[[], None], rows: int) -> tuple[float, float]:
    _fill(rows)
    taken = seconds(act)
    assert not PageView.objects.exists()
    return taken


def _beside(act: Callable[[], None], rows: int) -> list[float]:
    _fill(rows)
    waiting = _another_writer()
    _cpu, clock_taken = seconds(act)
    longest = float(waiting.communicate("")[0])
    assert not PageView.objects.exists()
    return [clock_taken, longest]


def _fill(rows: int) -> None:
    retention.confirm_clock(at=clock.now())
    PageView.objects.all().delete()
    view = _view()
    PageView.objects.update(at=clock.now() - OLD)
    multiply(PageView, rows - 1, [PageView], pk=view.pk)


def _sweep() -> None:
    retention.sweep(at=clock.now())


def _raw() -> None:
    until = SIX_MONTHS.period.cut_off(clock.now())
    with connections["events"].cursor() as cursor:
        while True:
            with transaction.atomic(using="events"):
                cursor.execute(
                    f"DELETE FROM {TABLE} WHERE id IN (SELECT id FROM {TABLE} WHERE at <= %s ORDER BY at LIMIT %s)",  # noqa: S608 - our own names
                    [until, CHUNK],
                )
                gone = cursor.rowcount
            if not gone:
                return


def _another_writer() -> subprocess.Popen[str]:
    path = str(connections["events"].settings_dict["NAME"])
    command = [sys.executable, "-m", "bench.waiting", path]
    waiting = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert waiting.stdout is not None
    waiting.stdout.readline()
    return waiting
