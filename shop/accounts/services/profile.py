"""Changing what a person wants to be called."""

import datetime as dt
import uuid

from shop.accounts.models import Profile


def change_profile(*, person_id: uuid.UUID, name: str, phone: str, language: str, at: dt.datetime) -> None:
    """Write down name (any script), phone (E.164 or "") and language of a person; the former values are gone."""
    values = {"name": name or None, "phone": phone or None, "language": language, "changed_at": at}
    Profile.objects.update_or_create(person_id=person_id, defaults=values)
