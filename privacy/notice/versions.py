"""The founding version of the notice, a file of the policy: it follows the code until the site is launched."""

import hashlib
import json
from pathlib import Path
from typing import Any

from django.conf import settings

from privacy.notice.record import skeleton
from privacy.notice.types import Launched
from privacy.notice.words import every_language


def fingerprint() -> str:
    """SHA-256, hex, of everything the declarations promise, equal in every language."""
    return fingerprint_of(skeleton())


def fingerprint_of(said: dict[str, Any]) -> str:
    """SHA-256, hex, of a version's declarations."""
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def published() -> dict[str, Any]:
    """The founding version as it was written down: version, fingerprint, effective date, skeleton, words."""
    found: dict[str, Any] = json.loads(_file().read_text())
    return found


def publish(version: str, *, effective_on: str) -> None:
    """Write the declarations of this moment down as the founding version. Raises `Launched` once it stands."""
    known = published() if _file().exists() else {}
    if known.get("launched_on"):
        raise Launched("the site is launched: announce a change at the desk, `privacy prepare` writes its declarations")
    _write(
        {
            "version": version,
            "effective_on": effective_on,
            "fingerprint": fingerprint(),
            "skeleton": skeleton(),
            "words": every_language(),
        }
    )


def launch(*, on: str) -> None:
    """From this day on the founding version stands: the file says so, and nothing writes over it."""
    _write(published() | {"launched_on": on})


def prepare(version: str) -> None:
    """After the launch: write down what the code declares for the version to come, for the build to compare with."""
    _write(published() | {"next": {"version": version, "fingerprint": fingerprint(), "skeleton": skeleton()}})


def drift() -> list[str]:
    """What the code does and the written-down notice (the one to come, if prepared) does not say, and vice versa."""
    file = published()
    said, done = _flat(file.get("next", file)["skeleton"]), _flat(skeleton())
    apart = [key for key in said.keys() | done.keys() if said.get(key) != done.get(key)]
    return [f"{key}: published {said.get(key)}, in the code {done.get(key)}" for key in sorted(apart)]


def _flat(tree: dict[str, Any]) -> dict[str, Any]:
    return {f"{part} {name}": value for part, entries in tree.items() for name, value in entries.items()}


def _write(content: dict[str, Any]) -> None:
    _file().write_text(json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False) + "\n")


def _file() -> Path:
    return Path(settings.PRIVACY_NOTICE_FILE)
