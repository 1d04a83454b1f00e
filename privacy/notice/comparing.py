"""What differs between two versions: the declarations, item by item, and the words, clause by clause."""

import datetime as dt
import difflib
import re
from collections.abc import Iterator, Mapping
from typing import Any

from kit.clock import Period
from privacy.notice.types import Clause, ClauseDiff, Declared, titled

ANY_DAY = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
# Words of letters and digits, or single signs: Chinese is compared sign by sign.
TOKENS = re.compile(r"[A-Za-z0-9À-ſ'’]+|\s+|.", re.DOTALL)
Skeleton = Mapping[str, Any]


def declarations(old: Skeleton, new: Skeleton) -> list[Declared]:
    """Every difference between two skeletons. What takes more, gives more away or keeps longer `grows`."""
    parts = (_purposes, _recipients, _stores, _clocks, _fields, _browser)
    return [one for part in parts for one in part(old, new)]


def texts(old: Mapping[str, Clause], new: Mapping[str, Clause]) -> list[ClauseDiff]:
    """Every clause that differs, in the order of the new version; clauses that went stand last."""
    found = []
    for key, clause in new.items():
        before = old.get(key)
        if before is None:
            found.append(ClauseDiff(key, clause.title, "new", (("new", clause.text),)))
        elif _whole(before) != _whole(clause):
            title = clause.title
            if before.title != clause.title:
                found.append(ClauseDiff(key, title, "changed", _pieces(_whole(before), _whole(clause))))
            else:
                found.append(ClauseDiff(key, title, "changed", _pieces(before.text, clause.text)))
    gone = [one for key, one in old.items() if key not in new]
    return found + [ClauseDiff(one.key, one.title, "gone", (("gone", one.text),)) for one in gone]


def _whole(clause: Clause) -> str:
    return titled(clause.title, clause.text)


def _pieces(before: str, after: str) -> tuple[tuple[str, str], ...]:
    old, new = TOKENS.findall(before), TOKENS.findall(after)
    pieces: list[tuple[str, str]] = []
    for tag, i, j, k, m in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(("same", "".join(old[i:j])))
            continue
        if j > i:
            pieces.append(("gone", "".join(old[i:j])))
        if m > k:
            pieces.append(("new", "".join(new[k:m])))
    return tuple(pieces)


def _purposes(old: Skeleton, new: Skeleton) -> Iterator[Declared]:
    before, after = old["purposes"], new["purposes"]
    for one in sorted(after.keys() - before.keys()):
        yield Declared(f"purpose:{one}", "purpose-new", one, "", after[one], grows=True)
    for one in sorted(before.keys() - after.keys()):
        yield Declared(f"purpose:{one}", "purpose-gone", one, before[one], "", grows=False)
    for one in sorted(before.keys() & after.keys()):
        if before[one] != after[one]:
            yield Declared(f"basis:{one}", "basis-changed", one, before[one], after[one], grows=True)


def _recipients(old: Skeleton, new: Skeleton) -> Iterator[Declared]:
    before, after = old["recipients"], new["recipients"]
    for one in sorted(after.keys() - before.keys()):
        yield Declared(f"recipient:{one}", "recipient-new", one, "", ", ".join(after[one]), grows=True)
    for one in sorted(before.keys() - after.keys()):
        yield Declared(f"recipient:{one}", "recipient-gone", one, ", ".join(before[one]), "", grows=False)
    for one in sorted(before.keys() & after.keys()):
        (old_region, *old_uses), (region, *uses) = before[one], after[one]
        if region != old_region:
            yield Declared(f"region:{one}", "recipient-moved", one, old_region, region, grows=True)
        if added := sorted(set(uses) - set(old_uses)):
            yield Declared(f"engaged:{one}", "recipient-use", one, ", ".join(old_uses), ", ".join(added), grows=True)
        if left := sorted(set(old_uses) - set(uses)):
            yield Declared(f"released:{one}", "recipient-less", one, ", ".join(left), "", grows=False)


