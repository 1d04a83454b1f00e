"""Changing the master key while the site runs: every data key is wrapped anew, no sealed data is touched."""

import os
import time
from pathlib import Path

from django.conf import settings

from privacy.vault import master, services
from privacy.vault.types import KeystoreError

# A process that read the old master key just before the change has written its last key with it by then.
GRACE_SECONDS = 2


def present() -> str:
    """The id of the master key in place."""
    return master.load().id


def is_unfinished() -> bool:
    """Whether a rotation was begun and has not come to its end."""
    return master.replaced(Path(settings.PRIVACY_MASTER_KEY_FILE)).exists()


def rotate() -> int:
    """The new master key takes its place first, the old one stays beside it until every key is wrapped anew.

    Running processes go on: they find the master key a key was wrapped by. Interrupted, the next run goes on. Returns
    how many keys were wrapped. Raises `KeystoreError` when the master key comes from the environment: change it there.
    """
    if os.environ.get("SHIJIANG_MASTER_KEY"):
        raise KeystoreError("the master key comes from the environment: change it there")
    path = Path(settings.PRIVACY_MASTER_KEY_FILE)
    old = master.replaced(path)
    if not old.exists():
        following = path.with_suffix(".next")
        following.unlink(missing_ok=True)
        master.create(following)
        os.link(path, old)
        following.rename(path)
    count = services.rewrap()
    time.sleep(GRACE_SECONDS)
    count += services.rewrap()
    services.verify_keystore()
    old.unlink()
    return count
