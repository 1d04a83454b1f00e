"""Keys with nothing left under them are destroyed, so that backups forget what the sweep has deleted.

In two steps a day apart: a sweep lets go of the key, a later one destroys it if no row is left and nobody has sealed
anything under it since. Whoever had already fetched the key when it was let go has long committed their row by then.
"""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from privacy.datamap import queries as datamap
from privacy.datamap.types import Declaration, RetentionClass
from privacy.erasure import services as erasure
from privacy.retention import clocks
from privacy.vault.models import DataKey, SealedFile

PATIENCE = dt.timedelta(hours=20)  # sweeps come daily; a day's requests are over
CHUNK = 1000


def let_go(said: Declaration, clock: RetentionClass, rows: QuerySet[Any], *, at: dt.datetime) -> None:
    """Note that `rows`, about to be treated, may have been the last ones under their keys."""
    classes = clocks.sealed_classes(said)
    classes = classes if clock == said.kept else classes & {clock.id}
    if said.model is SealedFile:
        classes |= set(rows.values_list("retention_class", flat=True).distinct())
    if not classes:
        return
    persons = list(rows.values_list(said.person, flat=True).distinct())
    keys = DataKey.objects.filter(person_id__in=persons, retention_class__in=classes, retiring_since=None)
    keys.update(retiring_since=at)


def destroy_unused(*, at: dt.datetime) -> int:
    """Destroy every key let go of long enough ago under which no row is left. Returns how many."""
    gone = 0
    while keys := list(DataKey.objects.filter(retiring_since__lte=at - PATIENCE).order_by("pk")[:CHUNK]):
        for clock in {key.retention_class for key in keys}:
            mine = [key for key in keys if key.retention_class == clock]
            used = _persons_with(clock, {key.person_id for key in mine})
            ids = [key.pk for key in mine if key.person_id not in used]
            gone += DataKey.objects.filter(pk__in=ids).exclude(retiring_since=None).delete()[0]
            DataKey.objects.filter(pk__in=[key.pk for key in mine if key.person_id in used]).update(retiring_since=None)
    return gone


def _persons_with(clock: str, persons: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Those of `persons` with anything still sealed under keys of this class."""
    wanted = list(persons)
    found = set(SealedFile.objects.filter(person__in=wanted, retention_class=clock).values_list("person_id", flat=True))
    for said in clocks.sealed_under(clock, datamap.about_people()):
        names = clocks.sealed_fields(said, clock)
        rows = erasure.not_empty(rows=datamap.rows_about(said, wanted), said=said, names=names)
        found |= set(rows.values_list(said.person, flat=True).distinct())
    return found
