"""Who received what, which messages lie in the outbox, how recipients stand, which demands are outstanding."""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db.models import QuerySet

from privacy.datamap import queries as datamap
from privacy.datamap.types import Recipient
from privacy.sharing import standing
from privacy.sharing.models import Contact, Contract, Demand, Disclosure, Message, Review, SubRecipient, Termination
from privacy.sharing.models.demands import OVERDUE_AFTER, Cause
from privacy.sharing.places import stores
from privacy.sharing.types import Concern, Outstanding, Place, Standing
from privacy.sharing.wording import purpose_title as purpose_title  # noqa: PLC0414 - told on by this door
from privacy.sharing.wording import recipient_title as recipient_title  # noqa: PLC0414 - told on by this door


def disclosures_of(person_ids: Iterable[uuid.UUID]) -> QuerySet[Disclosure]:
    """Every passage of these persons' data through the gate, newest first."""
    return Disclosure.objects.filter(person__in=list(person_ids)).order_by("-at", "-pk")


def has_received(recipient_id: str, *, person_id: uuid.UUID, reference: str) -> bool:
    """Whether something of this person went to this recipient under `reference`."""
    theirs = Disclosure.objects.filter(person=person_id, recipient=recipient_id, reference=reference)
    return theirs.filter(refused="").exists()


def messages() -> QuerySet[Message]:
    """Every message that has left or will, newest first, sealed."""
    rows: QuerySet[Message] = Message.objects.filter(withheld_at=None).order_by("-created_at")
    return rows


def sent(key: str) -> bool:
    """Whether the message posted under this key has left."""
    return Message.objects.filter(key=key).exclude(sent_at=None).exists()


def left(key_prefix: str) -> dict[str, dt.datetime]:
    """When each message whose key begins so has left, by its key; those that came back have not."""
    rows = Message.objects.filter(key__startswith=key_prefix, bounced_at=None).exclude(sent_at=None)
    return dict(rows.values_list("key", "sent_at"))


def terminated(recipient_id: str) -> bool:
    """Whether this recipient was dropped."""
    return Termination.objects.filter(recipient=recipient_id).exists()


def standings(at: dt.datetime) -> list[Standing]:
    """How every recipient of the policy stands, with the firms behind it."""
    return standing.with_firms(standing.standings(datamap.recipients(), at), at)


def standing_of(recipient: Recipient, at: dt.datetime) -> Standing:
    """How one recipient stands, with the firms behind it."""
    return standing.with_firms(standing.standings([recipient], at), at)[0]


def places(at: dt.datetime) -> list[Place]:
    """Where every store of data rests: ours, those of recipients and of the firms behind them."""
    return standing.places(at)


def recipient_called(recipient_id: str) -> Recipient | None:
    """A recipient of the policy, or None."""
    return next((one for one in datamap.recipients() if one.id == recipient_id), None)


def contracts_of(recipient_id: str) -> QuerySet[Contract]:
    """Every version of its contract, newest first."""
    return Contract.objects.filter(recipient=recipient_id).order_by("-version")


def contract_called(contract_id: int) -> Contract | None:
    """One version of a contract, or None."""
    return Contract.objects.filter(pk=contract_id).first()


def passages_to(recipient_id: str, *, at: dt.datetime) -> dict[str, int]:
    """How much went to a recipient in thirty days, how much was refused, how much went by grace."""
    rows = Disclosure.objects.filter(recipient=recipient_id, at__gt=at - dt.timedelta(days=30))
    went = rows.filter(refused="")
    return {"went": went.count(), "grace": went.exclude(grace="").count(), "refused": rows.count() - went.count()}


def reviews_of(recipient_id: str) -> QuerySet[Review]:
    """Every review of it with what was found, newest first."""
    return Review.objects.filter(recipient=recipient_id).prefetch_related("findings").order_by("-held_on", "-pk")


def sub_recipients_of(recipient_id: str) -> QuerySet[SubRecipient]:
    """The firms it works with on our data, and those that have left."""
    return SubRecipient.objects.filter(recipient=recipient_id).order_by("name", "pk")


def firms_behind(recipients: Iterable[str]) -> dict[str, list[SubRecipient]]:
    """The firms these recipients work or have worked with on our data, by recipient."""
    found: dict[str, list[SubRecipient]] = {}
    for one in SubRecipient.objects.filter(recipient__in=list(recipients)).order_by("name", "pk"):
        found.setdefault(one.recipient, []).append(one)
    return found


def mailbox_of(recipient_id: str) -> str:
    """Where demands to it go; empty when nobody has entered it."""
    return Contact.objects.filter(recipient=recipient_id).values_list("mailbox", flat=True).first() or ""


def contracts_to_approve() -> int:
    """How many contracts wait for a second person."""
    return Contract.objects.filter(approved_at=None).count()


def to_look_into(at: dt.datetime) -> int:
    """How many recipients and places have something wrong, or soon will; dropped ones are done with."""
    living = [one for one in standings(at) if one.shut is None or one.shut.concern is not Concern.TERMINATED]
    stores_alone = [one for one in places(at)[: len(stores())] if one.concern]  # the others warn by their recipient
    return sum(bool(one.shut or one.warnings) for one in living) + len(stores_alone)


def demand_called(reference: str) -> Demand | None:
    """One demand, or None."""
    return Demand.objects.filter(reference=reference).first()


def demands(*, at: dt.datetime, limit: int = 100) -> list[Outstanding]:
    """The newest demands to erase, unconfirmed ones first."""
    open_ones = Demand.objects.filter(confirmed_at=None).order_by("made_at")[:limit]
    done = Demand.objects.exclude(confirmed_at=None).order_by("-confirmed_at")[:limit]
    return [_outstanding(one, at) for one in [*open_ones, *done]][:limit]


def demands_called(references: Iterable[str], *, at: dt.datetime) -> list[Outstanding]:
    """Demands by their own references, as a receipt names them."""
    return [
        _outstanding(one, at) for one in Demand.objects.filter(reference__in=list(references)).order_by("recipient")
    ]


def overdue(at: dt.datetime) -> int:
    """How many demands nobody has confirmed in time."""
    return Demand.objects.filter(confirmed_at=None, made_at__lt=at - OVERDUE_AFTER).count()


def _outstanding(one: Demand, at: dt.datetime) -> Outstanding:
    return Outstanding(
        reference=one.reference,
        recipient=one.recipient,
        title=next((known.title for known in datamap.recipients() if known.id == one.recipient), one.recipient),
        cause=str(Cause(one.cause).label),
        count=len(one.references),
        made_at=one.made_at,
        asked_at=one.asked_at,
        reminded_at=one.reminded_at,
        confirmed_at=one.confirmed_at,
        overdue=one.confirmed_at is None and one.made_at < at - OVERDUE_AFTER,
    )
