"""Values that leave the ledger."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass


class LedgerBroken(Exception):
    """What the ledger holds is not what was signed."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One entry as it may be shown: what was done, when, and whether it is sealed yet."""

    id: int
    kind: str
    about: uuid.UUID | None
    facts: Mapping[str, str | int]
    happened_at: dt.datetime
    is_sealed: bool


@dataclass(frozen=True, slots=True)
class Head:
    """A signed checkpoint: `root` and `signature` in hex, `text` the very words that were signed."""

    number: int
    size: int
    root: str
    sealed_at: dt.datetime
    signature: str
    text: str

    def as_json(self) -> dict[str, str]:
        """The words that were signed, and the signature."""
        return {"checkpoint": self.text, "signature": self.signature}


@dataclass(frozen=True, slots=True)
class InclusionProof:
    """That an entry is in the tree a checkpoint signed. `path` holds hashes in hex; `leaf` is the entry's own bytes."""

    leaf: str
    index: int
    path: tuple[str, ...]
    head: Head
    public_key: str

    def as_json(self) -> dict[str, object]:
        """What a person takes home with a receipt; `docs/verify.md` checks it."""
        return {
            "leaf": self.leaf,
            "index": self.index,
            "path": list(self.path),
            **self.head.as_json(),
            "public_key": self.public_key,
        }


@dataclass(frozen=True, slots=True)
class ConsistencyProof:
    """That the tree of a later checkpoint begins with the tree of an earlier one. `path` holds hashes in hex."""

    old: Head
    new: Head
    path: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """The old head and the way from it to the new one."""
        return {"head": self.old.as_json(), "path": list(self.path)}


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in the ledger that is not as it was signed."""

    what: str
    where: str


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a full verification."""

    sealed: int
    waiting: int
    expired: int
    checkpoints: int
    anchored: int
    faults: tuple[Fault, ...]

    @property
    def is_sound(self) -> bool:
        return not self.faults
