"""Ending sessions."""

import uuid

from privacy.vault import services as vault


def sign_out_everywhere(*, person_id: uuid.UUID, but: str = "") -> int:
    """End every session of a person at once, all devices; `but` is the key of one session that may stay. How many."""
    return vault.end_sessions([person_id], but=but)
