"""What becomes of a person's rows, model by model, as declared."""

import datetime as dt
import functools
import uuid
from collections.abc import Collection, Iterable
from typing import Any

from django.db import connections, router
from django.db.models import Max, Q, QuerySet

from privacy.datamap import locks
from privacy.datamap import queries as datamap
from privacy.datamap.types import Anonymise, Declaration, Delete, KeepUntil
from privacy.erasure.emptying import emptied_at_end, empty
from privacy.erasure.removing import children_first, nothing_holds, remove
from privacy.erasure.types import Kept, Treated
from privacy.erasure.wholesale import delete_all
from privacy.people.models import Person
from privacy.vault.models import SealedFile

PARTS = 100  # of one UNION: SQLite takes 500


def treat_all(there: Iterable[Declaration], person_ids: frozenset[uuid.UUID], at: dt.datetime) -> dict[str, Treated]:
    """Treat the rows these persons have of each of these declarations, in this order. Files have their own step."""
    return {said.label: _treat(said, person_ids, at) for said in there if said.model is not SealedFile}


def _treat(said: Declaration, person_ids: frozenset[uuid.UUID], at: dt.datetime) -> Treated:
    if may_stay(said):
        return treat(said, datamap.rows_about(said, person_ids), at)
    return Treated(deleted=delete_all(said.model, said.person, person_ids))


def may_stay(said: Declaration) -> bool:
    """Whether a row of it may outlive its person. Rows of all others are gone when `treat_all` is done with them."""
    return said.model is SealedFile or not isinstance(said.at_end, Delete) or not nothing_holds(said.model)


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
    if not person_ids:
        return []
    key, found = Person._meta.pk, set[int]()
    for alias in connections:
        ids = [key.get_db_prep_value(one, connections[alias], prepared=False) for one in person_ids]
        for count, sql in _questions(alias, len(ids)):
            with connections[alias].cursor() as cursor:
                cursor.execute(sql, ids * count)
                found |= {place for (place,) in cursor.fetchall()}
    order = children_first()
    return [order[place] for place in sorted(found)]


@functools.lru_cache(maxsize=128)
def _questions(alias: str, persons: int) -> list[tuple[int, str]]:
    """Statements that ask which declarations so many persons have rows of, and of how many each asks.

    They answer with places in `children_first`.
    """
    anybody = [uuid.UUID(int=number) for number in range(persons)]
    asked = []
    for place, said in enumerate(children_first()):
        if router.db_for_write(said.model) == alias:
            rows = datamap.rows_about(said, anybody).using(alias).order_by().values("pk")
            sql, _params = rows.query.get_compiler(alias).as_sql()
            asked.append(f"SELECT {place} WHERE EXISTS ({sql})")
    parts = [asked[start : start + PARTS] for start in range(0, len(asked), PARTS)]
    return [(len(part), " UNION ALL ".join(part)) for part in parts]


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


def classes_kept(there: Collection[Declaration], person_ids: frozenset[uuid.UUID], at: dt.datetime) -> set[str]:
    """The retention classes whose keys must outlive these persons: law keeps something sealed under them.

    `there` are the declarations they have rows of.
    """
    classes: set[str] = set()
    for said in there:
        if isinstance(said.at_end, KeepUntil) and _living(said, person_ids, at).exists():
            classes |= _classes_of(said, said.at_end)
    if not any(said.model is SealedFile for said in there):
        return classes
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
