"""Witnesses of how children are kept out, found and erased, and of how their guardians are answered."""

import datetime as dt

from django.utils.translation import gettext as _

from privacy.children import queries, registry
from privacy.children.clocks import GUARDIAN
from privacy.deadlines import queries as deadlines
from privacy.erasure import queries as erasure
from privacy.promises.figures import faults, own, people
from privacy.promises.registry import evidence
from privacy.promises.types import Evidence

# A person looks at what was marked within so long.
LOOKED_AT = dt.timedelta(days=5)


@evidence("children.under-13")
def watched(at: dt.datetime) -> Evidence:
    """Nothing that was marked lies unseen, and the data of every child that was found is gone."""
    unseen = queries.neglected(at=at, longer_than=LOOKED_AT)
    traces = list(queries.traces()[:200])
    there = [one for one in traces if one.decided_at < at - dt.timedelta(days=1) and not _gone(one.erasure)]
    says = _(
        "%(channels)s channels watched; cases unseen: %(unseen)s; children found: %(found)s, not gone yet: %(there)s."
    )
    shown = {
        "channels": own(len(registry.channels())),
        "unseen": faults(unseen),
        "found": people(len(traces)),
        "there": faults(len(there)),
    }
    return Evidence(says, holds=not unseen and not there, as_of=at, figures=shown)


@evidence("children.guardian")
def answered(at: dt.datetime) -> Evidence:
    """How many guardians wait, and for how many the day has passed."""
    late = len(deadlines.late(at, GUARDIAN))
    says = _("Requests of guardians that wait: %(open)s; late: %(late)s.")
    figures = {"open": people(len(deadlines.open_clocks(GUARDIAN))), "late": faults(late)}
    return Evidence(says, holds=not late, as_of=at, figures=figures)


def _gone(reference: str) -> bool:
    progress = erasure.progress(reference)
    return progress is not None and progress.finished_at is not None
