"""Compile translation catalogs: `python -m kit.catalogs [FOLDER]` turns every stale .po below it into a .mo."""

import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SKIPPED = {".venv", "var", "node_modules", "staticfiles"}


def catalogs(root: Path) -> Iterator[Path]:
    """Every `locale/*/LC_MESSAGES/*.po` below `root`, leaving out folders that are not ours."""
    for entry in sorted(root.iterdir()):
        if not entry.is_dir() or entry.is_symlink() or entry.name in SKIPPED or entry.name.startswith("."):
            continue
        if entry.name == "locale":
            yield from sorted(entry.glob("*/LC_MESSAGES/*.po"))
        else:
            yield from catalogs(entry)


def is_stale(source: Path) -> bool:
    """Whether the compiled catalog is missing or older than its source."""
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime_ns < source.stat().st_mtime_ns


def compile_one(source: Path) -> None:
    """Write the .mo beside its .po; readers never see half a file."""
    with source.open("rb") as stream:
        catalog = read_po(stream, locale=source.parent.parent.name)
    half = source.with_suffix(".mo.half")
    with half.open("wb") as stream:
        write_mo(stream, catalog)
    half.replace(source.with_suffix(".mo"))


def compile_all(root: Path) -> list[Path]:
    """Compile what is stale below `root`; returns the sources that were compiled."""
    stale = [source for source in catalogs(root) if is_stale(source)]
    for source in stale:
        compile_one(source)
    return stale


if __name__ == "__main__":
    where = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent
    sys.stdout.write(f"{len(compile_all(where))} catalogs compiled\n")
