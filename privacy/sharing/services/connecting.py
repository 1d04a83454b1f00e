"""Going to a social network, and undoing it."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from kit.ids import reference as new_reference
from privacy.ledger import services as ledger
from privacy.sharing.models import Connection
from privacy.sharing.models.demands import Cause
from privacy.sharing.services.demands import demand
from privacy.sharing.services.gate import note_passages
from privacy.sharing.social import Network
from privacy.sharing.standing import standings
from privacy.sharing.types import NotAllowed


def connect(*, network: Network, person_id: uuid.UUID | None, at: dt.datetime) -> str:
    """Where to send somebody who has read what goes there. Raises `NotAllowed` while the gate is shut for the network.

    For a person we know the connection is on record and in their timeline.
    """
    [standing] = standings([network.recipient], at)
    if standing.shut:
        raise NotAllowed(_("We do not work with this network at present. Nothing went there."))
    if person_id is None:
        return network.address(new_reference("S"))
    scopes = [one.id for one in network.scopes]
    with transaction.atomic():
        row, fresh = Connection.objects.update_or_create(
            person_id=person_id,
            network=network.recipient.id,
            defaults={"scopes": scopes, "at": at},
            create_defaults={"scopes": scopes, "at": at, "reference": new_reference("S")},
        )
        if fresh:
            note_passages(
                recipient=network.recipient.id,
                country=network.recipient.region,
                purpose=network.recipient.purposes[0].id,
                fields={person_id: [f"social.{one}" for one in scopes]},
                reference=row.reference,
                at=at,
            )
            facts = {"network": network.recipient.id, "connection": row.reference}
            ledger.append(kind="network.connected", about=person_id, facts=facts, at=at)
    return network.address(row.reference)


def unlink(*, network: str, person_id: uuid.UUID, at: dt.datetime) -> bool:
    """Forget the connection and ask the network to erase what it has by it. False when there was none."""
    with transaction.atomic():
        row = Connection.objects.filter(person_id=person_id, network=network).first()
        if row is None:
            return False
        demand(recipient=network, cause=Cause.UNLINKED, references=[row.reference], at=at)
        row.delete()
        facts = {"network": network, "connection": row.reference}
        ledger.append(kind="network.unlinked", about=person_id, facts=facts, at=at)
    return True
