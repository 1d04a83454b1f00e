"""`bin/bench`: prints one table of ratios, all of them measured in this run, each beside its floor in turns."""

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from bench import browser, engine, growth, house, pages, purchase, start, volume
from bench.report import HEAD, Row

PARTS: dict[str, Callable[..., Iterator[Row]]] = {
    "start": start.measure,
    "pages": pages.measure,
    "browser": browser.measure,
    "purchase": purchase.measure,
    "engine": engine.measure,
    "volume": volume.measure,
    "growth": growth.measure,
}


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument("parts", nargs="*", help=f"only these: {', '.join(PARTS)}")
    parser.add_argument("--quick", action="store_true", help="few rounds over few rows: shows that it runs, no more")
    parser.add_argument("--like", type=Path, metavar="VAR", help="in a copy of this installation, brought up to date")
    parser.add_argument("--rows", default="", metavar="N,M,…", help="sizes for growth; default 1000,10000,100000")
    given = parser.parse_args()
    if unknown := set(given.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    return given


def sizes(given: argparse.Namespace) -> list[int]:
    """How many pieces, people and orders there are, in turns."""
    if given.rows:
        return sorted(int(size) for size in given.rows.split(","))
    return [50, 100] if given.quick else [1000, 10_000, 100_000]


def main() -> None:
    """Set up a throw-away installation, measure, print."""
    given = arguments()
    rows: list[str] = []
    with house.furnished(given.like) as var:
        for name in given.parts or PARTS:
            for row in _measured(name, var, given):
                print(row, file=sys.stderr, flush=True)
                rows.append(str(row))
    print("\n".join([HEAD, *rows]))


def _measured(name: str, var: Path, given: argparse.Namespace) -> Iterator[Row]:
    if name == "growth":
        return PARTS[name](var, quick=given.quick, sizes=sizes(given))
    return PARTS[name](var, quick=given.quick)


if __name__ == "__main__":
    main()
