"""What a scanner finds, and by when it is to be mended."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from privacy.datamap.types import Role

# The finding that says how old the knowledge of libraries is.
STALE_CHECK = "advisories-old"


class Severity(models.TextChoices):
    """How bad a weak spot is."""

    HIGH = "high", _("high")
    MODERATE = "moderate", _("moderate")


class Trouble(models.TextChoices):
    """Why the service of advisories could not be asked, or not to the end."""

    UNREACHABLE = "unreachable", _("nobody answers")
    SLOW = "slow", _("the answer took too long")
    REFUSED = "refused", _("the service refused or failed")
    UNREADABLE = "unreadable", _("the answer cannot be read")
    TOO_LARGE = "too-large", _("the answer is too large")
    NOT_SAFE = "not-safe", _("the address is not https")
    INCOMPLETE = "incomplete", _("an advisory that was named is not there")


class CouldNotAsk(Exception):
    """What the service would have said is unknown; unknown is never clean."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


@dataclass(frozen=True, slots=True)
class Listed:
    """An advisory the service named for a locked library, and when it was last altered."""

    id: str
    modified_at: dt.datetime
    library: str


@dataclass(frozen=True, slots=True)
class Found:
    """One weak spot: which check, about what (a package, a setting, a file's name), and how to mend it, in English."""

    check: str
    subject: str
    severity: Severity
    mend: str


@dataclass(frozen=True, slots=True)
class Look:
    """What one scanner saw: the weak spots, how many things it looked at, and of when its knowledge is."""

    found: Sequence[Found]
    looked_at: int
    knows_until: dt.datetime | None = None


Scanner = Callable[[dt.datetime], Look]


@dataclass(frozen=True, slots=True)
class ScanPolicy:
    """How long mending may take by severity, and the post that owns each until somebody takes it on; open ports."""

    within: Mapping[Severity, dt.timedelta]
    post: Role
    open_ports: frozenset[int] = frozenset()
