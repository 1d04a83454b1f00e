"""Whether the clock can be believed. After a leap of more than a day nothing is deleted until a human says so."""

import datetime as dt

from django.db import transaction

from privacy.retention.models import Pulse

LEAP = dt.timedelta(hours=24)


def beat(*, at: dt.datetime) -> bool:
    """Look at the clock; whether it is believed. To be called every hour, and before each sweep.

    A machine that was switched off for more than a day looks the same as a clock put forward: both are asked about.
    A clock that came back from its leap is believed again by itself.
    """
    with transaction.atomic():
        pulse = Pulse.objects.select_for_update().first()
        if pulse is None:
            Pulse.objects.create(seen_at=at)
            return True
        believed = at - pulse.seen_at <= LEAP
        pulse.seen_at = at if believed else pulse.seen_at
        pulse.leapt_to = None if believed else at
        pulse.save()
    return believed


def confirm(*, at: dt.datetime) -> None:
    """A human has looked at the clock and says that it is right."""
    with transaction.atomic():
        Pulse.objects.all().delete()
        Pulse.objects.create(seen_at=at)


def leap() -> tuple[dt.datetime, dt.datetime] | None:
    """From when to when the clock leapt, if a human is being asked."""
    pulse = Pulse.objects.exclude(leapt_to=None).first()
    return (pulse.seen_at, pulse.leapt_to) if pulse and pulse.leapt_to else None
