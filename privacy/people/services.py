"""Creating persons and recording that two of them are one."""

import datetime as dt
import uuid

from privacy.people.models import Person

NOBODY = uuid.UUID(int=0)


def create(*, at: dt.datetime) -> Person:
    """A new person of whom nothing is known yet."""
    return Person.objects.create(created_at=at)


def nobody(*, at: dt.datetime) -> uuid.UUID:
    """A person who stands for nobody: lets the site do for strangers the same work as for people it knows."""
    Person.objects.get_or_create(pk=NOBODY, defaults={"created_at": at})
    return NOBODY


def merge(*, source: uuid.UUID, into: uuid.UUID) -> None:
    """Record that `source` and `into` are one natural person. The caller has proved a handle of `source`.

    Rows stay sealed under the keys they were written with; every read of `into` reaches `source` as well.
    """
    if source == into:
        return
    Person.objects.filter(merged_into=source).update(merged_into=into)
    Person.objects.filter(pk=source).update(merged_into=into)
