"""What the handover room answers."""

import datetime as dt
from dataclasses import dataclass

from privacy.datamap.types import Text


class NotAllowed(PermissionError):
    """Not by this person, not yet, or not any more: nothing was changed. The text may be shown."""


@dataclass(frozen=True, slots=True)
class Question:
    """One item of due diligence, and the post that answers it."""

    id: str
    title: Text
    role: str


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with its answer, if it has one."""

    question: Question
    words: str = ""
    at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A part of a picture in pixels, as it is seen upright, from its upper left corner."""

    left: int
    top: int
    width: int
    height: int
