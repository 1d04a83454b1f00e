"""Who is at the counter: the account's person, or a guest whom the session knows by number."""

import datetime as dt
import uuid

from django.http import HttpRequest
from django.utils.translation import get_language

from privacy.people import services as people
from shop.catalogue import queries as catalogue

GUEST = "guest"
CHECKOUT = "checkout"


def person_of(request: HttpRequest) -> uuid.UUID | None:
    """The person of the account, else the guest of this session, else nobody. Sets no cookie."""
    if request.user.is_authenticated:
        return request.user.person_id
    number = request.session.get(GUEST)
    return uuid.UUID(number) if number else None


def ensure_person(request: HttpRequest, *, at: dt.datetime) -> uuid.UUID:
    """The same; for a visitor nobody knows yet, a new person of whom nothing is known, kept in the session."""
    person_id = person_of(request) or people.create(at=at).pk
    remember(request, person_id)
    return person_id


def remember(request: HttpRequest, person_id: uuid.UUID) -> None:
    """Keep in the session who this visitor is; nothing for one whom it knows."""
    if person_of(request) is None:
        request.session[GUEST] = str(person_id)


def language_of(_request: HttpRequest) -> str:
    """The language of the address, as a lower-case tag."""
    return get_language() or "en"


def currency_of(request: HttpRequest) -> str:
    """The currency chosen by cookie, or usual in the language."""
    return catalogue.chosen_currency(request.COOKIES.get("currency"), language_of(request))
