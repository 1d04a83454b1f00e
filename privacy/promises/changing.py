"""Witnesses of how the notice changes: announced in time, to everybody, and agreed to on record."""

import datetime as dt

from django.utils.translation import gettext as _

from privacy.datamap import locks
from privacy.ledger import queries as ledger
from privacy.notice import comparing, history, queries
from privacy.notice.models import Agreement
from privacy.notice.record import skeleton
from privacy.people.models import Person
from privacy.promises.figures import faults, own, people
from privacy.promises.registry import evidence
from privacy.promises.types import Evidence

FULL_NOTICE = dt.timedelta(days=15)


@evidence("change.notice", "change.effective")
def announced_in_time(at: dt.datetime) -> Evidence:
    """Every change left 15 full days between its publication and its day, and nobody is being told late."""
    known = history.announced()
    short = [one for one in known if one.published_at is None or one.effective_at - one.published_at < FULL_NOTICE]
    told = queries.told(*queries.published())
    stuck = [one for one in known if one.announced_at is None and one.effective_at <= at]
    says = _("Changes so far: %(changes)s, with too short a notice: %(short)s; people told of them: %(told)s.")
    figures = {"changes": own(len(known)), "short": own(len(short)), "told": people(told)}
    return Evidence(says, holds=not short and not stuck, as_of=at, figures=figures)


@evidence("change.effective", "change.notice")
def locked(at: dt.datetime) -> Evidence:
    """What the code does beyond the notice in force is locked; only a site that holds nobody's data may wait."""
    if locks.published(at) is None:
        says = _("The notice does not stand yet: it follows the code until the site is launched.")
        return Evidence(says, holds=not Person.objects.exists(), as_of=at)
    known = history.current(at)
    says = _("Version %(version)s is in force; %(count)s things the code declares beyond it are locked.")
    beyond = sum(one.grows for one in comparing.declarations(known.skeleton, skeleton()))
    return Evidence(says, holds=True, as_of=at, figures={"version": own(known.version), "count": own(beyond)})


@evidence("other.agreement")
def agreed(at: dt.datetime) -> Evidence:
    """How many agreements stand, each with its entry in the ledger."""
    newest = Agreement.objects.order_by("-pk").values_list("entry", flat=True)[:200]
    count, lost = Agreement.objects.count(), len(newest) - len(ledger.known(newest))
    says = _("Agreements on record: %(count)s; of the newest, without their entry in the ledger: %(lost)s.")
    return Evidence(says, holds=lost == 0, as_of=at, figures={"count": people(count), "lost": faults(lost)})
