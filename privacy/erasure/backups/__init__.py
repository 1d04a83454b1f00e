"""Backups that hold no keys, and restores that bring nobody back."""

from privacy.erasure.backups.making import back_up, back_up_keys, made_since
from privacy.erasure.backups.restoring import restore, restore_keys

__all__ = ["back_up", "back_up_keys", "made_since", "restore", "restore_keys"]
