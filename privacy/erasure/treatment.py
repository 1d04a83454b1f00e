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
from privacy.erasure.removing import children_first, nothing_holds, remove
from privacy.erasure.types import Kept, Treated
from privacy.erasure.wholesale import delete_all
from privacy.people.models import Person
from privacy.vault.models import SealedFile

PARTS = 100  # of one UNION: SQLite takes 500


def treat_all(person_ids: frozenset[uuid.UUID], at: dt.datetime) -> dict[str, Treated]:
    """Treat every declared row of these persons, children first. Files have their own step."""
    return {said.label: _treat(said, person_ids, at) for said in present(person_ids) if said.model is not SealedFile}


def _treat(said: Declaration, person_ids: frozenset[uuid.UUID], at: dt.datetime) -> Treated:
    if _may_stay(said):
        return treat(said, datamap.rows_about(said, person_ids), at)
    return Treated(deleted=delete_all(said.model, said.person, person_ids))


def _may_stay(said: Declaration) -> bool:
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
    return _present(person_ids, staying=False)


def staying(person_ids: frozenset[uuid.UUID]) -> list[Declaration]:
    """Those of them whose rows may outlive a person: all there can be once the others were treated."""
    return _present(person_ids, staying=True)


def _present(person_ids: frozenset[uuid.UUID], *, staying: bool) -> list[Declaration]:
    if not person_ids:
        return []
    key, found = Person._meta.pk, set[str]()
    for alias in connections:
        ids = [key.get_db_prep_value(one, connections[alias], prepared=False) for one in person_ids]
        for labels, sql in _questions(alias, len(ids), staying=staying):
            with connections[alias].cursor() as cursor:
                cursor.execute(sql, ids * len(labels))
                found |= {labels[place] for (place,) in cursor.fetchall()}
    return [said for said in children_first() if said.label in found]


@functools.lru_cache(maxsize=128)
def _questions(alias: str, count: int, *, staying: bool) -> list[tuple[list[str], str]]:
    """Statements that ask which declarations `count` persons have rows of; each answers with places in its list."""
    anybody = [uuid.UUID(int=number) for number in range(count)]
    asked = []
    for said in children_first():
        if router.db_for_write(said.model) == alias and (_may_stay(said) or not staying):
            rows = datamap.rows_about(said, anybody).using(alias).order_by().values("pk")
            asked.append((said.label, rows.query.get_compiler(alias).as_sql()[0]))
    return [_union(asked[start : start + PARTS]) for start in range(0, len(asked), PARTS)]


def _union(asked: list[tuple[str, str]]) -> tuple[list[str], str]:
    parts = [f"SELECT {place} WHERE EXISTS ({sql})" for place, (_label, sql) in enumerate(asked)]
    return [label for label, _sql in asked], " UNION ALL ".join(parts)


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
    there = staying(person_ids)
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
