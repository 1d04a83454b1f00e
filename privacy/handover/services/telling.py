"""Telling everybody that the studio changes hands, and taking their objections."""

import datetime as dt
import uuid

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from kit.failpoints import hit
from kit.jobs.services import enqueue
from privacy.datamap.vocabulary import DELIVER_MAIL
from privacy.handover.models import Objection, Told, Transfer
from privacy.handover.services.transferring import unanswered
from privacy.handover.types import NotAllowed
from privacy.ledger import services as ledger
from privacy.people import queries as people
from privacy.people.models import Person
from privacy.sharing.services import post

# Fifteen whole days after the day on which the last person was written to.
FULL_DAYS = 15
CHUNK = 200
SALT = "privacy.handover.objection"


def begin_telling(*, transfer: Transfer, at: dt.datetime) -> None:
    """Have everybody written to. Raises `NotAllowed` while an item of due diligence is unanswered."""
    if unanswered(transfer):
        raise NotAllowed(_("Every question has to be answered first."))
    with transaction.atomic():
        if not Transfer.objects.filter(pk=transfer.pk, telling_at=None).update(telling_at=at):
            raise NotAllowed(_("Everybody is being written to already."))
        enqueue("handover.tell", args={"reference": transfer.reference}, key=f"tell:{transfer.reference}", at=at)


def tell(*, reference: str, at: dt.datetime) -> None:
    """Write to everybody who was not yet; a killed run goes on where it stopped, and nobody is written to twice.

    The objection window opens with the last letter.
    """
    transfer = Transfer.objects.get(reference=reference)
    if transfer.telling_at is None or transfer.told_at is not None:
        return
    while chunk := _untold(transfer):
        for person_id in chunk:
            with transaction.atomic():
                Told.objects.bulk_create([Told(transfer=transfer, person_id=person_id, at=at)], ignore_conflicts=True)
                _post(transfer, person_id, at)
            hit("handover.telling")
    until = at.date() + dt.timedelta(days=FULL_DAYS + 1)
    with transaction.atomic():
        if Transfer.objects.filter(pk=transfer.pk, told_at=None).update(told_at=at, objections_until=until):
            facts: dict[str, str | int] = {
                "transfer": reference,
                "people": Told.objects.filter(transfer=transfer).count(),
                "until": until.isoformat(),
            }
            ledger.append(kind="transfer.told", about=None, facts=facts, at=at)


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


def _untold(transfer: Transfer) -> list[uuid.UUID]:
    told = Told.objects.filter(transfer=transfer).values("person")
    rows = Person.objects.filter(merged_into=None, erased_at=None).exclude(pk__in=told)
    return list(rows.order_by("pk").values_list("pk", flat=True)[:CHUNK])


def _post(transfer: Transfer, person_id: uuid.UUID, at: dt.datetime) -> None:
    letters = [_letter(transfer, person_id, code) for code, _name in settings.LANGUAGES]
    post(
        person_id=person_id,
        purpose=DELIVER_MAIL,
        subject=" · ".join(subject for subject, _text in letters),
        text="\n\n—\n\n".join(text for _subject, text in letters),
        language=settings.LANGUAGES[0][0],
        key=f"transfer:{transfer.reference}:{person_id}",
        at=at,
    )


def _letter(transfer: Transfer, person_id: uuid.UUID, language: str) -> tuple[str, str]:
    with translation.override(language):
        link = settings.SITE_URL + reverse("handover:objection", args=[token_for(transfer, person_id)])
        text = _(
            "The studio, or a part of it, is to pass to %(receiver)s. They keep our promises about your data. If you "
            "do not want your data to go there, say so within fifteen days; you need give no reason, and you are "
            "left out: %(link)s"
        ) % {"receiver": transfer.receiver, "link": link}
        return _("The studio changes hands"), text
