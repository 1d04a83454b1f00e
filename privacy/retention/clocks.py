"""Which clocks a declaration runs: its row's, and those of fields that end sooner."""

import datetime as dt
import functools
from collections.abc import Iterable

from kit.clock import Period
from privacy.datamap import locks
from privacy.datamap import queries as datamap
from privacy.datamap.types import Declaration, RetentionClass
from privacy.people.models import Person

ANY_DAY = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)


def sooner_fields(said: Declaration, at: dt.datetime | None) -> dict[RetentionClass, list[str]]:
    """Fields with a clock of their own that ends before their row's, by clock: at `at`, or as the code declares."""
    found: dict[RetentionClass, list[str]] = {}
    row = locks.row_clock(said, at) if at else said.kept
    for name, personal in said.personal.items():
        own = locks.field_clock(said, name, at) if at else personal.kept
        if own and row and ends(own) < ends(row):
            found.setdefault(own, []).append(name)
    return found


def of_nobody() -> list[Declaration]:
    """Declarations with a clock whose rows are tied to nobody, such as visits. The persons' numbers go another way."""
    tied = {Person, *(said.model for said in datamap.about_people())}
    return [said for said in datamap.declarations() if said.kept and said.since and said.model not in tied]


def ends(clock: RetentionClass) -> dt.datetime:
    """For comparing clocks: when one ends that started on some day."""
    return _after_any_day(clock.period)


@functools.cache
def _after_any_day(period: Period) -> dt.datetime:
    return period.after(ANY_DAY)


def sealed_classes(said: Declaration) -> set[str]:
    """The retention classes under whose keys rows of this model are sealed."""
    return {datamap.retention_class(said.model, name).id for name in _sealed(said)}


def sealed_fields(said: Declaration, clock: str) -> list[str]:
    """The fields of this model sealed under keys of one class."""
    return [name for name in _sealed(said) if datamap.retention_class(said.model, name).id == clock]


def sealed_under(clock: str, declarations: Iterable[Declaration]) -> list[Declaration]:
    """The declarations with fields sealed under keys of this class."""
    return [said for said in declarations if clock in sealed_classes(said)]


def _sealed(said: Declaration) -> list[str]:
    sealing = {field.name for field in said.model._meta.concrete_fields if hasattr(field, "seal")}
    return [name for name in said.personal if name in sealing]
