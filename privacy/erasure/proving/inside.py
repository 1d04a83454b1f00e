"""`python -m privacy.erasure.proving.inside COPY KEYS`: run in the throw-away place, prints one line of counts."""

import json
import sys
from pathlib import Path
from typing import Any

import django

from kit import clock


def main(copy: Path, keys: Path) -> dict[str, Any]:
    """Put keys and copy back, see that nothing is served yet, replay, look."""
    from privacy.erasure import backups, services  # noqa: PLC0415 - after the apps
    from privacy.erasure.proving.looking import look  # noqa: PLC0415 - likewise

    at = clock.now()
    backups.restore_keys(keys, at=at)
    manifest = backups.restore(copy, at=at)
    shut = _is_shut()
    back = services.finish_restore(at=at)
    return {"made_at": manifest["made_at"], "shut": shut, "back": back, **look(), "open": not _is_shut()}


def _is_shut() -> bool:
    from privacy.erasure.services import verify_replayed  # noqa: PLC0415 - after the apps
    from privacy.erasure.types import NotReplayed  # noqa: PLC0415 - likewise

    try:
        verify_replayed()
    except NotReplayed:
        return True
    return False


if __name__ == "__main__":
    django.setup()
    print(json.dumps(main(Path(sys.argv[1]), Path(sys.argv[2]))))  # noqa: T201 - the proof reads this line
