"""What the site can show for its word to tell people within 24 hours."""

import datetime as dt

from django.utils.translation import gettext as _

from privacy.incidents import queries, registry
from privacy.people.models import Person
from privacy.promises.registry import evidence
from privacy.promises.types import Evidence

# A drill is agreed to by a person, who may be away.
GRACE = dt.timedelta(days=14)


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
