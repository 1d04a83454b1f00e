"""After a restore: everybody who was erased is erased again before anything is served."""

import datetime as dt
import uuid
from collections.abc import Iterator

from privacy.erasure import outside, plan, steps
from privacy.erasure.models import Erasure, RestoreMark
from privacy.erasure.services.erase import begin
from privacy.erasure.types import NotReplayed
from privacy.people.models import Person
from privacy.vault import queries as vault
from privacy.vault import services as keystore

CHUNK = 500


def mark_restored(*, at: dt.datetime, using: str = "default") -> None:
    """Write into a database just restored that it must not serve yet."""
    RestoreMark.objects.using(using).create(restored_at=at)


def replay(*, at: dt.datetime) -> int:
    """Erase again everybody who bears a tombstone or whom this database knows as erased. Returns how many were back.

    Keys that came back with an older key store are destroyed with them.
    """
    keystore.bury(outside.buried(), at=at)
    begun = Erasure.objects.filter(finished_at=None).order_by("begun_at")
    for reference in list(begun.values_list("reference", flat=True)):
        plan.run(reference, at=at)
    known = {uuid.UUID(one) for persons in Erasure.objects.values_list("persons", flat=True) for one in persons}
    keystore.bury(known, at=at)
    back = [person_id for chunk in _risen() for person_id in chunk]
    for person_id in back:
        plan.run(begin(person_ids=[person_id], at=at, replayed=True), at=at)
    for person_id in vault.buried_with_open_keys():
        steps.keys(steps.Leaving(frozenset([person_id]), at))
    RestoreMark.objects.all().delete()
    return len(back)


def verify_replayed() -> None:
    """Raise `NotReplayed` while this database may hold people who were erased. Called before serving.

    A restored database is marked. One that was put back by copying files is recognised: it knows living persons whose
    tombstone stands beside the keys or outside, and no erasure of them.
    """
    if RestoreMark.objects.exists() or any(_risen()):
        raise NotReplayed("this database came out of a backup: run `manage.py restore --replay` before serving")


def _risen() -> Iterator[list[uuid.UUID]]:
    """Persons with a tombstone whom this database holds unerased, without an erasure of them under way."""
    under_way = {
        one for persons in Erasure.objects.filter(finished_at=None).values_list("persons", flat=True) for one in persons
    }
    buried = sorted({*vault.tombstones(), *outside.buried()})
    for start in range(0, len(buried), CHUNK):
        rows = Person.objects.filter(pk__in=buried[start : start + CHUNK], erased_at=None)
        if found := [pk for pk in rows.values_list("pk", flat=True) if str(pk) not in under_way]:
            yield found
