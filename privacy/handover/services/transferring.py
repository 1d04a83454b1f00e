"""Opening a transfer and checking the receiver."""

import datetime as dt
from collections.abc import Iterable

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kit.ids import reference as new_reference
from privacy.access.types import Actor
from privacy.datamap.types import Purpose
from privacy.handover import registry
from privacy.handover.models import Answer, Transfer
from privacy.handover.types import NotAllowed
from privacy.ledger import services as ledger
from privacy.sharing.services import keep_contact


def open_transfer(
    *,
    receiver: str,
    country: str,
    mailbox: str,
    public_key: str,
    purposes: Iterable[Purpose],
    by: Actor,
    at: dt.datetime,
) -> Transfer:
    """Begin a transfer. Only fields declared for `purposes` will pass. Raises `NotAllowed` for a key that is none."""
    try:
        X25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
    except ValueError as error:
        raise NotAllowed(_("This is no X25519 public key: 64 hexadecimal digits.")) from error
    with transaction.atomic():
        made = Transfer.objects.create(
            reference=new_reference("T"),
            receiver=receiver,
            country=country,
            mailbox=mailbox,
            public_key=public_key.lower(),
            purposes=sorted(one.id for one in purposes),
            opened_by=by.id,
            opened_at=at,
        )
        keep_contact(recipient=made.reference, mailbox=mailbox)  # where a demand to erase would go one day
        ledger.append(kind="transfer.opened", about=None, facts={"transfer": made.reference, "by": by.id}, at=at)
    return made


def answer(*, transfer: Transfer, question: str, words: str, by: Actor, at: dt.datetime) -> None:
    """Answer one item of due diligence, once. Raises `NotAllowed` for another post than the one it belongs to."""
    asked = next((one for one in registry.questions() if one.id == question), None)
    if asked is None or by.role != asked.role:
        raise NotAllowed(_("This question belongs to another post."))
    try:
        with transaction.atomic():
            Answer.objects.create(transfer=transfer, question=question, words=words, role=by.role, by=by.id, at=at)
            facts = {"transfer": transfer.reference, "question": question, "by": by.id}
            ledger.append(kind="transfer.answered", about=None, facts=facts, at=at)
    except IntegrityError as error:
        raise NotAllowed(_("This is answered already.")) from error


def unanswered(transfer: Transfer) -> list[str]:
    """Questions nobody has answered, by id."""
    done = set(transfer.answers.values_list("question", flat=True))
    return [one.id for one in registry.questions() if one.id not in done]
