"""Errors of the vault."""


class KeyGone(LookupError):
    """The key of this value was destroyed: nobody can read it again."""


class PersonErased(RuntimeError):
    """Somebody wrote about a person who was erased: nothing is sealed for them any more."""


class KeystoreError(RuntimeError):
    """The key store is missing, foreign, or the master key is not the one it was written with."""
