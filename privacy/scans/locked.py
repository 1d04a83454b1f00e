"""The libraries this site runs with: names and versions out of the lock file."""

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from packaging.utils import canonicalize_name

PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)


def libraries() -> dict[str, str]:
    """Every locked library's version by its normal name."""
    text = Path(settings.PRIVACY_LOCK_FILE).read_text()
    return {str(canonicalize_name(name)): version for name, version in PINNED.findall(text)}


def digest(of: Mapping[str, str]) -> str:
    """One text for exactly these names and versions: what was asked about others says nothing about these."""
    lines = sorted(f"{name}=={version}" for name, version in of.items())
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
