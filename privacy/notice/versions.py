"""Published versions of the notice: a fingerprint of the declarations each was rendered from."""

import hashlib
import json
from pathlib import Path
from typing import Any

from django.conf import settings

from privacy.notice.record import skeleton


def fingerprint() -> str:
    """SHA-256, hex, of everything the declarations promise, equal in every language."""
    return hashlib.sha256(json.dumps(skeleton(), sort_keys=True).encode()).hexdigest()


def published() -> dict[str, Any]:
    """The version in force as it was published: version, fingerprint, effective date, skeleton."""
    found: dict[str, Any] = json.loads(_file().read_text())
    return found


def publish(version: str, *, effective_on: str) -> None:
    """Write the declarations of this moment down as `version`."""
    content = {
        "version": version,
        "effective_on": effective_on,
        "fingerprint": fingerprint(),
        "skeleton": skeleton(),
    }
    _file().write_text(json.dumps(content, indent=1, sort_keys=True) + "\n")


def drift() -> list[str]:
    """What the code does and the published notice does not say, and the other way round."""
    said, done = _flat(published()["skeleton"]), _flat(skeleton())
    apart = [key for key in said.keys() | done.keys() if said.get(key) != done.get(key)]
    return [f"{key}: published {said.get(key)}, in the code {done.get(key)}" for key in sorted(apart)]


def _flat(tree: dict[str, Any]) -> dict[str, Any]:
    return {f"{part} {name}": value for part, entries in tree.items() for name, value in entries.items()}


def _file() -> Path:
    return Path(settings.PRIVACY_NOTICE_FILE)
