"""People at the desk: masked in every list, opened for a purpose and a reason, and each opening on record."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from kit import clock
from policy.purposes import OVERVIEW
from privacy.access.queries import openings_of
from privacy.access.services import acting
from privacy.access.types import Acting, Actor, Closed
from privacy.datamap import queries as datamap
from privacy.datamap.types import Personal, Role
from privacy.handles.models import Handle
from privacy.handles.queries import people_with
from privacy.handles.types import Kind
from privacy.people.models import Person
from privacy.people.queries import identities
from privacy.retention.queries import living
from privacy.rights import wording
from privacy.sharing.queries import disclosures_of
from privacy.staff import queries as staff
from privacy.vault.sealed import Sealed
from privacy.vault.types import KeyGone
from shop.accounts import queries as accounts
from shop.accounts.models import Account
from shop.accounts.services import staff_required
from shop.backoffice import kinds
from shop.backoffice.forms import Find, Open
from shop.delivery import queries as delivery
from shop.delivery.types import Address

PER_PAGE = 30
ROWS_SHOWN = 20


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required(OVERVIEW)
def people(request: HttpRequest) -> HttpResponse:
    """The newest people, masked; on POST the one who bears a whole address, so that no address stands in a URL."""
    form = Find(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = _found(form)
        if found:
            return redirect("desk:person", person_id=found[0])
        form.add_error("email", gettext("Nobody we know bears this address."))
    with acting(OVERVIEW, by=accounts.actor(request), at=clock.now(), reason="list"):
        page = Paginator(_handles(), PER_PAGE).get_page(request.GET.get("page"))
        lent = staff.lent(accounts.actor(request).id, at=clock.now())
        return render(request, "backoffice/people.html", {"form": form, "page": page, "lent": lent})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required(OVERVIEW)
def person(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """One person, masked; on POST opened for a purpose and a reference."""
    if not Person.objects.filter(pk=person_id).exists():
        raise Http404
    actor, at = accounts.actor(request), clock.now()
    form = Open(_role(actor), request.POST if request.method == "POST" else None)
    opening = request.method == "POST" and form.is_valid()
    purpose = form.chosen if opening else OVERVIEW
    reason = form.cleaned_data["reference"] if opening else "list"
    with acting(purpose, by=actor, at=at, reason=reason) as scope:
        context = _context(person_id, scope) | {"form": form, "opened": purpose if opening else None}
        return render(request, "backoffice/person.html", context)


def _context(person_id: uuid.UUID, scope: Acting) -> dict[str, Any]:
    everyone = identities(person_id)
    return {
        "person_id": person_id,
        "account": Account.objects.filter(person__in=everyone).first(),
        "known": [
            (kinds.title_of(said), rows) for said in datamap.about_people() if (rows := _rows(said, everyone, scope.at))
        ],
        "openings": living(openings_of(everyone), scope.at)[:ROWS_SHOWN],
        "disclosures": living(disclosures_of(everyone), scope.at)[:ROWS_SHOWN],
        "purpose": scope.purpose,
    }


def _rows(said: Any, everyone: frozenset[uuid.UUID], at: dt.datetime) -> list[list[tuple[str, str]]]:
    """The sealed fields of a declared model's living rows, as the current purpose may read them; no plain records."""
    sealed = [name for name, one in said.personal.items() if isinstance(one, Personal) and one.category.sealed]
    if not sealed:
        return []
    shown = []
    for row in living(datamap.rows_about(said, everyone), at)[:ROWS_SHOWN]:
        values = [(str(kinds.field_of(row._meta.get_field(name))), getattr(row, name)) for name in sealed]
        told = [(name, _told(value)) for name, value in values if isinstance(value, Sealed)]
        shown.append([(name, value) for name, value in told if value])
    return [row for row in shown if row]


def _told(value: Sealed) -> str:
    """A value as the current purpose may read it: an address as on a letter, anything else as text, or its mask."""
    try:
        plain = value.reveal()
    except (Closed, KeyGone):
        return str(value)
    if isinstance(plain, Mapping) and "street" in plain:
        return "\n".join(delivery.address_lines(Address(**plain), language=get_language() or "en"))
    return wording.text_of(plain)


def _handles() -> Any:
    return Handle.objects.filter(person__erased_at=None).order_by("-created_at", "-pk")


def _found(form: Find) -> list[uuid.UUID]:
    try:
        return people_with(Kind.EMAIL, form.cleaned_data["email"])
    except ValidationError:
        return []


def _role(actor: Actor) -> Role:
    role = datamap.role(actor.role)
    if role is None:
        raise Http404
    return role
