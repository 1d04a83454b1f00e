"""Witnesses of the promises about recipients: contracts, reviews, demands, and what went where."""

import datetime as dt

from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kit.countries import country_name
from privacy.handover.models import Publication, Transfer
from privacy.promises.registry import evidence
from privacy.promises.types import Evidence
from privacy.sharing import queries as sharing
from privacy.sharing.models import Demand, Disclosure
from privacy.sharing.types import Concern

MONTH = dt.timedelta(days=30)
FIFTEEN_DAYS = dt.timedelta(days=15)


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


@evidence("share.transfer")
def transfers(at: dt.datetime) -> Evidence:
    """That no package was sealed before everybody was told and the time to object was over."""
    rows = Transfer.objects.all()
    hurried = rows.exclude(sealed_at=None).filter(Q(told_at=None) | Q(sealed_at__lt=F("told_at") + FIFTEEN_DAYS))
    says = _("%(count)d transfers; %(hurried)d sealed before fifteen days to object were over.") % {
        "count": rows.count(),
        "hurried": hurried.count(),
    }
    return Evidence(says, holds=not hurried.exists(), as_of=at)


@evidence("share.disclosure")
def publications(at: dt.datetime) -> Evidence:
    """That nothing was packed without two people."""
    packed = Publication.objects.exclude(packed_at=None)
    alone = packed.filter(Q(necessity_by="") | Q(legality_by="") | Q(necessity_by=F("legality_by"))).count()
    says = _("%(count)d publications were demanded, %(packed)d packed; %(alone)d of them without two people.") % {
        "count": Publication.objects.count(),
        "packed": packed.count(),
        "alone": alone,
    }
    return Evidence(says, holds=alone == 0, as_of=at)
