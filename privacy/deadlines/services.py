"""Starting, holding and stopping clocks. None ever goes backwards: what was promised stays promised."""

import datetime as dt
from collections.abc import Collection

from django.db import transaction

from kit import workdays
from kit.opaque import is_opaque
from kit.workdays import Calendar
from privacy.deadlines import registry
from privacy.deadlines.models import Clock
from privacy.deadlines.types import Kind, Late, NoSuchClock, Waiting
from privacy.ledger import services as ledger

LONGEST_SUBJECT = 80


def start(*, subject: str, kind: Kind, at: dt.datetime, calendar: str = "") -> dt.date:
    """Promise an answer about `subject`, such as "rights.request:<uuid>"; returns the last day that is in time.

    Its own day does not count. A clock that was started before keeps what it promised then. `calendar` is the id of one
    of the policy's; without, the house's own counts. Raises ValueError for a subject that is no opaque id.
    """
    if not is_opaque(subject, longest=LONGEST_SUBJECT):
        raise ValueError("the subject of a clock is an opaque id")
    chosen = registry.calendar(calendar)
    due_on = workdays.after(workdays.local_day(at, chosen), kind.days, chosen)
    clock = Clock(subject=subject, kind=kind.id, calendar=chosen.id, started_at=at, promised_on=due_on)
    _set_due(clock, due_on, chosen)
    Clock.objects.bulk_create([clock], ignore_conflicts=True)
    return Clock.objects.values_list("due_on", flat=True).get(subject=subject)


def pause(*, subject: str, at: dt.datetime, because: Waiting) -> None:
    """Hold the clock while something is awaited from the person; nothing when it stands or has stopped.

    Raises `Late` once the day has passed: a breach is not waited away.
    """
    with transaction.atomic():
        clock = _locked(subject)
        if clock.stopped_at or clock.paused_at:
            return
        if clock.breached_at or at >= clock.due_at:
            raise Late(subject)
        clock.paused_at = at
        clock.save(update_fields=["paused_at"])
        _note("deadline.paused", clock, at, because=str(because))


def resume(*, subject: str, at: dt.datetime) -> dt.date:
    """Let the clock run on: each working day that was waited is added. Returns the new last day."""
    with transaction.atomic():
        clock = _locked(subject)
        if clock.paused_at is None:
            return clock.due_on
        chosen = registry.calendar(clock.calendar)
        waited = workdays.between(workdays.local_day(clock.paused_at, chosen), workdays.local_day(at, chosen), chosen)
        _set_due(clock, workdays.after(clock.due_on, waited, chosen), chosen)
        clock.paused_at = None
        clock.waited_days += waited
        clock.save()
        _note("deadline.resumed", clock, at, waited=waited)
        return clock.due_on


def stop(*, subject: str, at: dt.datetime) -> None:
    """The answer was given. Too late an answer is a breach, whether or not anybody looked meanwhile."""
    with transaction.atomic():
        clock = _locked(subject)
        if clock.stopped_at:
            return
        if clock.paused_at is None and at >= clock.due_at:
            breach(clock, at)
        Clock.objects.filter(pk=clock.pk).update(stopped_at=at)


def void(*, subjects: Collection[str], at: dt.datetime) -> int:
    """End clocks whose person has been erased: nobody is left to answer. Returns how many."""
    return Clock.objects.filter(subject__in=subjects, stopped_at=None).update(stopped_at=at) if subjects else 0


def breach(clock: Clock, at: dt.datetime) -> bool:
    """Put a passed day on record, once however many look at the same time; whether it was this call."""
    with transaction.atomic():
        fresh = Clock.objects.filter(pk=clock.pk, breached_at=None, stopped_at=None, paused_at=None)
        if not fresh.update(breached_at=at):
            return False
        _note("deadline.breached", clock, at, due=clock.due_on.isoformat())
    return True


def _set_due(clock: Clock, due_on: dt.date, chosen: Calendar) -> None:
    """Set the last day and the instants that follow from it; never earlier than they were."""
    due_at = workdays.end_of(due_on, chosen)
    clock.due_on = max(due_on, clock.due_on) if clock.due_on else due_on
    clock.due_at = max(due_at, clock.due_at) if clock.due_at else due_at
    warns_on = workdays.before(clock.due_on, registry.kind(clock.kind).warn_days, chosen)
    clock.warns_at = max(workdays.begin_of(warns_on, chosen), clock.started_at)


def _locked(subject: str) -> Clock:
    try:
        return Clock.objects.select_for_update().get(subject=subject)
    except Clock.DoesNotExist:
        raise NoSuchClock(subject) from None


def _note(what: str, clock: Clock, at: dt.datetime, **facts: str | int) -> None:
    ledger.append(kind=what, about=None, facts={"subject": clock.subject, "kind": clock.kind, **facts}, at=at)
