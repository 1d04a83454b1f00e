"""What was found, what is late, how old the knowledge is."""

import datetime as dt

from django.db.models import QuerySet

from privacy.datamap.types import Role
from privacy.scans import registry
from privacy.scans.models import Asking, Finding, Scan
from privacy.scans.types import STALE_CHECK


def open_findings() -> "QuerySet[Finding]":
    """What is to be mended, the most urgent first."""
    return Finding.objects.filter(closed_at=None).order_by("due_at", "pk")


def mended() -> "QuerySet[Finding]":
    """What was mended, newest first."""
    return Finding.objects.exclude(closed_at=None).order_by("-closed_at")


def overdue(*, at: dt.datetime) -> int:
    """How many were to be mended by now."""
    return open_findings().filter(due_at__lt=at).count()


def out_of_date(*, at: dt.datetime) -> bool:
    """Whether the knowledge of libraries was to be brought up to date by now."""
    return open_findings().filter(check_id=STALE_CHECK, due_at__lt=at).exists()


def unowned() -> int:
    """How many weak spots nobody has taken on."""
    return sum(not is_taken_on(one) for one in open_findings())


def is_taken_on(finding: Finding) -> bool:
    """Whether somebody has said that they mend it; until then it is the post's that the policy names."""
    return finding.owner not in {"", post().id}


def post() -> Role:
    """The post that owns a weak spot until somebody takes it on."""
    return registry.policy().post


def last_scans() -> list[Scan]:
    """The newest scan of each scanner that has looked at all."""
    newest = (Scan.objects.filter(scanner=name).order_by("-at", "-pk").first() for name in registry.scanners())
    return [one for one in newest if one]


def last_answer() -> Asking | None:
    """The last time the service of advisories answered about every library."""
    return Asking.objects.filter(trouble="").order_by("-at", "-pk").first()


def last_trouble() -> Asking | None:
    """The last asking, when it failed; None when it was answered or nothing was asked."""
    last = Asking.objects.order_by("-at", "-pk").first()
    return last if last and last.trouble else None
