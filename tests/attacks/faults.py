"""Forms filled in wrongly, and how the page that comes back is read: what it says, keeps and puts the cursor into."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.attacks.forms import Attributes, Sent

WORDS = {"text", "textarea"}
BOXES = {"rights:stop": {"purposes"}}  # one of which has to be ticked: HTML has no word for that
ODD = {
    "email": "ada@",
    "number": "ten",
    "date": "2026-02-30",
    "url": "no address",
    "tel": "call me",
    "select": "nowhere",
    "radio": "nowhere",
}


@dataclass(frozen=True)
class Fault:
    """A form with one kind of fault in all its fields: what is sent, and the fields that have it."""

    kind: str
    data: dict[str, Any]
    names: frozenset[str]


def faults(one: Sent) -> Iterator[Fault]:
    """What must be filled in left out, more than fits, what is no such thing, a file that is none."""
    visible = {said["name"]: (kind, said) for kind, said in one.controls if kind not in {"hidden", "submit"}}
    needed = {name for name, (_kind, said) in visible.items() if "required" in said} | BOXES.get(one.name, set())
    much = {name: _too_much(said) for name, (kind, said) in visible.items() if kind in WORDS and "maxlength" in said}
    odd = {name: ODD[kind] for name, (kind, _said) in visible.items() if kind in ODD}
    files = {name: no_picture() for name, (kind, _said) in visible.items() if kind == "file"}
    left = {name: value for name, value in one.data.items() if name not in needed}
    left |= {name: "" for name in needed if visible[name][0] not in {"radio", "checkbox", "file"}}
    wrong = {"empty": (left, needed), "long": (one.data | much, much), "odd": (one.data | odd, odd)}
    for kind, (data, names) in (wrong | {"file": (one.data | files, files)}).items():
        if names:
            yield Fault(kind, data, frozenset(names))


def _too_much(said: Attributes) -> str:
    return ("many words " * 3000)[: int(said["maxlength"])] + "x"


def no_picture() -> SimpleUploadedFile:
    """A programme under a picture's name."""
    return SimpleUploadedFile("paper.png", b"MZ\x00 this is no picture", "image/png")


@dataclass
class Control:
    """One control as it came back, with what stands in it."""

    kind: str
    said: Attributes
    value: str = ""
    chosen: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.said.get("name", "")

    @property
    def is_wrong(self) -> bool:
        return self.said.get("aria-invalid") == "true"


class Page(HTMLParser):
    """The forms of a page, in order, and the text of everything that has an id."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[list[Control]] = []
        self.loose: list[Control] = []
        self.focused: list[Attributes] = []
        self._open: list[Control] | None = None
        self._select: Control | None = None
        self._area: Control | None = None
        self.html = html
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if "autofocus" in said:
            self.focused.append(said)
        if tag == "form":
            self._open = []
            self.forms.append(self._open)
        elif tag in {"input", "textarea", "select"}:
            kind = said.get("type", "text") if tag == "input" else tag
            made = Control(kind, said, said.get("value", ""))
            (self.loose if self._open is None else self._open).append(made)
            self._select = made if tag == "select" else self._select
            self._area = made if tag == "textarea" else None
        elif tag == "option" and self._select and "selected" in said:
            self._select.chosen.append(said.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self._area:
            self._area.value += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "select":
            self._select = None
        elif tag == "textarea":
            self._area = None

    def text_of(self, id_: str) -> str:
        """What stands in the element with this id."""
        found = re.search(rf'id="{re.escape(id_)}"[^>]*>(.*?)</(p|ul|div)>', self.html, re.DOTALL)
        return re.sub(r"<[^>]+>", "", found[1]).strip() if found else ""
