"""Everything known, why, who saw it, who received it, until when."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kit import clock
from kit.countries import country_name
from privacy.rights import queries
from privacy.rights.export import schema
from privacy.rights.identity import Asker
from privacy.rights.types import Mine, Received
from privacy.rights.views.showing import for_the_person, render
from ui.types import Moment


@require_safe
@for_the_person
def my_data(request: HttpRequest, who: Asker) -> HttpResponse:
    """The page."""
    at = clock.now()
    mine = queries.mine(who.person_ids, at=at)
    context = {
        "mine": mine,
        "moments": _moments(mine),
        "cases": queries.cases_of(who.person_ids, at=at),
        "deletion": queries.pending_deletion(who.person_ids),
        "signed_in": who.signed_in,
        "download": queries.ready_download(who.person_ids, at=at),
    }
    return render(request, "my_data", context)


@require_safe
def schema_json(_request: HttpRequest) -> HttpResponse:
    """The published schema of the download."""
    return HttpResponse(schema.text(), content_type="application/schema+json")


def _moments(mine: Mine) -> list[Moment]:
    """What others did with the data, newest first."""
    seen = [
        (one.at, Moment(_("Read by: %(who)s") % {"who": one.who}, one.at, _join(one.purpose, one.what, one.reason)))
        for one in mine.seen
    ]
    received = [(one.at, _passage(one)) for one in mine.received]
    answered = [
        (one.at, Moment(_("You said yes") if one.granted else _("You said no"), one.at, str(one.purpose)))
        for one in mine.consented
    ]
    return [moment for _at, moment in sorted([*seen, *received, *answered], key=lambda pair: pair[0], reverse=True)]


def _passage(one: Received) -> Moment:
    said = _join(one.purpose, one.what, _under(one))
    return Moment(_("Received by: %(who)s") % {"who": one.who}, one.at, said)


def _under(one: Received) -> str:
    """Where the recipient keeps it, and under which contract; nothing where there is neither."""
    country = country_name(one.place, get_language() or "en") if one.place else ""
    if not one.contract_until:
        return country
    return _("%(country)s, under contract until %(day)s") % {"country": country, "day": one.contract_until}


def _join(purpose: object, what: object, reason: str) -> str:
    named = ", ".join(map(str, what)) if isinstance(what, list) else ""
    return " · ".join(part for part in (named, str(purpose), reason) if part)
