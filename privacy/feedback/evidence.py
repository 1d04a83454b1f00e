"""The room's witnesses."""

import datetime as dt

from django.utils.translation import gettext as _

from privacy.feedback import queries
from privacy.people.models import Person
from privacy.promises.figures import faults, own, people
from privacy.promises.registry import evidence
from privacy.promises.types import Evidence

# The log of reviews has an entry at least so often.
LATEST_REVIEW = dt.timedelta(days=185)


@evidence("other.improvement")
def improving(at: dt.datetime) -> Evidence:
    """The policy was looked at within half a year."""
    newest = queries.reviews().first()
    assessed = queries.assessments().first()
    since = newest.at if newest else _beginning()
    says = _(
        "%(count)s reviews of our promises so far, the last on %(last)s; last assessed from outside: %(assessed)s."
    )
    figures = {
        "count": own(queries.reviews().count()),
        "last": own(newest.at.date() if newest else "—"),
        "assessed": own(assessed.on if assessed else "—"),
    }
    return Evidence(says, holds=since is None or since > at - LATEST_REVIEW, as_of=at, figures=figures)


@evidence("other.interpretation")
def settling(at: dt.datetime) -> Evidence:
    """No dispute is past its day."""
    late = queries.overdue(at=at)
    says = _("Disputes open: %(open)s, past their day: %(late)s; precedents published: %(told)s.")
    figures = {
        "open": people(queries.disputes().filter(outcome="").count()),
        "late": faults(late),
        "told": own(queries.precedents().count()),
    }
    return Evidence(says, holds=late == 0, as_of=at, figures=figures)


def _beginning() -> dt.datetime | None:
    """When the first person came: before anybody is here, no review is due."""
    return Person.objects.order_by("created_at").values_list("created_at", flat=True).first()
