"""Keeping the register alive: contracts by two people, reviews with findings, places, sub-recipients, mailboxes."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from kit.generation import touch
from privacy.ledger import services as ledger
from privacy.sharing.models import Assessment, Contact, Contract, Finding, Review, SubRecipient
from privacy.sharing.types import FindingWords, NotAllowed, ReviewForm


def propose_contract(
    *, recipient: str, starts_on: dt.date, ends_on: dt.date, document_sha256: str, by: str, at: dt.datetime
) -> Contract:
    """Enter the next version of a contract, its paper by its hash. It counts once somebody else has approved it."""
    if ends_on < starts_on:
        raise NotAllowed(_("It ends before it starts."))
    with transaction.atomic():
        newest = Contract.objects.filter(recipient=recipient).aggregate(newest=Max("version"))["newest"] or 0
        return Contract.objects.create(
            recipient=recipient,
            version=newest + 1,
            starts_on=starts_on,
            ends_on=ends_on,
            document_sha256=document_sha256,
            proposed_by=by,
            proposed_at=at,
        )


def approve_contract(*, contract_id: int, by: str, at: dt.datetime) -> None:
    """Put a proposed contract in force. Raises `NotAllowed` for whoever proposed it, or when that was done."""
    with transaction.atomic():
        row = Contract.objects.filter(pk=contract_id, approved_at=None).first()
        if row is None:
            raise NotAllowed(_("There is nothing to approve."))
        if row.proposed_by == by:
            raise NotAllowed(_("Somebody else has to approve this: you entered it."))
        Contract.objects.filter(pk=row.pk, approved_at=None).update(approved_by=by, approved_at=at)
        facts: dict[str, str | int] = {
            "recipient": row.recipient,
            "version": row.version,
            "until": row.ends_on.isoformat(),
        }
        ledger.append(kind="recipient.engaged", about=None, facts=facts, at=at)


def review(
    *,
    recipient: str,
    kind: Review.Kind,
    held_on: dt.date,
    next_due_on: dt.date,
    passed: bool,
    by: str,
    at: dt.datetime,
    form: ReviewForm | None = None,
    findings: Iterable[FindingWords] = (),
) -> Review:
    """Record a review and what it found."""
    said = form or ReviewForm()
    with transaction.atomic():
        made = Review.objects.create(
            recipient=recipient,
            kind=kind,
            held_on=held_on,
            next_due_on=next_due_on,
            passed=passed,
            collects=said.collects,
            keeps_for=said.keeps_for,
            passes_to=said.passes_to,
            by=by,
            at=at,
        )
        Finding.objects.bulk_create(Finding(review=made, words=one.words, due_on=one.due_on) for one in findings)
        facts: dict[str, str | int] = {"recipient": recipient, "kind": str(kind), "passed": int(passed)}
        ledger.append(kind="recipient.reviewed", about=None, facts=facts, at=at)
    return made


def close_finding(*, finding_id: int, by: str, at: dt.datetime) -> None:
    """Note that a finding is mended. Raises `NotAllowed` when it was."""
    if not Finding.objects.filter(pk=finding_id, closed_at=None).update(closed_at=at, closed_by=by):
        raise NotAllowed(_("This finding is closed already."))


def assess(
    *, place: str, country: str, held_on: dt.date, due_on: dt.date, outcome: str, by: str, at: dt.datetime
) -> None:
    """Record that the country where a store or recipient keeps data was looked at."""
    Assessment.objects.create(
        place=place, country=country, held_on=held_on, due_on=due_on, outcome=outcome, by=by, at=at
    )
    facts = {"place": place, "country": country, "until": due_on.isoformat()}
    ledger.append(kind="place.assessed", about=None, facts=facts, at=at)


def keep_contact(*, recipient: str, mailbox: str) -> None:
    """Where demands to this recipient go."""
    Contact.objects.update_or_create(recipient=recipient, defaults={"mailbox": mailbox})


def keep_sub_recipient(*, recipient: str, name: str, country: str, does: str, at: dt.datetime) -> SubRecipient:
    """A firm the recipient works with on our data. In another country it is another one: the former has ended."""
    with transaction.atomic():
        known = SubRecipient.objects.filter(recipient=recipient, name=name, ended_on=None).first()
        if known and known.country != country:
            end_sub_recipient(firm_id=known.pk, ended_on=at.date(), at=at)
        row, _fresh = SubRecipient.objects.update_or_create(
            recipient=recipient,
            name=name,
            ended_on=None,
            defaults={"does": does},
            create_defaults={"country": country, "does": does, "at": at},
        )
        facts: dict[str, str | int] = {"recipient": recipient, "firm": row.pk, "country": country}
        ledger.append(kind="recipient.firm-entered", about=None, facts=facts, at=at)
        transaction.on_commit(touch)
    return row


def end_sub_recipient(*, firm_id: int, ended_on: dt.date, at: dt.datetime) -> None:
    """The recipient works with this firm no more. Raises `NotAllowed` when that was said, or for a day to come."""
    if ended_on > at.date():
        raise NotAllowed(_("This day is still to come."))
    with transaction.atomic():
        row = SubRecipient.objects.filter(pk=firm_id, ended_on=None).first()
        if row is None or not SubRecipient.objects.filter(pk=firm_id, ended_on=None).update(ended_on=ended_on):
            raise NotAllowed(_("This firm has left already."))
        facts: dict[str, str | int] = {"recipient": row.recipient, "firm": firm_id, "until": ended_on.isoformat()}
        ledger.append(kind="recipient.firm-ended", about=None, facts=facts, at=at)
        transaction.on_commit(touch)
