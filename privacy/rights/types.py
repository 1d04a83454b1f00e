"""Values of the rights room. States and reasons are those of the Data Rights Protocol where it has one."""

import datetime as dt
import enum
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from privacy.datamap.types import Text
from privacy.deadlines.types import Clock


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


UNFINISHED = (Status.OPEN, Status.IN_PROGRESS)
# Nobody is harmed by these, whoever asks: an answer goes to the person's own address, a consent taken back spares them.
WITHOUT_PROOF = frozenset({Right.WITHDRAWAL, Right.COMPLAINT})


class Pending(enum.StrEnum):
    """Why a request in work waits."""

    IDENTITY = "need_user_verification"


class Denial(enum.StrEnum):
    """Why a request was refused."""

    FRAUD = "suspected_fraud"
    UNPROVED = "insuf_verification"
    NO_MATCH = "no_match"
    NOT_COVERED = "claim_not_covered"
    OUTSIDE = "outside_jurisdiction"
    TOO_MANY = "too_many_requests"
    OTHER = "other"


# Statuses and reasons in words; the ids are the protocol's.
STATUS_TITLES: Mapping[str, Text] = {
    Status.OPEN: _("open"),
    Status.IN_PROGRESS: _("in work"),
    Status.FULFILLED: _("done"),
    Status.DENIED: _("refused"),
    Status.REVOKED: _("taken back"),
    Status.EXPIRED: _("lapsed: we waited a month for a word from you"),
}
DENIAL_TITLES: Mapping[str, Text] = {
    Denial.FRAUD: _("It looks as if somebody else had asked in your name."),
    Denial.UNPROVED: _("It was not shown that it is you who asks."),
    Denial.NO_MATCH: _("We know nothing about you that this could concern."),
    Denial.NOT_COVERED: _("What was asked for is not something this right covers, or a law forbids it."),
    Denial.OUTSIDE: _("The law this right comes from does not hold where you are."),
    Denial.TOO_MANY: _("The same was asked for so often that we may decline."),
    Denial.OTHER: _("For another reason, given below."),
}
REASON_TITLES: Mapping[str, Text] = {
    **DENIAL_TITLES,
    Pending.IDENTITY: _("We wait for you to confirm that it is you who asks."),
}


class Channel(enum.StrEnum):
    """How a request came in."""

    PAGE = "page"
    MAIL = "mail"
    DESK = "desk"
    CHAT = "chat"


class Cause(models.TextChoices):
    """What a complaint is about."""

    LATE = "late", _("An answer came late, or not at all")
    WRONG = "wrong", _("Something we keep is wrong")
    UNWANTED = "unwanted", _("A message that was not wanted")
    SHARED = "shared", _("Data went to somebody it should not have gone to")
    OPENED = "opened", _("Somebody here read what they should not have read")
    KEPT = "kept", _("Data was kept too long, or not erased")
    SECURITY = "security", _("Something is not safe")
    CHOICES = "choices", _("A choice was not respected")
    OTHER = "other", _("Something else")


class Outcome(models.TextChoices):
    """What came of a complaint."""

    UPHELD = "upheld", _("You were right")
    PARTLY = "partly", _("You were partly right")
    UNFOUNDED = "unfounded", _("We did not find what you describe")


class Mending(enum.Enum):
    """How a personal field is put right."""

    ONESELF = "oneself"
    ASKED = "asked"
    NOT = "not"


@dataclass(frozen=True, slots=True)
class Way:
    """How a personal field is put right: where its person changes it, what is corrected, or why it stays, in words."""

    how: Mending
    words: Text


class NotProved(PermissionError):
    """Work on a request was asked for before its person had proved who they are."""


class WrongState(ValueError):
    """A request cannot go from where it stands to where it was sent."""


class Unfit(ValueError):
    """What a field should say cannot stand there. The text is for people."""


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
class Link:
    """A way on from a record: to the page of the thing itself, or to its paper."""

    title: Text
    href: str


@dataclass(frozen=True, slots=True)
class Group:
    """Fields of one row that go on the same day; `until` None: no day can be named."""

    values: Sequence[Value]
    until: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Record:
    """One row as its person reads it. `told` opens on demand, `aside` are technical fields, `parts` hang on it."""

    since: dt.date | None
    title: str
    groups: Sequence[Group]
    links: Sequence[Link] = ()
    told: Sequence[Value] = ()
    aside: Sequence[Value] = ()
    parts: Sequence["Part"] = ()

    @property
    def values(self) -> list[Value]:
        """Everything it says of this row, wherever on the page it stands."""
        return [*(value for group in self.groups for value in group.values), *self.told, *self.aside]


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of another kind that hang on a record, such as the lines of an order."""

    title: Text
    records: Sequence[Record]

    @property
    def until(self) -> dt.datetime | None:
        """When the last of it goes; None where no day can be named."""
        ends = [group.until for record in self.records for group in record.groups]
        return None if None in ends else max((end for end in ends if end), default=None)


@dataclass(frozen=True, slots=True)
class Span:
    """Fields with the same clock: which (none named: all of them), how long, why, until when at the latest."""

    what: str
    clock: Text
    because: Text
    until: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Known:
    """One kind of data: the newest rows, how many there are, for what, for whom, until when."""

    id: str
    title: Text
    count: int
    records: Sequence[Record]
    purposes: Sequence[Text]
    recipients: Sequence[Text]
    spans: Sequence[Span]


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
    contract_version: int | None = None
    # Firms the recipient works with on what it keeps, each with its country (ISO 3166).
    firms: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Consented:
    """One answer to one question; `id` names its receipt."""

    id: int
    at: dt.datetime
    purpose: Text
    granted: bool


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A file of the person."""

    id: uuid.UUID
    name: str
    size: int
    until: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Mine:
    """Everything "My data" shows."""

    known: Sequence[Known]
    seen: Sequence[Seen]
    received: Sequence[Received]
    consented: Sequence[Consented]
    files: Sequence[OwnFile]
    papers: Sequence["Paper"]


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of a person that is drawn when it is asked for. `content` is called while acting for them."""

    name: str
    person_id: uuid.UUID
    content: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Case:
    """A request as its person and the desk follow it; its words open for who may read them."""

    request: Any
    title: Text
    status: Text
    reason: Text
    cause: Text
    outcome: Text
    clock: Clock | None

    @property
    def waits(self) -> bool:
        """Whether the clock stands still for the person."""
        return self.clock is not None and self.clock.is_open and self.clock.paused_at is not None


@dataclass(frozen=True, slots=True)
class Summed:
    """The published figures of one quarter; no total: fewer than five people."""

    quarter: str
    total: int | None
    rows: Sequence[tuple[str, int]]
    lessons: Sequence["Learned"]


@dataclass(frozen=True, slots=True)
class Learned:
    """Something that was changed because of complaints; of which quarter, where its summary may name it."""

    id: int
    made_at: dt.datetime
    cause: Text
    words: str
    link: str
    quarter: str = ""
