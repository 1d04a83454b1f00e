"""Turning opened rows into what their person reads: as its area says, what that leaves unsaid field by field."""

import contextlib
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext

from privacy.datamap import locks
from privacy.datamap.types import Declaration, RetentionClass
from privacy.datamap.vocabulary import OWN_DATE
from privacy.retention.queries import ends_of
from privacy.rights import registry, wording
from privacy.rights.registry import Opened, Presenter, Wording
from privacy.rights.types import Group, Part, Record, Span, Value

# What tells rows of a kind apart is shown although it says nothing about anybody; the download has the rest too.
NAMING = {"number", "reference", "kind"}
Ends = Mapping[str, dt.datetime]

# What an area's words say of a value it does not know, such as one written before its form changed: then the value is
# told as it stands, for the page that tells everything must not fail on one row.
ODD = (LookupError, TypeError, ValueError)


def records(
    said: Declaration,
    opened: Sequence[Opened],
    at: dt.datetime,
    parts: Mapping[Any, Sequence[Part]] | None = None,
    *,
    whole: bool = False,
) -> list[Record]:
    """Each row as a record; `parts` by primary key hang on them. `whole`: also what tells nothing about anybody.

    Every personal field that holds something is in it: told by its area, or by its name.
    """
    shows = registry.presenter(said.model)
    words, ends = _words(shows, opened), ends_of(said, at)
    return [
        _record(said, shows, words, one, ends(one[0]), (parts or {}).get(one[0].pk, ()), at=at, whole=whole)
        for one in opened
    ]


def spans(said: Declaration, opened: Sequence[Opened], at: dt.datetime) -> list[Span]:
    """The clocks of a kind, the shortest first, each with its fields, and when it ends for the newest row."""
    shows, row = registry.presenter(said.model), locks.row_clock(said, at)
    groups: dict[RetentionClass, list[str]] = {}
    for name in said.personal:
        if clock := locks.field_clock(said, name, at):
            groups.setdefault(clock, []).append(name)
    ends = ends_of(said, at)(opened[0][0]) if opened else {}
    ends = {name: end for name, end in ends.items() if end > at}
    found = [
        Span(
            what="" if len(groups) == 1 else _called(said, shows, names, rest=clock == row),
            clock=clock.title,
            because=clock.because,
            until=ends.get(names[0]),
        )
        for clock, names in groups.items()
    ]
    return sorted(found, key=lambda span: span.until or dt.datetime.max.replace(tzinfo=dt.UTC))


def name_of(shows: Presenter, said: Declaration, name: str) -> str:
    """What a field is called."""
    return str(shows.names.get(name) or wording.name_of(said.model._meta.get_field(name)))  # type: ignore[arg-type]  # concrete


def _called(said: Declaration, shows: Presenter, names: Sequence[str], *, rest: bool) -> str:
    return gettext("Everything else") if rest else wording.listed(name_of(shows, said, name) for name in names)


def _record(
    said: Declaration,
    shows: Presenter,
    words: Mapping[str, Wording],
    opened: Opened,
    ends: Ends,
    parts: Sequence[Part],
    *,
    at: dt.datetime,
    whole: bool,
) -> Record:
    row, values = opened
    since = _since(said, values, at)
    texts = {name: _text(said, words, row, name, values) for name in _ordered(shows, values)}
    shown = {name: text for name, text in texts.items() if text and _is_shown(said, shows, name, whole=whole)}
    title = shows.title(row, values)
    told = {*shows.told, *shows.aside, *(name for name, text in shown.items() if text == title)}
    told |= {said.since} if since else set()
    technical = [name for name in shown if not (name in said.personal or name in NAMING or name in told)]

    def listed(names: Sequence[str]) -> list[Value]:
        return [Value(name_of(shows, said, name), shown[name]) for name in names if name in shown]

    return Record(
        since=since,
        title=title,
        groups=_grouped(
            said, shows, {name: shown[name] for name in shown if name not in told and name not in technical}, ends
        ),
        links=shows.links(row, values),
        told=listed(shows.told),
        aside=listed([*shows.aside, *technical]),
        parts=parts,
    )


def _is_shown(said: Declaration, shows: Presenter, name: str, *, whole: bool) -> bool:
    own_date = name == said.since and said.kept == OWN_DATE  # which is when it goes
    return not (own_date or name in shows.within) and (whole or name in said.personal or name in NAMING)


def _since(said: Declaration, values: Mapping[str, Any], at: dt.datetime) -> dt.date | None:
    """The day a record stands under: when its clock started, if that has come and tells something of its person."""
    since = values.get(said.since) if said.since in said.personal else None
    if isinstance(since, dt.datetime):
        return since if since <= at else None
    return since if isinstance(since, dt.date) else None


def _words(shows: Presenter, opened: Sequence[Opened]) -> Mapping[str, Wording]:
    """The area's words for these rows; none where one of them holds what the area does not know."""
    with contextlib.suppress(*ODD):
        return shows.words(opened)
    return {}


def _ordered(shows: Presenter, values: Mapping[str, Any]) -> list[str]:
    return [*(name for name in shows.first if name in values), *(name for name in values if name not in shows.first)]


def _text(said: Declaration, words: Mapping[str, Wording], row: Any, name: str, values: Mapping[str, Any]) -> str:
    value = values[name]
    if name in words:
        if value in wording.NOTHING:
            return ""
        with contextlib.suppress(*ODD):
            return words[name](row, value)
    if name in said.personal and wording.is_hidden(said.personal[name]):
        return gettext("set, stored as a one-way hash") if value else ""
    if value == 0 and not isinstance(value, bool):
        return ""
    currency = str(values.get("currency") or "") if name.endswith("_minor") else ""
    return wording.value_of(said.model._meta.get_field(name), value, currency=currency)  # type: ignore[arg-type]  # concrete


def _grouped(said: Declaration, shows: Presenter, shown: Mapping[str, str], ends: Ends) -> list[Group]:
    """What goes on the same day stands together; a record that says nothing else still says when it goes."""
    groups: dict[dt.datetime | None, list[Value]] = {}
    for name, text in shown.items():
        end = ends.get(name) if name in said.personal else ends.get("")
        groups.setdefault(end, []).append(Value(name_of(shows, said, name), text))
    return [Group(values, end) for end, values in groups.items()] or [Group([], ends.get(""))]
