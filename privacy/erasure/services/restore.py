"""The end of every restore: up to date, keys that fit, and the erased gone again."""

import datetime as dt

from django.conf import settings
from django.core.management import call_command

from privacy.erasure.services.replay import replay
from privacy.vault.services import verify_keystore


def finish_restore(*, at: dt.datetime) -> int:
    """Bring what was put back up to date and erase again whoever was erased. Returns how many had come back."""
    for database in settings.DATABASES:
        call_command("migrate", database=database, verbosity=0)
    verify_keystore()
    return replay(at=at)
