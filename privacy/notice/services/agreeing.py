"""Agreeing to a version: at sign-up, and at the next sign-in after a change took effect."""

import datetime as dt
import uuid

from django.db import transaction

from privacy.ledger import services as ledger
from privacy.notice import history, queries
from privacy.notice.models import Agreement


def agree(*, person_id: uuid.UUID, language: str, surface: str, at: dt.datetime) -> Agreement:
    """Write down that a person agreed to the version in force, with its proof; twice is once."""
    version, fingerprint = queries.in_force(at)
    if known := queries.agreement(person_id, version):
        return known
    with transaction.atomic():
        facts = {"notice": version, "fingerprint": fingerprint, "language": language, "surface": surface}
        entry = ledger.append(kind="notice.agreed", about=person_id, facts=facts, at=at)
        given, _new = Agreement.objects.get_or_create(
            person_id=person_id,
            version=version,
            defaults={
                "fingerprint": fingerprint,
                "language": language,
                "surface": surface,
                "agreed_at": at,
                "entry": entry,
            },
        )
    return given


def pending(person_id: uuid.UUID, *, at: dt.datetime) -> str:
    """The version in force that this person has not agreed to yet; "" when there is nothing to ask."""
    known = history.current(at)
    if known.published_at is None:  # the founding version was agreed to at sign-up
        return ""
    return "" if queries.agreement(person_id, known.version) else known.version
