"""The privacy engine beside the hand-written statements for the same rows."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.house import another
from bench.probe import Probe
from bench.report import Row, at_least, at_most, middle, ratio


def measure(var: Path, *, quick: bool) -> Iterator[Row]:
    """Sealing, erasing, sweeping, exporting, recording, counting."""
    rounds = 2 if quick else 5
    with Probe(another(var, "engine")) as probe:
        yield from _sealing(probe, rounds, 20 if quick else 200)
        yield from _erasing(probe, rounds, 50 if quick else 1000)
        yield from _sweeping(probe, rounds, 2000 if quick else 100_000)
        yield from _counting(probe, rounds, 100 if quick else 500)
        yield from _recording(probe, 200 if quick else 5000)
    yield from _exporting(var, rounds, (50, 200) if quick else (1000, 100_000))


def _sealing(probe: Probe, rounds: int, times: int) -> Iterator[Row]:
    tried = [probe("sealing.fields", times=times * 20) for _ in range(rounds)]
    for what in ("seal", "open"):
        here = f"{middle(one[what][0] for one in tried) * 1000:.1f} µs CPU"
        yield Row(
            f"{what} one field of 64 bytes",
            f"{ratio(one[what] for one in tried):.2f} × bare AES-256-GCM",
            "",
            None,
            here,
        )
    probe("sealing.fill")
    pages = [probe("sealing.page", times=times // 5) for _ in range(rounds)]
    whole = "one order opened at the desk, whole request"
    for what, world in ((whole, "plain, on record"), (f"{whole}, its record in", "plain")):
        yield _sealed(what, [(one["sealed"], one[world]) for one in pages], world)
    rows = [probe("sealing.rows", times=times // 5) for _ in range(rounds)]
    yield _sealed("a page of 30 rows, 5 sealed fields each, their record in", rows, "plain")


def _sealed(what: str, pages: Sequence[tuple[float, float]], world: str) -> Row:
    here = f"{middle(one for one, _ in pages):.2f} ms CPU, plain {middle(one for _, one in pages):.2f}"
    of = "the same page with plain columns" + (", as much on record" if world != "plain" else ", nothing on record")
    return at_most(what, ratio(pages), 1.1, here, of=of)


def _erasing(probe: Probe, rounds: int, rows: int) -> Iterator[Row]:
    probe("erasing.pair", rows=rows)
    turns = [number % 2 == 1 for number in range(2 * rounds)]  # who comes second finds pages warm
    tried = [probe("erasing.pair", rows=rows, by_hand_first=turn) for turn in turns]

    def against(way: str) -> tuple[float, str]:
        cpu, clock = (ratio((one[way][place], one["plain"][place]) for one in tried) for place in (0, 1))
        mine, bare = ([middle(one[name][place] for one in tried) * 1000 for place in (0, 1)] for name in (way, "plain"))
        here = f"{mine[0]:.0f} ms CPU, {mine[1]:.0f} ms; DELETEs {bare[0]:.0f}, {bare[1]:.0f} ms; CPU {cpu:.2f} ×"
        return clock, here

    what, floor = f"erase a person of {rows:,} rows", "the plain DELETEs' time"
    clock, here = against("run")
    yield at_most(what, clock, 2, here, of=floor)
    clock, here = against("whole")
    yield Row(f"{what}, its plan and job committed before", f"{clock:.2f} × {floor}", "", None, here)


def _sweeping(probe: Probe, rounds: int, rows: int) -> Iterator[Row]:
    tried = [probe("sweeping.pair", rows=rows) for _ in range(rounds)]
    speed = ratio((one["raw"][1], one["swept"][1]) for one in tried)
    per_second = middle(rows / one["swept"][1] for one in tried)
    shared = ratio((one["raw beside"][0], one["swept beside"][0]) for one in tried)
    here = f"{per_second:,.0f} rows/s; CPU {1 / ratio((one['raw'][0], one['swept'][0]) for one in tried):.2f} ×; "
    here += f"{shared:.2f} while another writes, whom the raw DELETE keeps waiting"
    yield at_least(f"sweep {rows:,} visits", speed, 0.7, here, of="of a raw chunked DELETE's rows/s")
    longest = middle(one["swept beside"][1] for one in tried)
    against = ratio((one["swept beside"][1], one["raw beside"][1]) for one in tried)
    yield Row(
        "longest wait of another writer meanwhile", f"{against:.2f} × beside the raw DELETE", "≤ 50 ms", longest <= 50,
        f"{longest:.0f} ms",
    )  # fmt: skip


def _counting(probe: Probe, rounds: int, count: int) -> Iterator[Row]:
    tried = [probe("counting.pair", count=count) for _ in range(rounds)]
    single = ratio((one["single"][1], one["intake"][1]) for one in tried)
    batched = ratio((one["batched"][1], one["intake"][1]) for one in tried)
    here = f"{middle(count / one['intake'][1] for one in tried):,.0f} visits/s"
    yield at_least("intake of visits", single, 0.5, here, of="of one bare INSERT and commit a visit")
    yield at_least("intake of visits, against batches", batched, 0.5, here, of="of a commit every hundred")


def _recording(probe: Probe, count: int) -> Iterator[Row]:
    tried = [probe("recording.append", count=count) for _ in range(3)]
    cpu = ratio((one[0], bare[0]) for one, bare in tried)
    here = f"{middle(one[0] / count for one, _ in tried) * 1e6:.0f} µs CPU an entry"
    yield Row("append to the ledger", f"{cpu:.2f} × a bare INSERT's CPU", "", None, here)


def _exporting(var: Path, rounds: int, sizes: tuple[int, int]) -> Iterator[Row]:
    installation, grown = another(var, "export"), {}
    with Probe(installation) as filling:
        persons = {size: filling("crowd.person_with", rows=size) for size in sizes}
    with Probe(installation) as probe:
        tried = [probe("handing.pair", person=persons[sizes[0]]) for _ in range(rounds + 1)][1:]
    made = middle(one["data"] for one in tried)
    bare = ratio((one["bare"], one["data"]) for one in tried)
    here = f"{made * 1000:.0f} ms CPU; {bare:.2f} of SELECT and dumps of what rests sealed"
    of = "of SELECT, open, json.dumps"
    yield at_least(
        f"export of {sizes[0]:,} rows", ratio((one["opened"], one["data"]) for one in tried), 0.5, here, of=of
    )
    for size in sizes:
        with Probe(installation) as probe:
            grown[size] = probe("handing.whole", person=persons[size])
    few, many = (grown[size] for size in sizes)
    more = many["grown"] - few["grown"]
    each = many["cpu"] / sizes[1] * 1e6
    here = f"peak grows by {few['grown']:.1f} and {many['grown']:.1f} MB; {each:.0f} µs CPU a row, whole ZIP"
    yield Row(
        f"memory of an export, {sizes[1]:,} rows against {sizes[0]:,}",
        f"{more:+.1f} MB",
        "constant (≤ 8 MB)",
        more <= 8,
        here,
    )
