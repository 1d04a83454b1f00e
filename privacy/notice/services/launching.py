"""The launch: the founding notice is written down on this site, where no later file or code can change it."""

import datetime as dt

from django.db import transaction

from kit.generation import touch
from privacy.ledger import services as ledger
from privacy.notice import history, versions
from privacy.notice.models import Version


def launch(*, at: dt.datetime) -> bool:
    """Let the founding version stand on this site; whether it does from now on, False when it did already.

    From here on what the code declares beyond it is locked, whatever a later `policy/notice.json` says.
    """
    said = versions.published()
    day = dt.date.fromisoformat(said["effective_on"])
    values = {
        "founding": True,
        "skeleton": said["skeleton"],
        "words": said.get("words", {}),
        "fingerprint": said["fingerprint"],
        "drafted_at": at,
        "effective_on": day,
        "effective_at": history.midnight(day),
        "published_at": at,
        "announced_at": at,
    }
    with transaction.atomic():
        if Version.objects.exclude(published_at=None).exists():
            return False
        _row, is_new = Version.objects.get_or_create(version=said["version"], defaults=values)
        if is_new:
            facts = {"version": said["version"], "fingerprint": said["fingerprint"]}
            ledger.append(kind="notice.launched", about=None, facts=facts, at=at)
            transaction.on_commit(touch)
    return is_new
