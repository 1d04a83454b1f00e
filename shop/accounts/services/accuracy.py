"""The gentle check-up: is what we know of you still right? One click says yes; nothing is ever blocked by it."""

import datetime as dt
import uuid

from django.db import transaction

from policy.accuracy import ASK_AGAIN, ASK_EVERY
from privacy.ledger import services as ledger
from shop.accounts.models import Account, AccuracyCheck, Profile


def is_due(*, person_id: uuid.UUID, at: dt.datetime) -> bool:
    """Whether it is time to ask: half a year after anything was opened, changed or confirmed, and not put off."""
    row = AccuracyCheck.objects.filter(person_id=person_id).first()
    if row is not None:
        return row.ask_at <= at
    since = Profile.objects.filter(person_id=person_id).values_list("changed_at", flat=True).first()
    since = since or Account.objects.filter(person_id=person_id).values_list("created_at", flat=True).first()
    return since is not None and since + ASK_EVERY <= at


def confirm_accuracy(*, person_id: uuid.UUID, at: dt.datetime) -> None:
    """The person says that all of it is still right: asked again in half a year."""
    with transaction.atomic():
        _ask_at(person_id, at + ASK_EVERY, confirmed_at=at)
        ledger.append(kind="account.accuracy-confirmed", about=person_id, facts={}, at=at)


def put_off_accuracy(*, person_id: uuid.UUID, at: dt.datetime) -> None:
    """Later: asked again in a month."""
    _ask_at(person_id, at + ASK_AGAIN)


def changed(*, person_id: uuid.UUID, at: dt.datetime) -> None:
    """Whoever changes their data has just looked at it: asked again in half a year."""
    _ask_at(person_id, at + ASK_EVERY)


def _ask_at(person_id: uuid.UUID, when: dt.datetime, **more: dt.datetime) -> None:
    AccuracyCheck.objects.update_or_create(person_id=person_id, defaults={"ask_at": when, **more})
