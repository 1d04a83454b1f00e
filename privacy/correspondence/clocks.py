"""How long a letter may wait for its answer."""

import uuid

from django.utils.translation import gettext_lazy as _

from privacy.deadlines import registry
from privacy.deadlines.types import Kind

LETTER = Kind("letter", _("Letters"), days=3, warn_days=1)
registry.register(LETTER)


def subject(waiting_for: uuid.UUID) -> str:
    """The name of the clock of what somebody waits for an answer to: a letter, or a mail of ours that came back."""
    return f"mail:{waiting_for}"
