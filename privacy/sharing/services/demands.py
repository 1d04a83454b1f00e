"""Holding recipients to erase too: asked by mail with opaque references, reminded, confirmed."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from kit.failpoints import hit
from kit.ids import reference as new_reference
from kit.inserting import insert
from kit.jobs.services import enqueue
from kit.prepared import prepared
from privacy.datamap.types import Recipient
from privacy.ledger import services as ledger
from privacy.sharing.models import Contact, Demand, Termination
from privacy.sharing.models.demands import Cause
from privacy.sharing.types import NotAllowed

REMIND_AFTER = dt.timedelta(days=14)
PER_DEMAND = 500


def demand(*, recipient: str, cause: Cause, references: Iterable[str], at: dt.datetime) -> list[str]:
    """Write down, in the caller's transaction, that `recipient` has to erase what `references` name; have it asked.

    The same recipient and references make one demand for ever. Returns the demands' own references.
    """
    listed = sorted(set(references))
    parts = [listed[start : start + PER_DEMAND] for start in range(0, len(listed), PER_DEMAND)] or [[]]
    return [_demand(recipient, cause, part, at) for part in parts]


def terminate(*, recipient: Recipient, reason: str, at: dt.datetime, by: str = "") -> None:
    """Drop a recipient: the next call sends nothing, and it is asked to erase everything it got from us. For ever."""
    with transaction.atomic():
        _row, fresh = Termination.objects.get_or_create(
            recipient=recipient.id, defaults={"at": at, "reason": reason, "by": by}
        )
        if fresh:
            ledger.append(kind="recipient.terminated", about=None, facts={"recipient": recipient.id}, at=at)
            demand(recipient=recipient.id, cause=Cause.TERMINATED, references=[], at=at)


def ask(*, reference: str, at: dt.datetime) -> bool:
    """Send one demand to the recipient's mailbox, or its reminder when that is due. False when there is nothing to do.

    Without a mailbox it stays unasked, and the desk says so. A process killed after sending sends it again, under the
    same message number. Raises what the mail server raises, so that the job tries again.
    """
    row = Demand.objects.filter(reference=reference, confirmed_at=None).first()
    contact = Contact.objects.filter(recipient=row.recipient).first() if row else None
    if row is None or contact is None or not _due(row, at):
        return False
    if not settings.PRIVACY_LOCAL_OUTBOX:
        subject, text = letter(row)
        EmailMessage(
            subject,
            text,
            settings.DEFAULT_FROM_EMAIL,
            [contact.mailbox],
            headers={"Message-ID": f"<{row.reference}{'.r' if row.asked_at else ''}@{settings.EMAIL_DOMAIN}>"},
        ).send()
    hit("sharing.asked")
    with transaction.atomic():
        Demand.objects.filter(pk=row.pk).update(**{"reminded_at" if row.asked_at else "asked_at": at})
        facts = {"demand": row.reference, "recipient": row.recipient}
        ledger.append(kind="demand.asked", about=None, facts=facts, at=at)
    return True


def chase(*, at: dt.datetime) -> int:
    """Ask what is still unasked and remind who has not confirmed. Returns how many letters went out."""
    waiting = Demand.objects.filter(confirmed_at=None, reminded_at=None).order_by("made_at")
    return sum(ask(reference=one, at=at) for one in list(waiting.values_list("reference", flat=True)))


def confirm(*, reference: str, proof: str, by: str, at: dt.datetime) -> None:
    """Note that the recipient has confirmed in its letter `proof`. Raises `NotAllowed` when that is noted already."""
    with transaction.atomic():
        found = Demand.objects.filter(reference=reference, confirmed_at=None)
        if not found.update(confirmed_at=at, confirmed_by=by, proof=proof):
            raise NotAllowed(_("This demand is confirmed already."))
        ledger.append(kind="demand.confirmed", about=None, facts={"demand": reference}, at=at)


def letter(row: Demand) -> tuple[str, str]:
    """Subject and text of the demand, in English and nothing in it but opaque references."""
    with translation.override("en"):
        subject = _("Demand to erase %(reference)s") % {"reference": row.reference}
        if row.references:
            what = _("Please erase every record you hold from us under these references, copies included:")
        else:
            what = _("Our contract has ended. Please erase everything you hold from us, copies included.")
        ending = _("Confirm within 30 days to this address, naming %(reference)s.") % {"reference": row.reference}
    return subject, "\n\n".join([what, *(["\n".join(row.references)] if row.references else []), ending])


def _demand(recipient: str, cause: Cause, references: list[str], at: dt.datetime) -> str:
    mark = hashlib.sha256("\n".join([recipient, *references]).encode()).hexdigest()
    fresh = Demand(
        reference=new_reference("D"),
        mark=mark,
        recipient=recipient,
        cause=cause,
        references=references,
        made_at=at,
    )
    made = fresh.reference
    if not insert([fresh], ignore_conflicts=True):
        ((made,),) = _made_before(mark=mark)
    enqueue("sharing.demand", args={"reference": made}, key=f"demand:{made}", at=at)
    return made


@prepared(mark=str)
def _made_before(*, mark: str) -> "QuerySet[Any, Any]":
    return Demand.objects.filter(mark=mark).values_list("reference")


def _due(row: Demand, at: dt.datetime) -> bool:
    if row.asked_at is None:
        return True
    return row.reminded_at is None and row.asked_at <= at - REMIND_AFTER
