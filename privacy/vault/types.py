"""Errors of the vault."""

from dataclasses import dataclass


class KeyGone(LookupError):
    """The key of this value was destroyed: nobody can read it again."""


class Expired(KeyGone):
    """The clock of this value has ended: nobody is shown it, whether or not the sweep has come by."""


class PersonErased(RuntimeError):
    """Somebody wrote about a person who was erased: nothing is sealed for them any more."""


class KeystoreError(RuntimeError):
    """The key store is missing, foreign, or the master key is not the one it was written with."""


@dataclass(frozen=True, slots=True)
class Tried:
    """Of sealed values: how many open, open for the law alone, are closed for good, and were changed or moved."""

    opened: int = 0
    locked: int = 0
    closed: int = 0
    broken: int = 0

    def __add__(self, other: "Tried") -> "Tried":
        return Tried(
            self.opened + other.opened,
            self.locked + other.locked,
            self.closed + other.closed,
            self.broken + other.broken,
        )
