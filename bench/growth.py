"""How pages, orders, erasure and proof grow with the number of pieces, people, orders, entries; sizes asked in turn."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

from bench.house import another
from bench.probe import Probe
from bench.purchase import provider
from bench.report import Row, middle

LIST = "/en/pieces/"
PAGES = {
    "list": (LIST, False),
    "list by price, of one colour": (f"{LIST}?order=price&colour=cinnabar", False),
    "search for a common word": ("/en/search/?q=bowl", False),
    "my data": ("/en/my-data/", True),
}
GOAL = 1.5


def measure(var: Path, *, quick: bool, sizes: list[int]) -> Iterator[Row]:
    """Each size is an installation and a process of its own."""
    with ExitStack() as stack:
        probes = {size: stack.enter_context(Probe(another(var, f"of-{size}"))) for size in sizes}
        for size, probe in probes.items():
            probe("crowd.grow", size=size)
        rounds, times = (2, 2) if quick else (5, 8)
        piece = probes[sizes[0]]("asking.piece_path")
        for title, (path, signed_in) in {**PAGES, "object page": (piece, False)}.items():
            yield _grown(
                title, probes, rounds,
                partial(_made, path=path, times=times, signed_in=signed_in),
            )  # fmt: skip
        rows = 50 if quick else 1000
        yield _grown(
            f"erase a person of {rows:,} rows",
            probes,
            rounds,
            lambda probe: 1000 * probe("erasing.alone", rows=rows)[0],
            1.2,
        )
        urls = {probe: stack.enter_context(provider(probe.var)) for probe in probes.values()}
        for probe, url in urls.items():
            probe("buying.buy", provider=url)  # what is loaded once
        yield _grown(
            "place an order", probes, rounds, lambda probe: probe("buying.buy", provider=urls[probe])["placing"]
        )
        for size, probe in probes.items():
            probe("recording.fill", count=size)
        yield _verified(probes)
        entries = 50 if quick else 1000
        yield _grown(
            f"append {entries:,} entries to the ledger",
            probes,
            rounds,
            lambda probe: 1000 * probe("recording.append_alone", count=entries)[0],
        )


def _made(probe: Probe, **asked: Any) -> float:
    taken: float = probe("asking.page", **asked)
    return taken


def _grown(title: str, probes: dict[int, Probe], rounds: int, ask: Callable[[Probe], float], goal: float = GOAL) -> Row:
    tried: dict[int, list[float]] = {size: [] for size in probes}
    for _ in range(rounds):
        for size, probe in probes.items():
            tried[size].append(ask(probe))
    few, many = min(probes), max(probes)
    grown = middle(big / small for small, big in zip(tried[few], tried[many], strict=True))
    here = " → ".join(f"{middle(taken):.1f}" for taken in tried.values()) + " ms CPU"
    return Row(f"{title}: {few:,} → {many:,}", f"{grown:.2f} ×", f"≤ {goal:g}", grown <= goal, here)


def _verified(probes: dict[int, Probe]) -> Row:
    each, floor = [], []
    for size, probe in probes.items():
        mine, bare = probe("recording.verify")
        each.append(mine[0] / size)
        floor.append(mine[0] / bare[0])
    here = " → ".join(f"{one * 1e6:.0f}" for one in each) + " µs CPU an entry"
    grown = each[-1] / each[0]
    what = f"verify the ledger: {min(probes):,} → {max(probes):,} entries"
    return Row(
        what, f"{grown:.2f} × an entry; {floor[-1]:.1f} × reading and hashing", f"≤ {GOAL:g}", grown <= GOAL, here
    )