def _stores(old: Skeleton, new: Skeleton) -> Iterator[Declared]:
    """Where data rests: another country is another law. The first versions did not say it yet."""
    before, after = old.get("stores", {}), new.get("stores", {})
    for one in sorted(after.keys() - before.keys()):
        yield Declared(f"store:{one}", "store-new", one, "", after[one], grows=True)
    for one in sorted(before.keys() - after.keys()):
        yield Declared(f"store:{one}", "store-gone", one, before[one], "", grows=False)
    for one in sorted(before.keys() & after.keys()):
        if before[one] != after[one]:
            yield Declared(f"country:{one}", "store-moved", one, before[one], after[one], grows=True)


def _clocks(old: Skeleton, new: Skeleton) -> Iterator[Declared]:
    before, after = old["clocks"], new["clocks"]
    for one in sorted(before.keys() & after.keys()):
        if before[one] != after[one]:
            longer = _length(after[one]) > _length(before[one])
            kind = "clock-longer" if longer else "clock-shorter"
            yield Declared(f"clock:{one}", kind, one, _told(before[one]), _told(after[one]), grows=longer)


def _fields(old: Skeleton, new: Skeleton) -> Iterator[Declared]:
    before, after = old["fields"], new["fields"]
    known = {said["category"] for said in before.values()}
    for kind in sorted({said["category"] for said in after.values()} - known):
        yield Declared(f"category:{kind}", "category-new", kind, "", kind, grows=True)
    yield from _grouped("fields", "fields-new", after, after.keys() - before.keys(), grows=True)
    yield from _grouped("less", "fields-gone", before, before.keys() - after.keys(), grows=False)
    for one in sorted(before.keys() & after.keys()):
        yield from _field(one, before[one], after[one], old["clocks"], new["clocks"])
    for label in sorted(old["rows"].keys() & new["rows"].keys()):
        since, other = old["rows"][label][1], new["rows"][label][1]
        if since != other:
            yield Declared(f"since:{label}", "clock-start", label, since, other, grows=True)


def _grouped(prefix: str, kind: str, fields: Skeleton, names: Any, *, grows: bool) -> Iterator[Declared]:
    """New or gone fields together by model, so that one sentence explains one thing."""
    models: dict[str, list[str]] = {}
    for one in sorted(names):
        models.setdefault(one.rpartition(".")[0], []).append(one)
    for label, places in models.items():
        told = ", ".join(f"{place.rpartition('.')[2]} ({fields[place]['category']})" for place in places)
        yield Declared(f"{prefix}:{label}", kind, label, "" if grows else told, told if grows else "", grows=grows)


def _field(place: str, before: Any, after: Any, old_clocks: Any, new_clocks: Any) -> Iterator[Declared]:
    if before["category"] != after["category"]:
        yield Declared(f"kind:{place}", "field-kind", place, before["category"], after["category"], grows=True)
    for key, kind in (("for", "field-use"), ("shared_with", "field-shared")):
        if added := sorted(set(after[key]) - set(before[key])):
            yield Declared(f"{key}:{place}", kind, place, ", ".join(before[key]), ", ".join(added), grows=True)
        elif left := sorted(set(before[key]) - set(after[key])):
            yield Declared(f"{key}:{place}", f"{kind}-less", place, ", ".join(left), "", grows=False)
    if before["kept"] != after["kept"]:
        old, new = old_clocks.get(before["kept"], [0, 0, 0]), new_clocks.get(after["kept"], [0, 0, 0])
        longer = _length(new) > _length(old)
        kind = "field-longer" if longer else "field-shorter"
        yield Declared(f"kept:{place}", kind, place, before["kept"], after["kept"], grows=longer)
    if before["at_end"] != after["at_end"]:
        yield Declared(f"ending:{place}", "field-ending", place, before["at_end"], after["at_end"], grows=True)


def _browser(old: Skeleton, new: Skeleton) -> Iterator[Declared]:
    before, after = old["browser"], new["browser"]
    for one in sorted(after.keys() - before.keys()):
        yield Declared(f"browser:{one}", "browser-new", one, "", one, grows=True)
    for one in sorted(before.keys() - after.keys()):
        yield Declared(f"browser:{one}", "browser-gone", one, one, "", grows=False)


def _length(period: list[int]) -> dt.datetime:
    return Period(*period).after(ANY_DAY)


def _told(period: list[int]) -> str:
    return " ".join(f"{count}{unit}" for count, unit in zip(period, "YMD", strict=True) if count) or "0"
