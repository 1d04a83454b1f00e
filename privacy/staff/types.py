"""What the policy asks of those who work with data."""

import datetime as dt
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from kit.clock import Period
from privacy.datamap.types import Purpose, Role, Text


class NotDone(ValueError):
    """Something that is refused: an unknown course, a line decided already, oneself."""


class Outcome(models.TextChoices):
    """How an assessment ended."""

    MET = "met", _("Met")
    PARTLY = "partly", _("Partly met")
    NOT_MET = "not-met", _("Not met")


class Consequence(models.TextChoices):
    """What follows from a violation."""

    WARNING = "warning", _("Warning")
    SUSPENDED = "suspended", _("Suspended until lifted by two")


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a course; `right` is the place of the right answer, from 0."""

    id: str
    words: Text
    answers: tuple[Text, ...]
    right: int


@dataclass(frozen=True, slots=True)
class Course:
    """What somebody has to know before they act: read, asked about, valid for a while."""

    id: str
    title: Text
    lessons: tuple[Text, ...]
    questions: tuple[Question, ...]
    valid: Period
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class Glass:
    """Emergency access: which purposes it lends, to which posts, how long, and until when it must be looked into."""

    roles: tuple[Role, ...]
    purposes: tuple[Purpose, ...]
    lasts: dt.timedelta
    review_within: dt.timedelta


@dataclass(frozen=True, slots=True)
class StaffPolicy:
    """The whole of it. `review_within`: how long keepers have for the quarterly review of who may do what."""

    courses: tuple[Course, ...]
    glass: Glass
    review_within: dt.timedelta
    assess_every: Period


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody with a post: the number of their account, the person they are, the post, their language."""

    account: str
    person_id: uuid.UUID
    role: str
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Roster:
    """What the area of accounts lends: who has a post, and how one is given or taken.

    Giving one to an account that is gone raises `NotDone`; taking one from it is done already.
    """

    members: Callable[[], Sequence[Member]]
    appoint: Callable[[str, str, dt.datetime], None]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a member of staff stands: trained until when (None: not), suspended, last assessed."""

    member: Member
    trained_until: dt.datetime | None
    suspended: bool
    assessed_at: dt.datetime | None
    missing: tuple[str, ...] = ()
