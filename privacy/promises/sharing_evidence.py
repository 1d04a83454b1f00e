"""Witnesses of the promises about recipients: contracts, reviews, demands, and what went where."""

import datetime as dt
from collections.abc import Iterable
from urllib.parse import unquote

from django.db.models import F, Q
from django.urls import resolve
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kit.countries import country_name
from privacy.consent import queries as consent
from privacy.datamap import registry
from privacy.datamap.types import RecipientKind
from privacy.handover.models import Publication, Transfer
from privacy.outside import services as outside
from privacy.promises.figures import faults, own, people
from privacy.promises.registry import evidence
from privacy.promises.types import Evidence
from privacy.sharing import queries as sharing
from privacy.sharing.advertisers import CONSENTED, consent_for
from privacy.sharing.models import Demand, Disclosure, Review
from privacy.sharing.types import Concern

MONTH = dt.timedelta(days=30)
NEWEST = 500
EXAMPLE = "https://museum.example/lacquer"
FIFTEEN_DAYS = dt.timedelta(days=15)


@evidence("share.providers", "links.ad-partners")
def recipients(at: dt.datetime) -> Evidence:
    """Which recipients have contract and review in force. A lapsed one is shut out by the gate, and shown here."""
    known = [one for one in sharing.standings(at) if one.shut is None or one.shut.concern is not Concern.TERMINATED]
    lapsed = [one for one in known if one.lapsed_on]
    ends = _earliest(one.contract_until for one in known if not one.shut)
    due = _earliest(one.review_due for one in known if not one.shut)
    says = _(
        "%(count)s recipients: %(open)s with contract and audit in force, %(lapsed)s lapsed. "
        "Next contract ends %(ends)s, next audit due %(due)s."
    )
    figures = {
        "count": own(len(known)),
        "open": own(sum(one.shut is None for one in known)),
        "lapsed": own(len(lapsed)),
        "ends": own(ends),
        "due": own(due),
    }
    return Evidence(says, holds=not lapsed, as_of=at, figures=figures)


def _earliest(days: Iterable[str]) -> dt.date | str:
    """The first of days written YYYY-MM-DD, for people to read; a dash when there is none."""
    first = min(filter(None, days), default="")
    return dt.date.fromisoformat(first) if first else "—"


@evidence("share.providers")
def passages(at: dt.datetime) -> Evidence:
    """How much went through the gate, how much it refused, and nothing to anybody without contract or grace."""
    rows = Disclosure.objects.filter(at__gt=at - MONTH)
    went = rows.filter(refused="")
    bare = sum(_lapsed(*one) for one in went.order_by("-pk").values_list("contract_until", "grace", "at")[:NEWEST])
    says = _("Disclosures in thirty days, each shown to its person: %(went)s; refused: %(refused)s; bare: %(bare)s.")
    figures = {
        "went": people(went.count()),
        "refused": people(rows.exclude(refused="").count()),
        "bare": faults(bare),
    }
    return Evidence(says, holds=not bare, as_of=at, figures=figures)


def _lapsed(contract_until: str, grace: str, at: dt.datetime) -> bool:
    """Whether something passed after the contract had ended; what needs no contract says so by an empty date."""
    return bool(contract_until) and not grace and contract_until < at.date().isoformat()


@evidence("right.deletion")
def demands(at: dt.datetime) -> Evidence:
    """Whether recipients confirm that they have erased too."""
    late = sharing.overdue(at)
    says = _("Demands to erase made to recipients: %(made)s; not confirmed yet: %(open)s; overdue: %(late)s.")
    figures = {
        "made": people(Demand.objects.count()),
        "open": people(Demand.objects.filter(confirmed_at=None).count()),
        "late": faults(late),
    }
    return Evidence(says, holds=late == 0, as_of=at, figures=figures)


