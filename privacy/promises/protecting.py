"""What the site can show for its word on incidents, staff and weak spots."""

import datetime as dt

from django.conf import settings
from django.utils.translation import gettext as _

from privacy.access import registry as access
from privacy.access.types import Actor
from privacy.incidents import queries, registry
from privacy.people.models import Person
from privacy.promises.figures import faults, own, people
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
    """The last drill came lately and in time; of real incidents neither people nor authorities wait too long."""
    overdue, last = queries.overdue(at=at) + queries.overdue_reports(at=at), queries.last_drill()
    oldest = at - registry.plan().drill.every - GRACE
    if last is None or last.handed_over_at is None:
        young = not Person.objects.filter(created_at__lt=oldest).exists()
        says = _("No drill has been due yet.") if young else _("A drill was due and has not been held.")
        return Evidence(says, holds=young and not overdue, as_of=at)
    took = last.handed_over_at - last.known_at
    stands = queries.progress(last)
    told = last.taken.filter(step="handed-over").values_list("facts__told", flat=True).first() or stands.handed
    says = _(
        "Last drill %(when)s UTC: %(told)s made-up people told in %(minutes)s minutes; incidents overdue: %(late)s."
    )
    figures = {
        "when": own(last.known_at),
        "told": own(told),
        "minutes": own(int(took.total_seconds() // 60)),
        "late": faults(overdue),
    }
    in_time = last.handed_over_at <= last.due_at and last.known_at > oldest
    return Evidence(says, holds=in_time and not overdue, as_of=at, figures=figures)


@evidence("protect.staff")
def trained(at: dt.datetime) -> Evidence:
    """Who is trained; whoever is not can open nothing, so a lapse breaks nothing as long as it bars."""
    everybody = staff.standings(at=at)
    lapsed = [one for one in everybody if one.missing]
    let_in = [one for one in lapsed if not access.objection(Actor("staff", one.member.account, one.member.role), at)]
    says = _(
        "People with a post: %(staff)s; untrained, who may open nothing: %(lapsed)s; let in untrained: %(let_in)s."
    )
    figures = {"staff": people(len(everybody)), "lapsed": people(len(lapsed)), "let_in": faults(len(let_in))}
    return Evidence(says, holds=not let_in, as_of=at, figures=figures)


@evidence("protect.access", "protect.staff")
def reviewed(at: dt.datetime) -> Evidence:
    """The quarter's review is done or not due, and every emergency was looked into in time."""
    last, late, glass = staff.reviews().first(), staff.overdue_reviews(at=at), staff.overdue_glass(at=at)
    says = _("Review of %(quarter)s: posts to be decided: %(open)s; emergencies not looked into in time: %(glass)s.")
    figures = {
        "quarter": own(last.quarter if last else "—"),
        "open": people(last.lines.filter(decided_at=None).count() if last else 0),
        "glass": faults(glass),
    }
    return Evidence(says, holds=not late and not glass, as_of=at, figures=figures)


@evidence("protect.scans")
def scanned(at: dt.datetime) -> Evidence:
    """Scans go on, and nothing found is past its day; of when the knowledge of libraries is, is said too."""
    last, late = scans.last_scans(), scans.overdue(at=at)
    if not last:
        young = not Person.objects.filter(created_at__lt=at - LATEST_SCAN).exists()
        says = _("No scan has been due yet.") if young else _("A scan was due and has not been made.")
        return Evidence(says, holds=young, as_of=at)
    known = next((one.knows_until for one in last if one.scanner == "dependencies"), None)
    says = _(
        "Last scan %(when)s UTC: %(open)s weak spots open, %(late)s past their day. Advisories known until %(known)s."
    )
    figures = {
        "when": own(last[0].at),
        "open": own(scans.open_findings().count()),
        "late": own(late),
        "known": own(known.date() if known else "—"),
    }
    fresh = min(one.at for one in last) > at - LATEST_SCAN
    return Evidence(says, holds=not late and fresh, as_of=at, figures=figures)


@evidence("protect.scans")
def asked(at: dt.datetime) -> Evidence:
    """When a service was last asked about every library; its silence has a day to be mended like any weak spot."""
    answer, holds = scans.last_answer(), not scans.out_of_date(at=at)
    if not settings.PRIVACY_ADVISORY_SERVICE:
        says = _("No service of advisories is set: nobody is asked, advisories are put into a folder by hand.")
        return Evidence(says, holds=holds, as_of=at)
    if answer is None:
        says = _("The service of advisories has not answered yet: weak spots of libraries are unknown.")
        return Evidence(says, holds=holds, as_of=at)
    says = _("Service of advisories last answered %(when)s UTC, days ago: %(age)s; libraries: %(libraries)s.")
    figures = {"when": own(answer.at), "age": own((at - answer.at).days), "libraries": own(answer.libraries)}
    if trouble := scans.last_trouble():
        says += " " + _("Last asked in vain %(tried)s UTC: what came since is unknown.")
        figures["tried"] = own(trouble.at)
    return Evidence(says, holds=holds, as_of=at, figures=figures)
