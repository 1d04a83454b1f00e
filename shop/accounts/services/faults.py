"""Counting what goes wrong at the door: kinds and numbers, never who or what was typed."""

import datetime as dt

from django.db.models import F

from shop.accounts.models import Fault


def count(*, kind: str, at: dt.datetime) -> None:
    """One more fault of this kind on this day."""
    today = Fault.objects.filter(on=at.date(), kind=kind)
    if not today.update(count=F("count") + 1):
        Fault.objects.bulk_create([Fault(on=at.date(), kind=kind)], ignore_conflicts=True)
        today.update(count=F("count") + 1)
