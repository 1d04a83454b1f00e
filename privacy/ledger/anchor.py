"""The outside anchor: a file beyond the databases that gets a line per checkpoint, so that a cut tail shows."""

import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from privacy.ledger import checkpoints, keys
from privacy.ledger.models import Checkpoint
from privacy.ledger.types import Fault


def path() -> Path | None:
    """Where the anchor lies; None when the setting is empty."""
    return Path(settings.PRIVACY_LEDGER_ANCHOR) if settings.PRIVACY_LEDGER_ANCHOR else None


def catch_up() -> None:
    """Append a line for every checkpoint that has none yet."""
    file = path()
    if file is None:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    missing = Checkpoint.objects.filter(number__gt=_last_number(file)).order_by("number")
    lines = "".join(f"{_line(checkpoint)}\n" for checkpoint in missing)
    if lines:
        with file.open("a") as stream:
            stream.write(lines)
            stream.flush()
            os.fsync(stream.fileno())


def _last_number(file: Path) -> int:
    lines = file.read_text().split("\n") if file.exists() else []
    return max((int(line.split()[0]) for line in lines if line.split() and line.split()[0].isdigit()), default=0)


def _line(checkpoint: Checkpoint) -> str:
    words = checkpoints.text(checkpoint).split("\n")[1:-1]
    return " ".join([*words, checkpoint.signature, keys.verifying_key().public_bytes_raw().hex()])


def faults(*, of_a_copy: bool = False) -> Iterator[Fault]:
    """Every anchored line that the database does not bear out; a copy bears out those up to its own last one."""
    file = path()
    if file is None:
        return
    known = {checkpoint.number: _line(checkpoint) for checkpoint in Checkpoint.objects.all()}
    lines = file.read_text().splitlines() if file.exists() else []
    if of_a_copy:
        lines = [line for line in lines if not _is_later(line, max(known, default=0))]
    for place, line in enumerate(lines, 1):
        number = line.split(" ")[0]
        if not number.isdigit() or int(number) not in known:
            yield Fault("anchored, but not in the database: the tail was cut or an old copy put back", f"line {place}")
        elif known[int(number)] != line:
            yield Fault("anchor and database differ", f"line {place}")
    if len(lines) < len(known):
        yield Fault("checkpoints without a line in the anchor", f"{file.name}: {len(known) - len(lines)}")


def newest() -> int:
    """The number of the newest anchored checkpoint; 0 without an anchor."""
    file = path()
    return _last_number(file) if file else 0


def _is_later(line: str, number: int) -> bool:
    word = line.split(" ", maxsplit=1)[0]
    return word.isdigit() and int(word) > number


def lines() -> int:
    """How many checkpoints are anchored."""
    file = path()
    return len(file.read_text().splitlines()) if file and file.exists() else 0
