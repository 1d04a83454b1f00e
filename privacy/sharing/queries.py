"""Who received what, and which messages lie in the outbox."""

import uuid
from collections.abc import Iterable

from django.db.models import QuerySet

from privacy.sharing.models import Disclosure, Message, Termination


def disclosures_of(person_ids: Iterable[uuid.UUID]) -> QuerySet[Disclosure]:
    """Every passage of these persons' data through the gate, newest first."""
    return Disclosure.objects.filter(person__in=list(person_ids)).order_by("-at", "-pk")


def messages() -> QuerySet[Message]:
    """Every message, newest first, sealed."""
    rows: QuerySet[Message] = Message.objects.order_by("-created_at")
    return rows


def terminated(recipient_id: str) -> bool:
    """Whether this recipient was dropped."""
    return Termination.objects.filter(recipient=recipient_id).exists()
