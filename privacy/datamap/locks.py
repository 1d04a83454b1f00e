"""What the published notice has promised so far. What goes beyond it stays locked; the notice says, lower rooms ask."""

import dataclasses
import datetime as dt
import functools
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from kit import generation
from kit.clock import Period
from privacy.datamap.types import Basis, Declaration, Personal, Purpose, Recipient, RetentionClass
from privacy.datamap.vocabulary import SELF

ANY_DAY = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Published:
    """One version of the notice, by ids: purposes with their bases, recipients with their purposes and regions,
    clocks, what was said of each field, our own stores with their countries, and what is kept in the browser.
    """

    purposes: Mapping[str, str]
    recipients: Mapping[str, frozenset[str]]
    regions: Mapping[str, str]
    clocks: Mapping[str, Period]
    fields: Mapping[str, Mapping[str, Any]]
    rows: Mapping[str, tuple[str, str]]
    uses: frozenset[tuple[str, str]]
    shares: frozenset[tuple[str, str]]
    stores: Mapping[str, str]
    browser: frozenset[str]

    @classmethod
    def of(cls, skeleton: Mapping[str, Any]) -> "Published":
        """A version's skeleton, as the notice wrote it down."""
        fields = skeleton["fields"]
        return cls(
            purposes=skeleton["purposes"],
            recipients={one: frozenset(said[1:]) for one, said in skeleton["recipients"].items()},
            regions={one: said[0] for one, said in skeleton["recipients"].items()},
            clocks={one: Period(*lengths) for one, lengths in skeleton["clocks"].items()},
            fields=fields,
            rows={label: (clock, since) for label, (clock, since) in skeleton["rows"].items()},
            uses=frozenset((said["category"], use) for said in fields.values() for use in said["for"]),
            shares=frozenset((said["category"], to) for said in fields.values() for to in said["shared_with"]),
            stores=skeleton["stores"],
            browser=frozenset(skeleton["browser"]),
        )

    def allows_purpose(self, purpose: Purpose) -> bool:
        """Whether this purpose was announced."""
        return purpose.id in self.purposes

    def allows_use(self, place: str, said: Personal, purpose: Purpose) -> bool:
        """Whether a field may be used for `purpose`: it was said of it, or for a new field of its kind of data."""
        if known := self.fields.get(place):
            return purpose.id in known["for"]
        return (said.category.id, purpose.id) in self.uses

    def allows_recipient(self, recipient: Recipient, purpose: Purpose) -> bool:
        """Whether this recipient was announced for `purpose`, in the country where it sits."""
        engaged = purpose.id in self.recipients.get(recipient.id, ())
        return engaged and self.regions[recipient.id] == recipient.region

    def allows_share(self, place: str, said: Personal, recipient: Recipient) -> bool:
        """Whether a field may go to `recipient`: it was said of it, or for a new field of its kind of data."""
        if known := self.fields.get(place):
            return recipient.id in known["shared_with"]
        return (said.category.id, recipient.id) in self.shares

    def covers(self, later: "Published", purpose: str) -> bool:
        """Whether a consent to `purpose` given under this version covers what a later one says of it: the same basis,
        no further kind of data, nothing kept longer, nobody further to receive it.
        """
        shown, now = self._kept_for(purpose), later._kept_for(purpose)
        longer = [kind for kind, ends in now.items() if kind not in shown or ends > shown[kind]]
        return not longer and later._told_to(purpose) <= self._told_to(purpose)

    def _kept_for(self, purpose: str) -> dict[str, dt.datetime]:
        """Each kind of data used for `purpose`, with the end of its longest clock, counted from any day."""
        longest: dict[str, dt.datetime] = {}
        for said in self.fields.values():
            if purpose in said["for"]:
                ends = self.clocks[said["kept"]].after(ANY_DAY) if said["kept"] in self.clocks else ANY_DAY
                longest[said["category"]] = max(ends, longest.get(said["category"], ANY_DAY))
        return longest

    def _told_to(self, purpose: str) -> frozenset[tuple[str, ...]]:
        """Basis and recipients of `purpose`: who is engaged where, and which kinds of its data go there."""
        used = [said for said in self.fields.values() if purpose in said["for"]]
        engaged = {one: self.regions[one] for one, uses in self.recipients.items() if purpose in uses}
        shared = [(said["category"], one) for said in used for one in said["shared_with"] if one in engaged]
        return frozenset([("basis", self.purposes.get(purpose, "")), *engaged.items(), *shared])


Source = Callable[[dt.datetime], Published | None]
_sources: list[Source] = []
# The last answer, for a second: a download asks once a field.
_asked: dict[tuple[dt.datetime, int], Published | None] = generation.shelf()


def consult(source: Source) -> Source:
    """Have `(at) -> Published` asked what was promised at an instant; None while nothing is locked."""
    if source not in _sources:
        _sources.append(source)
    return source


def published(at: dt.datetime) -> Published | None:
    """What the notice in force at `at` promised, or None: the site is not launched and the notice follows the code."""
    asked = (at, int(time.monotonic()))
    try:
        return _asked[asked]
    except KeyError:
        said = _sources[-1](at) if _sources else None
        _asked.clear()
        _asked[asked] = said
        return said


def is_open(purpose: Purpose, at: dt.datetime) -> bool:
    """Whether `purpose` may be acted for at `at`. People may always see their own data."""
    return allows(published(at), purpose)


def allows(said: Published | None, purpose: Purpose) -> bool:
    """Whether what was promised lets `purpose` be acted for; None locks nothing."""
    return purpose == SELF or said is None or said.allows_purpose(purpose)


def rests_on_consent(purpose: Purpose, at: dt.datetime) -> bool:
    """Whether `purpose` waits for a yes: the code says so, or the notice in force still does."""
    said = published(at)
    announced = said.purposes.get(purpose.id) if said else None
    return Basis.CONSENT in {purpose.basis, Basis(announced) if announced else purpose.basis}


def period(clock: RetentionClass, at: dt.datetime) -> Period:
    """How long a class of data lives at `at`: what the code declares, and never longer than what was announced."""
    said = published(at)
    return _shorter(clock.period, said.clocks.get(clock.id) if said else None)


def row_clock(said: Declaration, at: dt.datetime) -> RetentionClass | None:
    """The clock of a model's rows at `at`, its period never longer than what was announced."""
    if said.kept is None or (promised := published(at)) is None:
        return said.kept
    announced, since = promised.rows.get(said.label, ("", ""))
    return _bounded(said.kept, promised, announced if since == said.since else "")


def field_clock(said: Declaration, field: str, at: dt.datetime) -> RetentionClass | None:
    """The clock of one personal field at `at`: its own or its row's, never longer than what was announced."""
    declared = said.own_clock(field) or said.kept
    if declared is None or (promised := published(at)) is None:
        return declared
    known, (_clock, since) = promised.fields.get(f"{said.label}.{field}"), promised.rows.get(said.label, ("", ""))
    return _bounded(declared, promised, known["kept"] if known and since == said.since else "")


def _bounded(clock: RetentionClass, promised: Published, announced: str) -> RetentionClass:
    shortest = clock.period
    for one in (clock.id, announced):
        shortest = _shorter(shortest, promised.clocks.get(one))
    return clock if shortest == clock.period else dataclasses.replace(clock, period=shortest)


@functools.lru_cache(maxsize=256)
def _shorter(declared: Period, announced: Period | None) -> Period:
    if announced is None or declared.after(ANY_DAY) <= announced.after(ANY_DAY):
        return declared
    return announced
