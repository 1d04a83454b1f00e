"""How the engine's work grows with what it works on: rows of one person, expired rows, entries, openings."""

from collections.abc import Iterator
from pathlib import Path

from bench.house import another
from bench.probe import Probe
from bench.report import Row, middle, ratio

NEAR = 1.5


def measure(var: Path, *, quick: bool) -> Iterator[Row]:
    """Each kind of work in an installation of its own."""
    yield from _concerning(var, (100, 1000) if quick else (10_000, 100_000, 1_000_000))
    yield from _erasing(var, (10, 100) if quick else (100, 1000, 10_000, 100_000, 1_000_000))
    yield from _sweeping(var, (100, 1000) if quick else (10_000, 1_000_000))
    yield _opening(var, (100, 1000) if quick else (1000, 1_000_000))
    yield from _verifying(var, (10, 100) if quick else (1000, 100_000, 1_000_000))
    yield _exporting(var, (10, 100) if quick else (100, 10_000, 1_000_000))


def _erasing(var: Path, sizes: tuple[int, ...]) -> Iterator[Row]:
    with Probe(another(var, "erased")) as probe:
        probe("erasing.pair", rows=sizes[0])
        for rows in sizes:
            tried = [probe("erasing.pair", rows=rows) for _ in range(7 if rows < 1000 else 3 if rows < 100_000 else 1)]
            clock = ratio((one["run"][1], one["plain"][1]) for one in tried)
            mine, plain = (middle(one[side][1] for one in tried) * 1000 for side in ("run", "plain"))
            cpu = middle(one["run"][0] for one in tried) * 1e6 / rows
            here = f"{mine:,.0f} ms, DELETEs {plain:,.0f} ms; {cpu:,.1f} µs CPU a row"
            goal, kept = ("≤ 2", clock <= 2) if rows >= 1000 else ("", None)  # the goal is for a thousand rows
            yield Row(f"erase a person of {rows:,} rows", f"{clock:.2f} × the plain DELETEs", goal, kept, here)


def _sweeping(var: Path, sizes: tuple[int, ...]) -> Iterator[Row]:
    with Probe(another(var, "swept")) as probe:
        for rows in sizes:
            tried = [probe("sweeping.pair", rows=rows) for _ in range(3 if rows < 100_000 else 1)]
            speed = ratio((one["raw"][1], one["swept"][1]) for one in tried)
            here = f"{middle(rows / one['swept'][1] for one in tried):,.0f} rows/s"
            yield Row(f"sweep {rows:,} visits", f"{speed:.2f} of a raw chunked DELETE", "≥ 0.7", speed >= 0.7, here)


def _opening(var: Path, sizes: tuple[int, int]) -> Row:
    taken = []
    for size in sizes:
        with Probe(another(var, f"opened-{size}")) as probe:
            probe("sealing.fill")
            taken.append(middle(probe("sealing.among", count=size, times=20) for _ in range(5)))
    grown = taken[1] / taken[0]
    here = f"{taken[0]:.2f} → {taken[1]:.2f} ms CPU"
    what = f"open 150 fields of 30 people among {sizes[0]:,} → {sizes[1]:,} keys"
    return Row(what, f"{grown:.2f} ×", f"≤ {NEAR:g}", grown <= NEAR, here)


def _verifying(var: Path, sizes: tuple[int, ...]) -> Iterator[Row]:
    installation, taken, peaks, sealed = another(var, "verified"), [], [], []
    for size in sizes:
        with Probe(installation) as probe:
            sealed.append(probe("recording.fill_fast", count=size) * 1e6)
        with Probe(installation) as probe:
            found = probe("recording.memory_of_verifying")
            taken.append(found["cpu"] / size * 1e6)
            peaks.append(found["peak"])
    names = " → ".join(f"{size:,}" for size in sizes)
    for what, each in (("seal", sealed), ("verify", taken)):
        grown = each[-1] / each[1]  # the first is mostly the start
        here = " → ".join(f"{one:.0f}" for one in each) + " µs CPU an entry"
        yield Row(f"{what} a ledger of {names} entries", f"{grown:.2f} × an entry", f"≤ {NEAR:g}", grown <= NEAR, here)
    more = peaks[-1] - peaks[0]
    here = " → ".join(f"{peak:.0f}" for peak in peaks) + " MB at most"
    yield Row("memory of verifying it", f"{more:+.1f} MB", "constant (≤ 16 MB)", more <= 16, here)


def _exporting(var: Path, sizes: tuple[int, ...]) -> Row:
    installation, cpu, grown = another(var, "exported"), [], []
    with Probe(installation) as filling:
        persons = [filling("crowd.person_with", rows=size) for size in sizes]
    for size, person in zip(sizes, persons, strict=True):
        with Probe(installation) as probe:
            made = probe("handing.whole", person=person)
        cpu.append(made["cpu"] * 1e6 / size)
        grown.append(made["grown"])
    here = (
        f"{' → '.join(f'{one:.0f}' for one in cpu)} µs CPU a row; peak +{' → +'.join(f'{one:.1f}' for one in grown)} MB"
    )
    names = " → ".join(f"{size:,}" for size in sizes)
    worse = cpu[-1] / cpu[1]
    return Row(f"export of {names} rows, whole ZIP", f"{worse:.2f} × a row", f"≤ {NEAR:g}", worse <= NEAR, here)


def _concerning(var: Path, sizes: tuple[int, ...]) -> Iterator[Row]:
    """Whom an incident concerns, for so many openings within its scope."""
    found = []
    for size in sizes:
        with Probe(another(var, f"breached-{size}")) as probe:
            probe("breaching.fill", count=size)
            found.append(probe("breaching.scope"))
    each = [one["cpu"] * 1e6 / size for one, size in zip(found, sizes, strict=True)]
    grown, last = each[-1] / each[0], found[-1]
    names = " → ".join(f"{size:,}" for size in sizes)
    here = " → ".join(f"{one:.1f}" for one in each) + " µs CPU an opening"
    what = f"whom a leak of {names} openings concerns"
    yield Row(what, f"{grown:.2f} × an opening", f"≤ {NEAR:g}", grown <= NEAR, here)
    here = f"{last['clock']:.1f} s, {last['cpu']:.1f} s CPU; {last['people']:,} people found"
    yield Row(f"the same, {sizes[-1]:,} openings", f"{last['clock']:.1f} s", "≤ 60 s", last["clock"] <= 60, here)
