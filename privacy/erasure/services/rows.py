"""Treating rows of one model: what the sweep at the end of a clock shares with erasure."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from privacy.datamap.types import Declaration
from privacy.erasure.emptying import empty
from privacy.erasure.removing import remove
from privacy.erasure.types import Treated
from privacy.vault import files
from privacy.vault.models import SealedFile


def remove_rows(*, rows: QuerySet[Any], said: Declaration) -> Treated:
    """Delete `rows` of a declared model and what hangs on them alone, files off the disk too.

    A row that something lasting leans on stays and is emptied of everything personal.
    """
    return Treated(deleted=files.destroy(rows)) if said.model is SealedFile else remove(rows, said)


def empty_fields(*, rows: QuerySet[Any], said: Declaration, names: Iterable[str]) -> int:
    """Empty these fields of `rows`; rows where they are empty already are left alone. Returns how many changed."""
    return empty(rows, said, names)
