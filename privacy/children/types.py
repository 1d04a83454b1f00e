"""Values of the children's room."""

import enum
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Age:
    """From how many years on somebody may act for themselves, and the law that says so."""

    years: int
    law: str


class Answer(enum.Enum):
    """What the age gate says. ASK: this year's birthday decides."""

    YES = "yes"
    NO = "no"
    ASK = "ask"


class Kind(enum.StrEnum):
    """What hints at a child."""

    AGE = "declared-age"
    SCHOOL = "school"
    GUARDIAN = "guardian"


KINDS = {Kind.AGE: _("says an age"), Kind.SCHOOL: _("speaks of school"), Kind.GUARDIAN: _("speaks of a guardian")}


class Relation(enum.StrEnum):
    """What a guardian is to a child."""

    PARENT = "parent"
    GUARDIAN = "guardian"


class Wish(enum.StrEnum):
    """What a guardian asks for."""

    ERASE = "erase"
    SEE = "see"


RELATIONS = [(Relation.PARENT.value, _("Parent")), (Relation.GUARDIAN.value, _("Legal guardian"))]
WISHES = [
    (Wish.ERASE.value, _("Erase everything about the child")),
    (Wish.SEE.value, _("Send me everything about the child")),
]


@dataclass(frozen=True, slots=True)
class Hint:
    """One place in a text that hints at a child."""

    kind: Kind
    start: int
    end: int


class Decided(RuntimeError):
    """Somebody else has decided this already."""
