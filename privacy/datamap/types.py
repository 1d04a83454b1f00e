"""The vocabulary in which personal data is declared: purposes, categories, clocks, treatments."""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from kit.clock import Period

# Words shown to people: plain or lazily translated.
Text = Any


class Basis(enum.Enum):
    """Why processing is lawful (GDPR Art. 6; PIPL Art. 13)."""

    CONTRACT = "contract"
    CONSENT = "consent"
    LEGAL_DUTY = "legal-duty"
    LEGITIMATE_INTEREST = "legitimate-interest"


class Mask(enum.Enum):
    """How a closed value is hinted at. An address hints at its parts `city` and `country`, others are hidden whole."""

    NAME = "name"
    EMAIL = "email"
    PHONE = "phone"
    ADDRESS = "address"
    DATE = "date"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Purpose:
    """What personal data may be used for. `id` is stable and public."""

    id: str
    title: Text
    basis: Basis
    explanation: Text = ""
    # Whether Global Privacy Control refuses it: sale, sharing, advertising, following people about.
    refused_by_gpc: bool = False
    # Consent of whom: of the browser at hand, or of a person we know.
    asked_of_browser: bool = False


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of personal data. `sealed` kinds may rest in sealed or look-up fields alone."""

    id: str
    title: Text
    mask: Mask = Mask.HIDDEN
    sealed: bool = True


@dataclass(frozen=True, slots=True)
class RetentionClass:
    """How long a kind of data lives after its anchor, and why."""

    id: str
    title: Text
    period: Period
    because: Text


class RecipientKind(enum.Enum):
    """What a recipient is to the studio; a partner and an advertiser are looked into before their first use."""

    PROVIDER = "provider"
    PARTNER = "partner"
    ADVERTISING = "advertising"
    ANALYTICS = "analytics"
    SOCIAL = "social"


@dataclass(frozen=True, slots=True)
class Grace:
    """How long after a lapse what was already under way may still pass, because the person would be harmed."""

    days: int
    because: Text


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody outside the studio who may receive declared fields.

    `contract_until` and `review_due` are those of the founding entry; what the desk has recorded since outranks them.
    """

    id: str
    title: Text
    does: Text
    region: str
    purposes: tuple[Purpose, ...]
    contract_until: str
    review_due: str
    kind: RecipientKind = RecipientKind.PROVIDER
    grace: Grace | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """A post in the studio and the purposes its holder may act for."""

    id: str
    title: Text
    purposes: tuple[Purpose, ...]


@dataclass(frozen=True, slots=True)
class Delete:
    """At the end the row goes."""


@dataclass(frozen=True, slots=True)
class Anonymise:
    """At the end the row stays with these fields emptied; its person remains a number without data."""

    empty: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeepUntil:
    """Law wants the row: `keep` stays locked for `LEGAL_DUTY` until its clock ends, the rest is emptied."""

    law: Text
    keep: tuple[str, ...]


Treatment = Delete | Anonymise | KeepUntil


@dataclass(frozen=True, slots=True)
class Personal:
    """A field that tells something about its row's person."""

    category: Category
    for_: Sequence[Purpose]
    shared_with: Sequence[Recipient] = ()
    kept: RetentionClass | None = None


@dataclass(frozen=True, slots=True)
class NotPersonal:
    """A field that tells nothing about anybody, and why."""

    reason: str


class AtOtherEnd(enum.Enum):
    """What becomes of a row, or of its link, when the row or person it points to is erased."""

    ROW_GOES = "this row goes with it"
    LINK_GOES = "the link is emptied, this row stays"
    IT_STAYS = "it stays, emptied, until this row has come to its own end"
    NUMBER_STAYS = "an opaque number stays here that stands for nobody then"


@dataclass(frozen=True, slots=True)
class Edge(NotPersonal):
    """A field that leads to a person, or to a row about one, beside the row's own: why, and what erasure there does.

    A check compares `rule` with what the database and the engine really do.
    """

    rule: AtOtherEnd


FieldDeclaration = Personal | NotPersonal


@dataclass(frozen=True, slots=True)
class Declaration:
    """Everything the engine knows of one model."""

    model: type[Model]
    person: str = "person"
    fields: Mapping[str, FieldDeclaration] = field(default_factory=dict)
    kept: RetentionClass | None = None
    since: str = ""
    at_end: Treatment = field(default_factory=Delete)
    not_personal: str = ""
    title: Text = ""

    @property
    def label(self) -> str:
        return self.model._meta.label

    @property
    def link(self) -> str:
        """The model's own field that leads to the person: the first step of the path `person`."""
        return self.person.partition("__")[0]

    def own_clock(self, name: str) -> RetentionClass | None:
        """The clock of a personal field that does not live as long as its row; asked for each field of a page."""
        said = self.fields[name]
        return said.kept if isinstance(said, Personal) else None

    @property
    def personal(self) -> dict[str, Personal]:
        """The personal fields alone."""
        return {name: said for name, said in self.fields.items() if isinstance(said, Personal)}
