"""Treating rows of one model: what the sweep at the end of a clock shares with erasure."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from privacy.datamap.types import Declaration
from privacy.erasure.emptying import empty, still_full
from privacy.erasure.removing import delete_unleant, remove
from privacy.erasure.types import Treated
from privacy.people.models import Person
from privacy.vault import files
from privacy.vault.models import SealedFile


def remove_rows(*, rows: QuerySet[Any], said: Declaration) -> Treated:
    """Delete `rows` of a declared model and what hangs on them alone, files off the disk too.

    A row that something lasting leans on stays and is emptied of everything personal.
    """
    return Treated(deleted=files.destroy(rows)) if said.model is SealedFile else remove(rows, said)


def not_empty(*, rows: QuerySet[Any], said: Declaration, names: Iterable[str]) -> QuerySet[Any]:
    """Those of `rows` where one of these fields still holds something."""
    return still_full(rows, said, names)


def forget_numbers() -> int:
    """Delete the opaque numbers of erased persons on which nothing hangs any more. Returns how many."""
    erased = Person.objects.exclude(erased_at=None)
    return delete_unleant(erased.exclude(merged_into=None)) + delete_unleant(erased.filter(merged_into=None))


def empty_fields(*, rows: QuerySet[Any], said: Declaration, names: Iterable[str]) -> int:
    """Empty these fields of `rows`; rows where they are empty already are left alone. Returns how many changed."""
    return empty(rows, said, names)
