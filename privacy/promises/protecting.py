"""What the site can show for its word on incidents, staff and weak spots."""

import datetime as dt

from django.utils.translation import gettext as _

from privacy.incidents import queries, registry
from privacy.people.models import Person
from privacy.promises.registry import evidence
from privacy.promises.types import Evidence
from privacy.scans import queries as scans
from privacy.staff import queries as staff

# A drill is agreed to by a person, who may be away.
GRACE = dt.timedelta(days=14)
# The house is looked over each night.
LATEST_SCAN = dt.timedelta(hours=50)


@evidence("protect.incident")
def drilled(at: dt.datetime) -> Evidence:
    """The last drill came lately and in time, and no real incident is late."""
    overdue, last = queries.overdue(at=at), queries.last_drill()
    oldest = at - registry.plan().drill.every - GRACE
    if last is None or last.handed_over_at is None:
        young = not Person.objects.filter(created_at__lt=oldest).exists()
        return Evidence(_("No drill has been due yet."), holds=young and not overdue, as_of=at)
    took = last.handed_over_at - last.known_at
    stands = queries.progress(last)
    says = _("Last drill %(when)s UTC: %(told)d people told in %(minutes)d minutes; %(late)d incidents overdue.") % {
        "when": f"{last.known_at:%Y-%m-%d %H:%M}",
        "told": last.taken.filter(step="handed-over").values_list("facts__told", flat=True).first() or stands.handed,
        "minutes": took.total_seconds() // 60,
        "late": overdue,
    }
    in_time = last.handed_over_at <= last.due_at and last.known_at > oldest
    return Evidence(says, holds=in_time and not overdue, as_of=at)


@evidence("protect.staff")
def trained(at: dt.datetime) -> Evidence:
    """Who is trained; whoever is not can open nothing, so a lapse is shown and breaks nothing."""
    everybody = staff.standings(at=at)
    lapsed = sum(bool(one.missing) for one in everybody)
    says = _("%(trained)d of %(staff)d people with a post are trained; %(lapsed)d may open nothing until they are.") % {
        "trained": len(everybody) - lapsed,
        "staff": len(everybody),
        "lapsed": lapsed,
    }
    return Evidence(says, holds=True, as_of=at)


@evidence("protect.access", "protect.staff")
def reviewed(at: dt.datetime) -> Evidence:
    """The quarter's review is done or not due, and every emergency was looked into in time."""
    last, late, glass = staff.reviews().first(), staff.overdue_reviews(at=at), staff.overdue_glass(at=at)
    says = _("Review of %(quarter)s: %(open)d posts to be decided; %(glass)d emergencies not looked into in time.") % {
        "quarter": last.quarter if last else "—",
        "open": last.lines.filter(decided_at=None).count() if last else 0,
        "glass": glass,
    }
    return Evidence(says, holds=not late and not glass, as_of=at)


@evidence("protect.scans")
def scanned(at: dt.datetime) -> Evidence:
    """Scans go on, and nothing found is past its day; of when the knowledge of libraries is, is said too."""
    last, late = scans.last_scans(), scans.overdue(at=at)
    if not last:
        young = not Person.objects.filter(created_at__lt=at - LATEST_SCAN).exists()
        return Evidence(_("No scan has been due yet."), holds=young, as_of=at)
    known = next((one.knows_until for one in last if one.scanner == "dependencies"), None)
    says = _(
        "Last scan %(when)s UTC: %(open)d weak spots open, %(late)d past their day. Advisories known until %(known)s."
    ) % {
        "when": f"{last[0].at:%Y-%m-%d %H:%M}",
        "open": scans.open_findings().count(),
        "late": late,
        "known": f"{known:%Y-%m-%d}" if known else "—",
    }
    return Evidence(says, holds=not late and min(one.at for one in last) > at - LATEST_SCAN, as_of=at)
