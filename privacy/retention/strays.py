"""What no declaration covers: files that no row knows, left by a process that died; sessions past their end."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from privacy.vault.models import SealedFile, SealedSession

OLD = dt.timedelta(days=1)
CHUNK = 500


def remove(*, at: dt.datetime) -> int:
    """Delete what has lain on disk for a day without a row. Returns how many files."""
    root, gone = Path(settings.MEDIA_ROOT), 0
    for found in _chunks(root, at):
        known = set(SealedFile.objects.filter(path__in=found).values_list("path", flat=True))
        for path in set(found) - known:
            (root / path).unlink(missing_ok=True)
            gone += 1
    return gone


def end_sessions(*, at: dt.datetime) -> int:
    """Delete sessions past their end. Returns how many."""
    return SealedSession.objects.filter(expires_at__lt=at).delete()[0]


def _chunks(root: Path, at: dt.datetime) -> Iterator[list[str]]:
    chunk: list[str] = []
    for path in (root / "sealed").glob("*/*"):
        if path.stat().st_mtime < (at - OLD).timestamp():
            chunk.append(path.relative_to(root).as_posix())
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
