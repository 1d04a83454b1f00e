"""What a scanner finds, and by when it is to be mended."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Severity(models.TextChoices):
    """How bad a weak spot is."""

    HIGH = "high", _("high")
    MODERATE = "moderate", _("moderate")


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
    """How long mending may take by severity; ports that may be open to everybody."""

    within: Mapping[Severity, dt.timedelta]
    open_ports: frozenset[int] = frozenset()
