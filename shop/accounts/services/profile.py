"""Changing what a person wants to be called, and where they are reached."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from privacy.children import registry as channels
from privacy.children import services as children
from privacy.handles import services as handles
from privacy.handles.models import Handle
from privacy.handles.queries import held
from privacy.handles.types import Kind
from privacy.rights.services import HANDLE, RECEIVED_BY, corrected
from shop.accounts.models import Profile
from shop.accounts.services import accuracy

PROFILES = channels.channel("profiles", _("Names and addresses in accounts"))


def change_profile(*, person_id: uuid.UUID, name: str, phone: str, language: str, at: dt.datetime) -> None:
    """Write down name (any script), phone (E.164 or "") and language of a person; the former values are gone.

    Who has received the former number is told the new one. The name has gone to nobody: what a carrier knows is the
    name on an order, which is corrected there.
    """
    values = {"name": name or None, "phone": phone or None, "language": language, "changed_at": at}
    with transaction.atomic():
        row, _fresh = Profile.objects.update_or_create(person_id=person_id, defaults=values)
        source = f"{row.pk}:{at:%Y%m%d%H%M%S}"
        children.watch(person_id=person_id, text=name, channel=PROFILES, source=source, at=at)
        accuracy.changed(person_id=person_id, at=at)
        _announce(handles.replace(person_id=person_id, kind=Kind.PHONE, value=phone, at=at), at)


def announce_address(*, person_id: uuid.UUID, email: str, at: dt.datetime) -> None:
    """The person is reached at another e-mail address: who has received the former one is told."""
    _announce(held(person_id=person_id, kind=Kind.EMAIL, value=email).first(), at)


def _announce(handle: Handle | None, at: dt.datetime) -> None:
    if handle is not None:
        kind, row = Kind(handle.kind), str(handle.pk)
        corrected(person_ids=[handle.person_id], place=HANDLE, record=row, to=RECEIVED_BY[kind], at=at)