@evidence("store.location")
def places(at: dt.datetime) -> Evidence:
    """Whether somebody has looked at every country in which data rests, and lately."""
    known = sharing.places(at)
    good = [one for one in known if one.holds_good]
    says = _(
        "%(count)s stores, recipients and firms behind them in %(countries)s; %(good)s with an assessment in force."
    )
    figures = {
        "count": own(len(known)),
        "countries": own(_(", ").join(sorted({country_name(one.country, get_language() or "en") for one in known}))),
        "good": own(len(good)),
    }
    return Evidence(says, holds=len(good) == len(known), as_of=at, figures=figures)


@evidence("share.transfer")
def transfers(at: dt.datetime) -> Evidence:
    """That no package was sealed before everybody was told and the time to object was over."""
    rows = Transfer.objects.all()
    hurried = rows.exclude(sealed_at=None).filter(Q(told_at=None) | Q(sealed_at__lt=F("told_at") + FIFTEEN_DAYS))
    says = _("Transfers: %(count)s; sealed before fifteen days to object were over: %(hurried)s.")
    figures = {"count": own(rows.count()), "hurried": own(hurried.count())}
    return Evidence(says, holds=not hurried.exists(), as_of=at, figures=figures)


@evidence("share.disclosure")
def publications(at: dt.datetime) -> Evidence:
    """That nothing was packed without two people."""
    packed = Publication.objects.exclude(packed_at=None)
    alone = packed.filter(Q(necessity_by="") | Q(legality_by="") | Q(necessity_by=F("legality_by"))).count()
    says = _("Publications demanded: %(count)s, packed: %(packed)s; of them without two people: %(alone)s.")
    figures = {
        "count": people(Publication.objects.count()),
        "packed": people(packed.count()),
        "alone": faults(alone),
    }
    return Evidence(says, holds=alone == 0, as_of=at, figures=figures)


@evidence("third.analytics", "third.ads", "third.ads-choice")
def by_consent_alone(at: dt.datetime) -> Evidence:
    """What went to firms that analyse or advertise went under a yes that stood then; and each has its own switch."""
    firms = [one for one in registry.recipients.values() if one.kind in CONSENTED]
    switched = [one for one in firms if consent_for(one).id in registry.purposes]
    went = Disclosure.objects.filter(recipient__in=[one.id for one in firms], refused="").order_by("-pk")
    unasked = sum(not consent.stood(*one) for one in went.values_list("person_id", "purpose", "at")[:NEWEST])
    says = _(
        "Firms that analyse or advertise: %(firms)s, with a switch: %(switched)s; sent without a yes: %(unasked)s."
    )
    figures = {"firms": own(len(firms)), "switched": own(len(switched)), "unasked": faults(unasked)}
    return Evidence(says, holds=not unasked and len(firms) == len(switched), as_of=at, figures=figures)


@evidence("share.partners", "share.social")
def looked_into_first(at: dt.datetime) -> Evidence:
    """Partners and networks got nothing before somebody had looked into them."""
    kinds = (RecipientKind.PARTNER, RecipientKind.SOCIAL)
    known = [one.id for one in registry.recipients.values() if one.kind in kinds]
    looked = dict(
        Review.objects.filter(recipient__in=known, passed=True).order_by("-held_on").values_list("recipient", "held_on")
    )
    went = Disclosure.objects.filter(recipient__in=known, refused="").values_list("recipient", "at")[:NEWEST]
    blind = sum(one not in looked or looked[one] > when.date() for one, when in went)
    says = _("Partners and networks: %(count)s; looked into: %(looked)s; sent before that: %(blind)s.")
    figures = {"count": own(len(known)), "looked": own(len(looked)), "blind": faults(blind)}
    return Evidence(says, holds=not blind, as_of=at, figures=figures)


@evidence("links.reminder")
def links_are_ours(at: dt.datetime) -> Evidence:
    """A link that leads away is announced under our signature; turned around, it leads nowhere."""
    address = outside.announced(EXAMPLE)
    token = unquote(resolve(address).kwargs["token"])
    led, forged = outside.signed_destination(token), outside.signed_destination(token[::-1])
    says = _("A link of ours was announced as leading to %(host)s; a forged one led nowhere.")
    holds = led is not None and led.url == EXAMPLE and forged is None
    return Evidence(says, holds=holds, as_of=at, figures={"host": own(led.host if led else "—")})
