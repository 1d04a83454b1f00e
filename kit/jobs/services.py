"""Asking for a job, trying a failed one again, tidying up."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import QuerySet, TextField, Value
from django.db.models.functions import Cast, StrIndex
from django.db.models.lookups import Exact

from kit.inserting import insert
from kit.jobs import registry
from kit.jobs.models import Job, State
from kit.opaque import is_forbidden, is_opaque
from kit.prepared import prepared

KEPT = dt.timedelta(days=7)


def enqueue(
    name: str,
    *,
    args: Mapping[str, str | int],
    at: dt.datetime,
    key: str | None = None,
    run_at: dt.datetime | None = None,
) -> None:
    """Ask for the job `name` to be run after the caller's transaction commits: one INSERT.

    `args` are ids, references and counts, never anything personal. With a `key` the effect happens once for ever:
    a second call with the same key does nothing, even long after the first has run. `run_at` defaults to `at`.
    Raises UnknownJob, or ValueError for an argument or key that is not opaque.
    """
    asked = _asked(name, args=args, key=key, run_at=run_at or at, at=at)
    insert([asked], ignore_conflicts=key is not None)


def enqueue_all(asked: Mapping[str, str], *, args: Mapping[str, str | int], at: dt.datetime) -> None:
    """Several jobs (name: key) with the same arguments, as `enqueue` does, in one INSERT."""
    jobs = [_asked(name, args=args, key=key, run_at=at, at=at) for name, key in asked.items()]
    insert(jobs, ignore_conflicts=True)


def _asked(name: str, *, args: Mapping[str, str | int], key: str | None, run_at: dt.datetime, at: dt.datetime) -> Job:
    registry.find(name)
    _refuse_anything_personal(args, key)
    return Job(name=name, args=dict(args), key=key, run_at=run_at, created_at=at)


def _refuse_anything_personal(args: Mapping[str, str | int], key: str | None) -> None:
    for label, value in args.items():
        if is_forbidden(label):
            raise ValueError(f"job argument {label!r}: card numbers, card codes and biometric templates exist nowhere")
        if not is_opaque(value):
            raise ValueError(f"job argument {label!r} must be an int or an opaque ASCII id of at most 64 characters")
    if key is not None and not (key and is_opaque(key, longest=120)):
        raise ValueError("a job's key must be 1-120 characters of A-Z a-z 0-9 _ : . / -")


def retry(*, job_id: int, at: dt.datetime) -> bool:
    """Let a failed job start afresh. False when it is not a failed job."""
    failed = Job.objects.filter(pk=job_id, state=State.FAILED)
    return bool(failed.update(state=State.WAITING, run_at=at, attempts=0, finished_at=None))


def withdraw(*, naming: Collection[str]) -> int:
    """Delete waiting and failed jobs that have one of these values among their arguments. Returns how many."""
    named = {pk for value in naming for (pk,) in _naming(quoted=f'"{value}"')}
    return Job.objects.filter(pk__in=named).delete()[0] if named else 0


@prepared(quoted=str)
def _naming(*, quoted: str) -> "QuerySet[Any, Any]":
    """Opaque values are written without escapes, so the text of the arguments holds them as they are."""
    place = StrIndex(Cast("args", TextField()), Value(quoted))
    return Job.objects.filter(state__in=[State.WAITING, State.FAILED]).exclude(Exact(place, 0)).values_list("pk")


def prune(*, at: dt.datetime) -> None:
    """Forget jobs done more than a week ago. Of keyed ones only the key stays: it says 'once for ever'."""
    old = Job.objects.filter(state=State.DONE, finished_at__lt=at - KEPT)
    old.filter(key=None).delete()
    old.exclude(args={}).update(args={})
