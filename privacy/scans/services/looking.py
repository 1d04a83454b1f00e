"""Looking for weak spots, and taking one on."""

import datetime as dt

from django.db import transaction

from privacy.access.types import Actor
from privacy.ledger import services as ledger
from privacy.scans import registry
from privacy.scans.models import Finding, Scan
from privacy.scans.types import Look


def scan(*, at: dt.datetime) -> int:
    """Let every scanner look; new findings get a day and the post that owns them, findings that are gone are closed.

    Returns how many are open.
    """
    for name, scanner in registry.scanners().items():
        _keep(name, scanner(at), at)
    return Finding.objects.filter(closed_at=None).count()


def take_on(*, finding: Finding, by: Actor, at: dt.datetime) -> None:
    """Say who mends it. Its day stays as it is."""
    with transaction.atomic():
        finding.owner = by.id
        finding.save(update_fields=["owner"])
        ledger.append(kind="scan.taken-on", about=None, facts={"finding": str(finding.pk), "by": by.id}, at=at)


def _keep(name: str, look: Look, at: dt.datetime) -> None:
    with transaction.atomic():
        still = set()
        for one in look.found:
            row, _new = Finding.objects.get_or_create(
                scanner=name,
                check_id=one.check,
                subject=one.subject[:120],
                closed_at=None,
                defaults={
                    "severity": one.severity,
                    "mend": one.mend[:300],
                    "first_at": at,
                    "due_at": at + registry.policy().within[one.severity],
                    "owner": registry.policy().post.id,
                },
            )
            still.add(row.pk)
        Finding.objects.filter(scanner=name, closed_at=None).exclude(pk__in=still).update(closed_at=at)
        Scan.objects.create(
            scanner=name, at=at, looked_at=look.looked_at, found=len(still), knows_until=look.knows_until
        )
        facts: dict[str, str | int] = {"scanner": name, "looked-at": look.looked_at, "found": len(still)}
        ledger.append(kind="scan.done", about=None, facts=facts, at=at)
