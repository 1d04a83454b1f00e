"""Taking objections, by the link in a letter or from "My data"."""

import datetime as dt
import uuid

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from privacy.handover.models import Objection, Transfer
from privacy.handover.types import NotAllowed
from privacy.ledger import services as ledger
from privacy.people import queries as people
from privacy.people.models import Person

SALT = "privacy.handover.objection"


def object_to(*, transfer: Transfer, person_id: uuid.UUID, at: dt.datetime) -> None:
    """Leave this person out. Raises `NotAllowed` once the package is sealed."""
    with transaction.atomic():
        open_still = Transfer.objects.select_for_update().filter(pk=transfer.pk, sealed_at=None).exists()
        if not open_still:
            raise NotAllowed(_("The time to object is over."))
        row = Objection(transfer=transfer, person_id=person_id, at=at)
        if Objection.objects.filter(transfer=transfer, person=person_id).exists():
            return
        row.save(force_insert=True)
        ledger.append(kind="transfer.objected", about=person_id, facts={"transfer": transfer.reference}, at=at)


def token_for(transfer: Transfer, person_id: uuid.UUID) -> str:
    """What the letter's link carries: this transfer, this person, and nothing else can be done with it."""
    return signing.dumps([transfer.reference, str(person_id)], salt=SALT)


def read_token(token: str) -> tuple[Transfer, uuid.UUID] | None:
    """The transfer and the person of a link we sent; None for any other, and for people who are gone."""
    try:
        reference, person = signing.loads(token, salt=SALT)
        person_id = uuid.UUID(person)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    transfer = Transfer.objects.filter(reference=reference).first()
    alive = Person.objects.filter(pk=person_id, erased_at=None).exists()
    return (transfer, person_id) if transfer and alive else None


def objectors(transfer: Transfer) -> set[uuid.UUID]:
    """Every number of everybody who objected."""
    said = Objection.objects.filter(transfer=transfer).values_list("person_id", flat=True)
    return {one for person_id in said for one in people.all_of_one(person_id)}
