"""The name somebody gave with something they asked for is corrected alike, wherever it stands."""

import datetime as dt
import uuid
from typing import Any

from django.db.models import Model
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from privacy.datamap.types import Text
from privacy.rights.registry import Corrector, register_corrector
from privacy.rights.types import Unfit

LONGEST, MOST = 120, 20


def correct_names_in(model: type[Model], title: Text) -> None:
    """Let the sealed `name` of this model's rows be corrected; each has a `reference` and the hour it was received."""
    kept: Any = model._default_manager.filter(name__isnull=False)

    def rows(person_ids: frozenset[uuid.UUID]) -> list[tuple[str, str]]:
        found = kept.filter(person__in=person_ids).order_by("-received_at")[:MOST]
        return [(str(row.pk), f"{row.reference}, {date_format(row.received_at, 'DATE_FORMAT')}") for row in found]

    def write(record: str, person_ids: frozenset[uuid.UUID], value: str, _at: dt.datetime) -> None:
        row, name = kept.filter(pk=record, person__in=person_ids).first(), " ".join(value.split())
        if row is None:
            raise LookupError(record)
        if not name or len(name) > LONGEST:
            raise Unfit(_("A name has 1 to 120 characters."))
        row.name = name
        row.save(update_fields=["name"])

    register_corrector(Corrector(f"{model._meta.label}.name", title, rows, write))
