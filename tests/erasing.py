"""Erasing somebody in a test."""

import datetime as dt
import uuid

from privacy.erasure import services


def erase(*, person_id: uuid.UUID, at: dt.datetime) -> str:
    """Erase a person here and now as the site does it: planned, then run. Returns the reference."""
    reference = services.begin(person_ids=[person_id], at=at)
    services.run(reference=reference, at=at)
    return reference
