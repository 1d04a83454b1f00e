"""Witnesses of the promises about recipients: contracts, reviews, demands, and what went where."""

import datetime as dt

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kit.countries import country_name
from privacy.promises.registry import evidence
from privacy.promises.types import Evidence
from privacy.sharing import queries as sharing
from privacy.sharing.models import Demand, Disclosure
from privacy.sharing.types import Concern

MONTH = dt.timedelta(days=30)


@evidence("share.providers", "links.ad-partners")
def recipients(at: dt.datetime) -> Evidence:
    """Which recipients have contract and review in force. A lapsed one is shut out by the gate, and shown here."""
    known = [one for one in sharing.standings(at) if one.shut is None or one.shut.concern is not Concern.TERMINATED]
    lapsed = [one for one in known if one.lapsed_on]
    ends = min([one.contract_until for one in known if not one.shut] or ["—"])
    due = min([one.review_due for one in known if not one.shut] or ["—"])
    says = _(
        "%(count)d recipients: %(open)d with contract and audit in force, %(lapsed)d lapsed. "
        "Next contract ends %(ends)s, next audit due %(due)s."
    ) % {
        "count": len(known),
        "open": sum(one.shut is None for one in known),
        "lapsed": len(lapsed),
        "ends": ends,
        "due": due,
    }
    return Evidence(says, holds=not lapsed, as_of=at)


@evidence("share.providers")
def passages(at: dt.datetime) -> Evidence:
    """How much went through the gate, and how much it refused."""
    rows = Disclosure.objects.filter(at__gt=at - MONTH)
    says = _("%(went)d disclosures in thirty days, each shown to its person; %(refused)d refused.") % {
        "went": rows.filter(refused="").count(),
        "refused": rows.exclude(refused="").count(),
    }
    return Evidence(says, holds=True, as_of=at)


@evidence("right.deletion")
def demands(at: dt.datetime) -> Evidence:
    """Whether recipients confirm that they have erased too."""
    late = sharing.overdue(at)
    says = _("%(made)d demands to erase made to recipients, %(open)d not confirmed yet, %(late)d of them overdue.") % {
        "made": Demand.objects.count(),
        "open": Demand.objects.filter(confirmed_at=None).count(),
        "late": late,
    }
    return Evidence(says, holds=late == 0, as_of=at)


@evidence("store.location")
def places(at: dt.datetime) -> Evidence:
    """Whether somebody has looked at every country in which data rests, and lately."""
    known = sharing.places(at)
    good = [one for one in known if one.holds_good]
    says = _("%(count)d stores and recipients in %(countries)s; %(good)d with an assessment in force.") % {
        "count": len(known),
        "countries": ", ".join(sorted({country_name(one.country, get_language() or "en") for one in known})),
        "good": len(good),
    }
    return Evidence(says, holds=len(good) == len(known), as_of=at)
