"""Everything known, why, who saw it, who received it, until when."""

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kit import clock
from kit.countries import country_name
from privacy.consent import queries as consent
from privacy.retention.queries import living
from privacy.rights import queries, registry
from privacy.rights.export import schema
from privacy.rights.identity import Asker
from privacy.rights.receipts import receipt
from privacy.rights.types import Consented, Mine, Received
from privacy.rights.views.showing import for_the_person, private, render
from privacy.rights.wording import listed
from ui.types import Moment


@require_safe
@for_the_person
def my_data(request: HttpRequest, who: Asker) -> HttpResponse:
    """The page."""
    at = clock.now()
    mine = queries.mine(who.person_ids, at=at)
    context = {
        "mine": mine,
        "choices": registry.choices(who.person_ids, at),
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


@require_safe
@for_the_person
def consent_receipt(_request: HttpRequest, who: Asker, event_id: int) -> HttpResponse:
    """The receipt of one answer, as its person may show it to anybody."""
    event = living(consent.answers_of(who.person_ids), clock.now()).filter(pk=event_id).first()
    if event is None:
        raise Http404
    response = JsonResponse(receipt(event), json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Type"] = "application/ld+json"
    response["Content-Disposition"] = f'attachment; filename="consent-{event.pk}.jsonld"'
    return private(response)


def _moments(mine: Mine) -> list[Moment]:
    """What others did with the data, newest first."""
    seen = [
        (one.at, Moment(_("Read by: %(who)s") % {"who": one.who}, one.at, _join(one.purpose, one.what, one.reason)))
        for one in mine.seen
    ]
    received = [(one.at, _passage(one)) for one in mine.received]
    answered = [(one.at, _answer(one)) for one in mine.consented]
    return [moment for _at, moment in sorted([*seen, *received, *answered], key=lambda pair: pair[0], reverse=True)]


def _answer(one: Consented) -> Moment:
    """An answer, and the way to its receipt."""
    said = _("You said yes") if one.granted else _("You said no")
    return Moment(said, one.at, str(one.purpose), href=reverse("rights:consent", args=[one.id]))


def _passage(one: Received) -> Moment:
    said = _join(one.purpose, one.what, " · ".join(filter(None, (_under(one), _behind(one)))))
    return Moment(_("Received by: %(who)s") % {"who": one.who}, one.at, said)


def _under(one: Received) -> str:
    """Where the recipient keeps it, and under which contract; nothing where there is neither."""
    country = country_name(one.place, get_language() or "en") if one.place else ""
    if not one.contract_until:
        return country
    day = date_format(dt.date.fromisoformat(one.contract_until), "DATE_FORMAT")
    if not one.contract_version:  # the founding one has no number
        return _("%(country)s, under contract until %(day)s") % {"country": country, "day": day}
    said = {"country": country, "version": one.contract_version, "day": day}
    return _("%(country)s, under version %(version)s of the contract, until %(day)s") % said


def _behind(one: Received) -> str:
    """The firms the recipient works with on it, each with its country; nothing where none is known."""
    language = get_language() or "en"
    named = [
        _("%(firm)s (%(country)s)") % {"firm": name, "country": country_name(code, language)}
        for name, code in one.firms
    ]
    return _("works with %(firms)s") % {"firms": listed(named)} if named else ""


def _join(purpose: object, what: object, reason: str) -> str:
    named = listed(map(str, what)) if isinstance(what, list) else ""
    return " · ".join(part for part in (named, str(purpose), reason) if part)
