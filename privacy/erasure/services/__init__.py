"""Erasing people, replaying erasures after a restore."""

from privacy.erasure.services.erase import begin, resume, run
from privacy.erasure.services.replay import mark_restored, replay, verify_replayed
from privacy.erasure.services.restore import finish_restore
from privacy.erasure.services.rows import empty_fields, forget_numbers, not_empty, remove_rows

__all__ = [
    "begin",
    "empty_fields",
    "finish_restore",
    "forget_numbers",
    "mark_restored",
    "not_empty",
    "remove_rows",
    "replay",
    "resume",
    "run",
    "verify_replayed",
]
