"""What becomes of a person's rows, model by model, as declared."""

import datetime as dt
import functools
import uuid
from collections.abc import Iterable
from typing import Any

from django.db import connections, router
from django.db.models import Max, Q, QuerySet

from privacy.datamap import locks
from privacy.datamap import queries as datamap
from privacy.datamap.types import Anonymise, Declaration, Delete, KeepUntil
from privacy.erasure.emptying import emptied_at_end, empty
from privacy.erasure.removing import children_first, remove
from privacy.erasure.types import Kept, Treated
from privacy.people.models import Person
from privacy.vault.models import SealedFile

PARTS = 100  # of one UNION: SQLite takes 500


def treat_all(person_ids: frozenset[uuid.UUID], at: dt.datetime) -> dict[str, Treated]:
    """Treat every declared row of these persons, children first. Files have their own step."""
    return {
        said.label: treat(said, datamap.rows_about(said, person_ids), at)
        for said in present(person_ids)
        if said.model is not SealedFile
    }


def treat(said: Declaration, rows: QuerySet[Any], at: dt.datetime) -> Treated:
    """Delete, anonymise or lock away `rows`, as their declaration says."""
    match said.at_end:
        case Delete():
            return remove(rows, said)
        case Anonymise(empty=names):
            return Treated(emptied=empty(rows, said, names))
        case KeepUntil(keep=keep):
            gone = remove(rows.filter(datamap.clock_ended(said, at)), said)
            return gone + Treated(emptied=empty(rows, said, emptied_at_end(said, keep)))


def present(person_ids: frozenset[uuid.UUID]) -> list[Declaration]:
    """The declarations these persons have rows of, children first: one query per database."""
    found: set[str] = set()
    for alias in connections:
        found |= _labels_in(alias, person_ids)
    return [said for said in children_first() if said.label in found]


def _labels_in(alias: str, person_ids: frozenset[uuid.UUID]) -> set[str]:
    key = Person._meta.pk
    ids = [key.get_db_prep_value(one, connections[alias], prepared=False) for one in person_ids]
    found: set[str] = set()
    with connections[alias].cursor() as cursor:
        questions = _questions(alias, len(ids)) if ids else ()
        for start in range(0, len(questions), PARTS):
            chunk = questions[start : start + PARTS]
            values = [value for label, _sql in chunk for value in (label, *ids)]
            cursor.execute(" UNION ALL ".join(sql for _label, sql in chunk), values)
            found |= {label for (label,) in cursor.fetchall()}
    return found


@functools.lru_cache(maxsize=128)
def _questions(alias: str, count: int) -> tuple[tuple[str, str], ...]:
    """For each declaration, the statement that asks whether any of `count` persons has rows of it; compiled once."""
    anybody = [uuid.UUID(int=number) for number in range(count)]
    asked = []
    for said in children_first():
        if router.db_for_write(said.model) == alias:
            rows = datamap.rows_about(said, anybody).using(alias).order_by().values("pk")
            sql, _ids = rows.query.get_compiler(alias).as_sql()
            asked.append((said.label, f"SELECT %s WHERE EXISTS ({sql})"))
    return tuple(asked)


def kept_by_law(person_ids: Iterable[uuid.UUID], at: dt.datetime) -> list[Kept]:
    """What law keeps of these persons' rows, per model, with the day the last of them goes."""
    found = []
    for said in children_first():
        if isinstance(said.at_end, KeepUntil):
            rows = _living(said, person_ids, at)
            if count := rows.count():
                found.append(Kept(said.title, said.at_end.law, count, _last_end(said, rows, at)))
    return found


def _living(said: Declaration, person_ids: Iterable[uuid.UUID], at: dt.datetime) -> QuerySet[Any]:
    """Rows whose clock has not ended; one without a start has not begun to run."""
    started = Q(**{f"{said.since}__isnull": False})
    return datamap.rows_about(said, person_ids).exclude(started & datamap.clock_ended(said, at))


def _last_end(said: Declaration, rows: QuerySet[Any], at: dt.datetime) -> dt.datetime | None:
    last = rows.aggregate(last=Max(said.since))["last"]
    if last is None or (clock := locks.row_clock(said, at)) is None:
        return None
    if not isinstance(last, dt.datetime):
        last = dt.datetime.combine(last, dt.time(), dt.UTC)
    return clock.period.after(last)


def classes_kept(person_ids: frozenset[uuid.UUID], at: dt.datetime) -> set[str]:
    """The retention classes whose keys must outlive these persons: law keeps something sealed under them."""
    classes: set[str] = set()
    for said in present(person_ids):
        if isinstance(said.at_end, KeepUntil) and _living(said, person_ids, at).exists():
            classes |= _classes_of(said, said.at_end)
    files = SealedFile.objects.filter(person__in=person_ids, retention_class__in=classes_of_law(), expires_at__gt=at)
    return classes | set(files.values_list("retention_class", flat=True))


@functools.cache
def classes_of_law() -> frozenset[str]:
    """Every retention class under which some law may keep something."""
    return frozenset(
        clock
        for said in children_first()
        if isinstance(said.at_end, KeepUntil)
        for clock in _classes_of(said, said.at_end)
    )


def _classes_of(said: Declaration, end: KeepUntil) -> set[str]:
    return {datamap.retention_class(said.model, name).id for name in end.keep if name in said.personal}
