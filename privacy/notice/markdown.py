"""The record of processing as Markdown: everything its JSON holds, a heading a part and an entry."""

from collections.abc import Iterator, Mapping
from typing import Any

NAMES = ("title", "name", "model", "id")


def markdown(said: Mapping[str, Any]) -> str:
    """The record whole, in the order in which it was put together."""
    lines = ["# Record of processing"]
    for part, held in said.items():
        lines += ["", f"## {_words(part)}"]
        if isinstance(held, Mapping):
            lines += ["", *_lines(held)]
        for entry in held if isinstance(held, list) else ():
            lines += ["", f"### {_name(entry)}", "", *_lines(entry)]
    return "\n".join(lines)


def _name(entry: Mapping[str, Any]) -> str:
    return next(str(entry[one]) for one in NAMES if entry.get(one))


def _lines(entry: Mapping[str, Any], depth: int = 0) -> Iterator[str]:
    for key, value in entry.items():
        head = f"{'  ' * depth}* {_words(key) if depth == 0 else key}:"
        if isinstance(value, Mapping) and value:
            yield head
            yield from _lines(value, depth + 1)
        else:
            yield f"{head} {_said(value)}"


def _said(value: Any) -> str:
    """A value in words; of several, each."""
    match value:
        case bool():
            return "yes" if value else "no"
        case list():
            return "; ".join(_said(one) for one in value) or "none"
        case Mapping():
            return ", ".join(_said(one) for one in value.values()) or "none"
    return str(value) or "none"


def _words(key: str) -> str:
    words = key.replace("_", " ")
    return words[:1].upper() + words[1:]
