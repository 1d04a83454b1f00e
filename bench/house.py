"""Throw-away installations: set up once as any other, copied for each size."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OURS = ("SHIJIANG_", "DATABASE_URL", "KEYS_DATABASE_URL", "EVENTS_DATABASE_URL", "PORT")


def environment(var: Path) -> dict[str, str]:
    """What a process of the installation in `var` is told; nothing of the caller's own installation."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return {
        **own,
        "SHIJIANG_VAR": str(var),
        "SHIJIANG_STATIC": str(var.parent / "static"),
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }


@contextmanager
def furnished(origin: Path | None) -> Iterator[Path]:
    """The folder of a new installation with the demo studio, or of a copy of `origin`; gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="shijiang-bench-") as folder:
        var = Path(folder) / "var"
        if origin:
            shutil.copytree(origin, var)
        command = [sys.executable, "-m", "config.prepare"]
        subprocess.run(command, cwd=ROOT, env=environment(var), check=True, stdout=sys.stderr)
        yield var


def another(var: Path, name: str) -> Path:
    """A copy of the installation beside it."""
    copy = var.with_name(name)
    shutil.copytree(var, copy, ignore=shutil.ignore_patterns("static", "media", "cache"))
    (copy / "media").symlink_to(var / "media")
    return copy
