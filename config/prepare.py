"""`python -m config.prepare`: secrets, translations, databases, static files; nothing when nothing has changed."""

import hashlib
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("SHIJIANG_VAR", ROOT / "var"))
SOURCES = ("config", "kit", "policy", "privacy", "shop", "ui", "requirements.txt")
MADE_HERE = {".pyc", ".mo", ".half"}


def prepare(*, force: bool = False) -> None:
    """Bring the installation up to date with the sources."""
    make_secret("django")
    stamp, wanted = VAR / "prepared", fingerprint()
    if not force and stamp.exists() and stamp.read_text() == wanted and _databases_exist():
        return
    for command in (["-m", "kit.catalogs"], ["manage.py", "setup"]):
        subprocess.run([sys.executable, *command], cwd=ROOT, check=True)  # noqa: S603 our own commands
    stamp.write_text(wanted)


def make_secret(name: str) -> None:
    """A random secret in `var/keys/`, readable by its owner alone, unless it is there."""
    folder = VAR / "keys"
    VAR.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.mkdir(exist_ok=True, mode=0o700)
    try:
        file = os.open(folder / name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return
    os.write(file, secrets.token_urlsafe(48).encode() + b"\n")
    os.close(file)


def fingerprint() -> str:
    """Changes whenever a source file or the choice of databases does."""
    seen = hashlib.sha256()
    for path in sorted(_sources()):
        known = path.stat()
        seen.update(f"{path.relative_to(ROOT)} {known.st_size} {known.st_mtime_ns}\n".encode())
    for variable in ("DATABASE_URL", "KEYS_DATABASE_URL", "EVENTS_DATABASE_URL", "SHIJIANG_STATIC", "SHIJIANG_DEMO"):
        seen.update(f"{variable}={os.environ.get(variable, '')}\n".encode())
    return seen.hexdigest()


def _sources() -> Iterator[Path]:
    for name in SOURCES:
        top = ROOT / name
        for path in top.rglob("*") if top.is_dir() else [top]:
            if path.is_file() and path.suffix not in MADE_HERE:
                yield path


def _databases_exist() -> bool:
    files = {"DATABASE_URL": "main", "KEYS_DATABASE_URL": "keys", "EVENTS_DATABASE_URL": "events"}
    return all(os.environ.get(variable) or (VAR / f"{name}.sqlite3").exists() for variable, name in files.items())


if __name__ == "__main__":
    os.umask(0o077)
    prepare(force="--force" in sys.argv)
