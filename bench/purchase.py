"""A whole guest purchase, without scripts: from the object page to the paid order."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.house import ROOT, another, environment
from bench.probe import Probe
from bench.report import Row, middle, ratio


def measure(var: Path, *, quick: bool) -> Iterator[Row]:
    """Requests, statements and CPU of the shop; the payment provider is a process of its own."""
    installation, copy = another(var, "purchase"), another(var, "purchase-by-hand")
    with provider(installation) as url, Probe(installation) as probe, Probe(copy) as by_hand:
        watched = [probe("buying.buy", provider=url, watched=True) for _ in range(2)]
        tried = [probe("buying.buy", provider=url) for _ in range(2 if quick else 6)]
        bare = [by_hand("replaying.replay", steps=one["writes"]) for one in watched][1:]
    requests, sent = watched[-1]["requests"], watched[-1]["statements"]
    cpu = middle(one["cpu"] for one in tried)
    empty = ratio((one["cpu"], one["empty"]) for one in tried)
    yield Row("guest purchase, requests", f"{requests}", "≤ 9", requests <= 9, "object page to paid order, no scripts")
    yield Row("guest purchase, statements", f"{sent}", "≤ 70", sent <= 70, "all three databases")
    here = f"{cpu:.0f} ms CPU"
    writes = ratio((one["cpu"], bare[0]) for one in tried)
    rows = sum(map(len, watched[-1]["writes"]))
    yield Row(
        "guest purchase, CPU, pages and all",
        f"{writes:.1f} × its writes by hand",
        "",
        None,
        f"{rows} rows written, {bare[0]:.1f} ms CPU as plain SQL",
    )
    yield Row("guest purchase, CPU", f"{empty:.0f} × as many empty views", "≤ 60 ms", cpu <= 60, here)


@contextmanager
def provider(var: Path) -> Iterator[str]:
    """The sandbox of payments beside an installation; its address."""
    command = [sys.executable, "-m", "shop.payments.sandbox", "--port", "0", "--control"]
    command += ["--state", str(var / "sandbox"), "--keys", str(var / "keys"), "--webhook-url", "http://127.0.0.1:9/"]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment(var), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().split()[-1]
        finally:
            process.terminate()
