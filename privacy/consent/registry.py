"""What a room above adds: which version of the notice is in force when somebody answers."""

import datetime as dt
from collections.abc import Callable

Version = Callable[[dt.datetime], str]
_versions: list[Version] = []


def register_notice(version: Version) -> Version:
    """Have `(at) -> version` asked."""
    if version not in _versions:
        _versions.append(version)
    return version


def notice_version(at: dt.datetime) -> str:
    """The version of the notice in force at `at`; "" where no notice is kept."""
    return _versions[-1](at) if _versions else ""
