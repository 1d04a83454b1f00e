"""Changing what a person wants to be called."""

import datetime as dt
import uuid

from django.db import transaction

from privacy.handles import services as handles
from privacy.handles.types import Kind
from privacy.rights.services import corrected
from shop.accounts.models import Profile
from shop.accounts.services import accuracy


def change_profile(*, person_id: uuid.UUID, name: str, phone: str, language: str, at: dt.datetime) -> None:
    """Write down name (any script), phone (E.164 or "") and language of a person; the former values are gone."""
    values = {"name": name or None, "phone": phone or None, "language": language, "changed_at": at}
    with transaction.atomic():
        row, fresh = Profile.objects.update_or_create(person_id=person_id, defaults=values)
        for field in () if fresh else ("name", "phone"):
            corrected(person_ids=[person_id], place=f"accounts.Profile.{field}", record=str(row.pk), at=at)
        accuracy.changed(person_id=person_id, at=at)
        handles.replace(person_id=person_id, kind=Kind.PHONE, value=phone, at=at)
