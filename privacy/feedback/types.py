"""Values of the feedback room."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Source(models.TextChoices):
    """What led to a change of the promises."""

    FEEDBACK = "feedback", _("What people told us")
    RESEARCH = "research", _("Research")
    EXPERT = "expert", _("An expert's advice")
    LAW = "law", _("A new law or judgment")
    INCIDENT = "incident", _("Something that went wrong")


class Outcome(models.TextChoices):
    """How a dispute ended."""

    UPHELD = "upheld", _("You are right")
    PARTLY = "partly", _("You are right in part")
    DECLINED = "declined", _("We read it otherwise")


class AlreadyDecided(ValueError):
    """A dispute is decided once."""


class NotTheReviewer(PermissionError):
    """A dispute is decided by the person of law who took it up."""


class SamePerson(PermissionError):
    """Whoever wrote a precedent does not release it."""


class TellsWho(ValueError):
    """The text of a precedent says something by which somebody could be recognised. The arguments are the words."""


@dataclass(frozen=True, slots=True)
class Heard:
    """By how many people a clause was spoken of in a year, at least."""

    clause: str
    people: int
