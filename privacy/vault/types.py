"""Errors of the vault."""


class KeyGone(LookupError):
    """The key of this value was destroyed: nobody can read it again."""


class KeystoreError(RuntimeError):
    """The key store is missing, foreign, or the master key is not the one it was written with."""
