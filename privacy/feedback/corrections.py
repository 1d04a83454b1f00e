"""The name in a dispute is corrected on request."""

import datetime as dt
import uuid

from django.utils.formats import date_format
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from privacy.feedback.models import Dispute
from privacy.rights.registry import Corrector, register_corrector
from privacy.rights.types import Unfit

LONGEST, MOST = 120, 20


def _rows(person_ids: frozenset[uuid.UUID]) -> list[tuple[str, str]]:
    rows = Dispute.objects.filter(person__in=person_ids, name__isnull=False).order_by("-received_at")[:MOST]
    return [(str(row.pk), f"{row.reference}, {date_format(row.received_at, 'DATE_FORMAT')}") for row in rows]


def _write(record: str, person_ids: frozenset[uuid.UUID], value: str, _at: dt.datetime) -> None:
    name = " ".join(value.split())
    if not name or len(name) > LONGEST:
        raise Unfit(_t("A name has 1 to 120 characters."))
    row = Dispute.objects.filter(pk=record, person__in=person_ids, name__isnull=False).first()
    if row is None:
        raise LookupError(record)
    row.name = name
    row.save(update_fields=["name"])


register_corrector(Corrector("privacy_feedback.Dispute.name", _("Your name in a dispute"), _rows, _write))
