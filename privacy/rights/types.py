"""Values of the rights room. States and reasons are those of the Data Rights Protocol where it has one."""

import datetime as dt
import enum
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from privacy.datamap.types import Text


class Right(enum.StrEnum):
    """The five rights."""

    ACCESS = "access"
    CORRECTION = "correction"
    DELETION = "deletion"
    WITHDRAWAL = "withdrawal"
    COMPLAINT = "complaint"


class Status(enum.StrEnum):
    """Where a request stands."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    FULFILLED = "fulfilled"
    DENIED = "denied"
    REVOKED = "revoked"
    EXPIRED = "expired"


class Denial(enum.StrEnum):
    """Why a request was refused."""

    FRAUD = "suspected_fraud"
    UNPROVED = "insuf_verification"
    NO_MATCH = "no_match"
    NOT_COVERED = "claim_not_covered"
    OUTSIDE = "outside_jurisdiction"
    TOO_MANY = "too_many_requests"
    OTHER = "other"


class NotProved(PermissionError):
    """Work on a request was asked for before its person had proved who they are."""


class WrongState(ValueError):
    """A request cannot go from where it stands to where it was sent."""


class Blocked(RuntimeError):
    """Something is outstanding: deletion has to wait. The arguments are the reasons, readable by the person."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a guide: `slug` names its picture."""

    slug: str
    words: Text


@dataclass(frozen=True, slots=True)
class Guide:
    """How to use a right, shown with a picture a step and a film of the whole."""

    right: Right
    title: Text
    lede: Text
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """That somebody has just shown to be these persons. Made by `privacy.rights.identity` alone."""

    person_ids: frozenset[uuid.UUID]
    method: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Value:
    """One thing known: its name and the value as text."""

    name: Text
    text: str


@dataclass(frozen=True, slots=True)
class Record:
    """One row as its person reads it."""

    since: dt.datetime | None
    until: dt.datetime | None
    values: Sequence[Value]


@dataclass(frozen=True, slots=True)
class Known:
    """One kind of data: the newest rows, how many there are, for what, for whom, until when."""

    id: str
    title: Text
    count: int
    records: Sequence[Record]
    purposes: Sequence[Text]
    recipients: Sequence[Text]
    clock: Text
    because: Text
    until: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Seen:
    """One opening of the person's data by somebody else."""

    at: dt.datetime
    who: Text
    purpose: Text
    reason: str
    what: Sequence[Text]


@dataclass(frozen=True, slots=True)
class Received:
    """One passage of the person's data to somebody outside."""

    at: dt.datetime
    who: Text
    purpose: Text
    what: Sequence[Text]
    place: str = ""
    contract_until: str = ""


@dataclass(frozen=True, slots=True)
class Consented:
    """One answer to one question."""

    at: dt.datetime
    purpose: Text
    granted: bool


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A file of the person."""

    id: uuid.UUID
    name: str
    size: int
    until: dt.datetime


@dataclass(frozen=True, slots=True)
class Mine:
    """Everything "My data" shows."""

    known: Sequence[Known]
    seen: Sequence[Seen]
    received: Sequence[Received]
    consented: Sequence[Consented]
    files: Sequence[OwnFile]
