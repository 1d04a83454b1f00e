"""What the gate answers, and how recipients stand."""

import datetime as dt
import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from privacy.datamap.types import Recipient, Text

if TYPE_CHECKING:
    from privacy.handles.models import Handle
    from privacy.sharing.models import Message


class Refused(PermissionError):
    """The gate let nothing through: undeclared, not agreed to, or the recipient's contract or review has lapsed."""


class NotAllowed(PermissionError):
    """Not by this person, not in this order, or not twice: nothing was changed. The text may be shown to staff."""


class Concern(models.TextChoices):
    """What is wrong with a recipient, or soon will be."""

    TERMINATED = "terminated", _("dropped")
    NO_CONTRACT = "no-contract", _("no contract")
    CONTRACT_LAPSED = "contract-lapsed", _("contract lapsed")
    REVIEW_FAILED = "review-failed", _("last audit failed")
    REVIEW_LAPSED = "review-lapsed", _("audit overdue")
    NO_BACKGROUND = "no-background", _("background never reviewed")
    CONTRACT_ENDING = "contract-ending", _("contract ends soon")
    REVIEW_COMING = "review-coming", _("audit due soon")
    FINDING_OVERDUE = "finding-overdue", _("a finding was not mended in time")
    PLACE_UNASSESSED = "place-unassessed", _("place of the data never assessed")
    PLACE_LAPSED = "place-lapsed", _("assessment of the place overdue")
    PLACE_COMING = "place-coming", _("assessment of the place due soon")
    FIRM_PLACE = "firm-place", _("place of a firm behind it to be assessed")
    NO_MAILBOX = "no-mailbox", _("no mailbox for demands")


@dataclass(frozen=True, slots=True)
class Issue:
    """One concern and the day it counts from."""

    concern: Concern
    on: dt.date | None = None

    def __str__(self) -> str:
        """English, for the record."""
        words = {
            Concern.TERMINATED: "terminated",
            Concern.NO_CONTRACT: "no contract in force",
            Concern.CONTRACT_LAPSED: "contract lapsed",
            Concern.REVIEW_FAILED: "its last audit failed",
            Concern.REVIEW_LAPSED: "review was due",
            Concern.NO_BACKGROUND: "its background was never reviewed",
        }
        said = words.get(self.concern, self.concern.value)
        return f"{said} on {self.on.isoformat()}" if self.on else said


@dataclass(frozen=True, slots=True)
class Standing:
    """How a recipient stands on one day: `shut` says why nothing passes; `warnings` are for the desk.

    `contract_version` is that of the register; 0 is the founding entry in the policy.
    """

    recipient: Recipient
    contract_until: str
    contract_version: int
    review_due: str
    shut: Issue | None = None
    warnings: tuple[Issue, ...] = ()

    @property
    def lapsed_on(self) -> dt.date | None:
        """The day contract or review lapsed, when nothing worse is wrong."""
        lapses = {Concern.CONTRACT_LAPSED, Concern.REVIEW_LAPSED}
        return self.shut.on if self.shut and self.shut.concern in lapses else None


@dataclass(frozen=True, slots=True)
class Outstanding:
    """A demand to erase as the desk and the receipt show it; `count` records, or 0 for everything."""

    reference: str
    recipient: str
    title: Text
    cause: str
    count: int
    made_at: dt.datetime
    asked_at: dt.datetime | None
    reminded_at: dt.datetime | None
    confirmed_at: dt.datetime | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class ReviewForm:
    """What a review found a firm to do: what it collects, how long it keeps it, who gets it from there."""

    collects: str = ""
    keeps_for: str = ""
    passes_to: str = ""


@dataclass(frozen=True, slots=True)
class FindingWords:
    """Something to be mended by a date."""

    words: str
    due_on: dt.date


class Outcome(enum.Enum):
    """What came of handing one message over. `DOWN`: there is no server to talk to."""

    HANDED = "handed"
    REFUSED = "refused"
    LATER = "later"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Letter:
    """A sealed message and the handle it is to go to now."""

    message: "Message"
    handle: "Handle"


@dataclass(frozen=True, slots=True)
class Store:
    """A store of ours that holds data: what it holds, and the country (ISO 3166) it rests in.

    `moves_to`: the country it is to move to. The next version of the notice tells of it; once that is in force the
    store may move, and `country` follows. A store that is only planned has no `country` yet.
    """

    id: str
    title: Text
    holds: Text
    country: str
    moves_to: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """One store, recipient or firm behind one, where it keeps data, and whether somebody has looked there lately."""

    id: str
    title: Text
    holds: Text
    country: str
    assessed_on: dt.date | None
    due_on: dt.date | None
    concern: Issue | None

    @property
    def holds_good(self) -> bool:
        """Whether an assessment is in force for this country."""
        return self.concern is None or self.concern.concern is Concern.PLACE_COMING
