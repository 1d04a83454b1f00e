"""A guest's own address or number is corrected on request, once the new one is proved."""

import datetime as dt
import uuid
from collections.abc import Collection

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.datamap.vocabulary import ANSWER_RIGHTS
from privacy.handles import services as handles
from privacy.handles.models import Handle
from privacy.handles.queries import never_proved
from privacy.handles.types import Kind
from privacy.people.queries import identities
from privacy.rights import new_handles
from privacy.rights.registry import Corrector, register_corrector
from privacy.rights.services import HANDLE, RECEIVED_BY, fit
from privacy.sharing.services import can_text

CORRECTOR = Actor.system("corrections")
NAMES = {Kind.EMAIL: _("e-mail address"), Kind.PHONE: _("phone number")}
MOST = 20


def _rows(person_ids: frozenset[uuid.UUID]) -> list[tuple[str, str]]:
    """The handles by which guests are known; who has an account changes theirs there."""
    rows = never_proved(person_ids).order_by("-created_at")[:MOST]
    return [(str(row.pk), f"{NAMES[Kind(row.kind)]}, {date_format(row.created_at, 'DATE_FORMAT')}") for row in rows]


def _kind(record: str) -> Kind | None:
    kind = Handle.objects.filter(pk=record).values_list("kind", flat=True).first()
    return Kind(kind) if kind else None


def _proved_as(record: str) -> Kind | None:
    """Where no text messages are sent a number cannot read a code back: it is taken as a guest gives one."""
    kind = _kind(record)
    return None if kind is Kind.PHONE and not can_text() else kind


def _received(record: str) -> Collection[str]:
    kind = _kind(record)
    return RECEIVED_BY[kind] if kind else ()


def _reference(_record: str) -> str:
    return ""  # mail servers and networks know each message by a number of its own: told once, under the last


def _write(record: str, person_ids: frozenset[uuid.UUID], value: str, at: dt.datetime) -> None:
    everyone = {one for person in person_ids for one in identities(person)}
    handle = never_proved(everyone).filter(pk=record).first()
    if handle is None:
        raise LookupError(record)
    kind = Kind(handle.kind)
    right = fit(kind, value)
    with acting(ANSWER_RIGHTS, by=CORRECTOR, at=at):
        former = str(handle.value.reveal())
    handles.rewrite(handle=handle, value=right)
    if former != right:
        new_handles.tell_former(kind, former, at=at)


register_corrector(Corrector(HANDLE, _("How we reach you"), _rows, _write, _reference, proves=_proved_as, to=_received))
