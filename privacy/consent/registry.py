"""What a room above adds: which notice is in force when somebody answers, and which earlier ones said as much."""

import datetime as dt
from collections.abc import Callable, Container

from privacy.datamap.types import Purpose

Version = Callable[[dt.datetime], str]
Covering = Callable[[Purpose, dt.datetime], Container[str] | None]
_versions: list[Version] = []
_coverings: list[Covering] = []


def register_notice(version: Version, covering: Covering) -> None:
    """Have `(at) -> version` asked, and `(purpose, at) -> versions` that said no less than what is in force."""
    if version not in _versions:
        _versions.append(version)
        _coverings.append(covering)


def notice_version(at: dt.datetime) -> str:
    """The version of the notice in force at `at`; "" where no notice is kept."""
    return _versions[-1](at) if _versions else ""


def covering(purpose: Purpose, at: dt.datetime) -> Container[str] | None:
    """The versions under which a yes to `purpose` covers what it is used for at `at`; None: every one."""
    return _coverings[-1](purpose, at) if _coverings else None
