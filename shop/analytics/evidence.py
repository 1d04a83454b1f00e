"""What the analytics area can show for the promises."""

import datetime as dt
import re

from django.utils.translation import gettext as _

from privacy.promises.figures import faults, own, people
from privacy.promises.registry import evidence
from privacy.promises.types import Evidence
from shop.analytics import queries
from shop.analytics.models import PageView

NEWEST = 100
NUMBER = re.compile("[0-9a-f]{32}")
BARE = re.compile(r"/[\w/.-]*")
SIX_MONTHS = dt.timedelta(days=186)


@evidence("collect.log", "collect.beacons")
def visits_lead_nowhere(at: dt.datetime) -> Evidence:
    """Of the newest visits each is a random number, an address and a second: no words searched for, no person."""
    rows = PageView.objects.order_by("-pk").values_list("visit", "path", "at")[:NEWEST]
    strange = sum(
        not NUMBER.fullmatch(visit) or not BARE.fullmatch(path) or seen.microsecond for visit, path, seen in rows
    )
    old = PageView.objects.filter(at__lt=at - SIX_MONTHS).count()
    says = _(
        "Pages counted with consent: %(count)s; with more than page and second: %(strange)s; past their time: %(old)s."
    )
    figures = {"count": people(PageView.objects.count()), "strange": faults(strange), "old": faults(old)}
    return Evidence(says, holds=not strange and not old, as_of=at, figures=figures)


@evidence("third.anonymous-interest")
def figures_are_coarse(at: dt.datetime) -> Evidence:
    """Whatever is shown of pages read goes in whole steps; nothing finer leaves the house."""
    shown = queries.most_read(at=at)
    fine = [one for one in shown if one.visits < queries.FLOOR or one.visits % queries.FLOOR]
    says = _("Pages shown with their visits, in steps of %(step)s: %(count)s; finer: %(fine)s.")
    figures = {"step": own(queries.FLOOR), "count": own(len(shown)), "fine": faults(len(fine))}
    return Evidence(says, holds=not fine, as_of=at, figures=figures)
