"""Taking consent back for somebody who asked us to: by the one function that every switch and link uses."""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext_noop

from privacy.consent import queries as consents
from privacy.consent import services as consent
from privacy.datamap import queries as datamap
from privacy.datamap.types import Purpose
from privacy.rights.models import Request
from privacy.rights.services import letters, life
from privacy.rights.types import Status


def standing(person_ids: Iterable[uuid.UUID]) -> list[Purpose]:
    """What these persons have agreed to and not taken back."""
    given = consents.given_to(person_ids)
    return [one for one in datamap.purposes() if one.id in given]


def withdraw(*, request: Request, purposes: Iterable[Purpose], at: dt.datetime) -> None:
    """Carry out a proved request: the consents are gone with this call. Raises `NotProved`, `WrongState`."""
    persons, taken = life.persons_of(request), list(purposes)
    with transaction.atomic():
        if request.status == Status.OPEN:
            life.start(request=request, at=at)
        for one in taken:
            how = {"language": request.language, "surface": "rights", "method": request.channel}
            consent.withdraw_everywhere(person_ids=persons, purpose=one, at=at, **how)
        life.fulfil(request=request, at=at)
        titles = [one.title for one in taken]
        letters.write(request, "withdrawn", gettext_noop("Your consent is taken back"), {"titles": titles}, at)
