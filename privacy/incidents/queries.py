"""How incidents stand: the next step, the clock, who was told."""

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from django.db.models import Count, F, Q, QuerySet, Sum

from privacy.handles.models import Handle
from privacy.incidents import registry
from privacy.incidents.models import Affected, Incident, MonitoringCode
from privacy.incidents.types import Clock, Keeper, Progress, Step


def incidents() -> "QuerySet[Incident]":
    """All, newest first."""
    return Incident.objects.order_by("-known_at", "-pk")


def incident(id_: uuid.UUID) -> Incident | None:
    """One, or None."""
    return Incident.objects.filter(pk=id_).first()


def handles_of_keepers(*, but: str) -> list[tuple[Keeper, list[Handle]]]:
    """Whom to ring at night: every other keeper with their telephone numbers first, to be opened for `WARN`."""
    others = [one for one in registry.keepers() if one.account != but]
    rows = Handle.objects.filter(person__in=[one.person_id for one in others]).order_by("-kind", "-created_at")
    return [(one, [row for row in rows if row.person_id == one.person_id]) for one in others]


def under_way() -> "QuerySet[Incident]":
    """Those that are not closed, the most urgent first; real ones before drills."""
    return Incident.objects.filter(closed_at=None).order_by("drill", "due_at")


def next_step(found: Incident) -> Step | None:
    """The first step of the plan that was not taken; None when all were.

    The notices are under way again while people found later wait for an agreement, or one came back.
    """
    taken = set(found.taken.values_list("step", flat=True))
    if "send" in taken and not found.closed_at and unagreed(found):
        taken -= {"send"}
    if found.handed_over_at is None:
        taken -= {"handed-over"}
    return next((step for step in registry.plan().steps if step.id not in taken), None)


def unagreed(found: Incident) -> int:
    """How many are counted to whom nobody has agreed to write yet."""
    return Affected.objects.filter(incident=found, agreed_at=None, told_at=None, unreached_at=None).count()


def without_code(found: Incident) -> int:
    """How many have no monitoring code yet."""
    mine = MonitoringCode.objects.filter(incident=found).values("person")
    return Affected.objects.filter(incident=found).exclude(person__in=mine).count()


def progress(found: Incident) -> Progress:
    """How handing over stands."""
    rows = Affected.objects.filter(incident=found)
    sums = rows.aggregate(
        people=Count("pk"),
        waiting=Count("pk", filter=Q(told_at=None, unreached_at=None)),
        unreached=Count("pk", filter=~Q(unreached_at=None)),
        bounced=Sum("bounces", default=0),
        retried=Sum("delays", default=0),
    )
    told = rows.exclude(told_at=None).order_by().values("channel").annotate(count=Count("pk"))
    return Progress(**sums, by_channel={one["channel"]: one["count"] for one in told})


def free_codes(*, drill: bool = False) -> int:
    """How many monitoring codes lie in the pool."""
    return MonitoringCode.objects.filter(incident=None, given_at=None, drill=drill).count()


def report(found: Incident) -> dict[str, Any]:
    """The facts of an incident as authorities ask for them (GDPR Art. 33(3), PIPL Art. 57): counts, kinds, times."""
    stands = progress(found)
    return {
        "controller": settings.PRIVACY_CONTROLLER,
        "contact": {
            "name": settings.PRIVACY_OFFICER,
            "mail": settings.PRIVACY_OFFICER_EMAIL,
            "phone": settings.PRIVACY_OFFICER_PHONE,
        },
        "reference": found.reference,
        "drill": found.drill,
        "kind": found.kind,
        "began_at": found.began_at.isoformat(),
        "ended_at": found.ended_at.isoformat(),
        "known_at": found.known_at.isoformat(),
        "due_at": found.due_at.isoformat(),
        "handed_over_at": found.handed_over_at.isoformat() if found.handed_over_at else "",
        "scope": found.scope,
        "categories": found.categories,
        "severity": found.severity,
        "people": stands.people,
        "records": found.records,
        "told": dict(stands.by_channel),
        "handed": stands.handed,
        "waiting": stands.waiting,
        "unreached": stands.unreached,
        "steps": [
            {"step": one.step, "title": registry.step_title(one.step), "at": one.at, "facts": one.facts}
            for one in found.taken.order_by("at", "pk")
        ],
    }


def clocks(found: Incident) -> list[Clock]:
    """Every authority of the plan, until when it wants to know, and whether it does."""
    filed = {one.authority: one for one in found.filings.select_related("report")}
    return [
        Clock(one, found.known_at + dt.timedelta(hours=one.hours), filed.get(one.id))
        for one in registry.plan().regulators
    ]


def overdue_reports(*, at: dt.datetime) -> int:
    """Authorities that should know of a real incident by now and do not."""
    open_ones = Incident.objects.filter(drill=False, closed_at=None)
    return sum(one.filing is None and one.due_at < at for found in open_ones for one in clocks(found))


def overdue(*, at: dt.datetime) -> int:
    """Real incidents whose people were not told in time, and still are not."""
    return Incident.objects.filter(drill=False, due_at__lt=at, handed_over_at=None, closed_at=None).count()


def late() -> int:
    """Incidents and drills whose last notice went out after its time."""
    return Incident.objects.filter(handed_over_at__gt=F("due_at")).count()


def last_drill() -> Incident | None:
    """The newest drill whose notices were all handed over."""
    return Incident.objects.filter(drill=True).exclude(handed_over_at=None).order_by("-known_at").first()
