"""The forms that stand on the site's pages, found by reading every page, and filled in as a visitor would."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import Resolver404, resolve
from PIL import Image

from kit import clock
from tests.attacks.access_rules import RULES, Gate
from tests.attacks.cast import MARKS, PASSWORD, Cast
from tests.attacks.reach import insider, path_of
from tests.attacks.single_request import ask

Attributes = dict[str, str]
BY_NAME = {"country": "DE", "postal_code": "10115", "birth_year": "1988", "password1": "a quiet lacquer bowl"}
NOBODYS = {"website"}  # no visitor sees it: who fills it in is a program
BY_TYPE = {
    "email": "ada@example.net",
    "tel": "+493012345678",
    "url": "https://example.org/",
    "password": PASSWORD,
    "number": "1",
}


@dataclass
class Form:
    """One form: where it goes, its controls, and the button it is sent with."""

    action: str
    controls: list[tuple[str, Attributes]] = field(default_factory=list)
    buttons: list[Attributes] = field(default_factory=list)


@dataclass(frozen=True)
class Sent:
    """A form filled in: the address it goes to, who sends it, and what."""

    name: str
    who: str
    path: str
    data: dict[str, Any]
    controls: tuple[tuple[str, Attributes], ...] = ()


def sent(cast: Cast) -> list[Sent]:
    """Every form of every page, from whoever is let in; of forms that look alike the first."""
    found: dict[tuple[str, str, str], Sent] = {}
    for who, page, html in _pages(cast):
        for one in on_page(who, page, html):
            found.setdefault((one.name, who, "&".join(sorted(one.data))), one)
    return list(found.values())


def on_page(who: str, page: str, html: str) -> Iterator[Sent]:
    """The forms of one page that may be sent, with each of their first buttons."""
    for form in _read(html):
        address = urljoin(page, form.action)
        if (name := _name_of(urlsplit(address).path)) and "POST" in RULES[name].methods:
            for button in form.buttons[:3] or [{}]:
                yield Sent(name, who, address, _filled(form, button), tuple(form.controls))


def _pages(cast: Cast) -> Iterator[tuple[str, str, str]]:
    for name, rule in RULES.items():
        path = path_of(name, cast)
        readers = {insider(rule, cast), "anonymous"} if rule.gate is Gate.EVERYBODY else {insider(rule, cast)}
        for who in sorted(readers):
            # What opens something at the desk is a POST that answers with a page.
            for method in ("GET", "POST") if rule.gate is Gate.DESK else ("GET",):
                answer = ask(cast.clients[who], method, path) if method in rule.methods else None
                if answer is not None and "html" in answer.headers.get("Content-Type", ""):
                    yield who, path, answer.body.decode()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.open: Form | None = None
        self.select: tuple[Attributes, list[Attributes]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.open = Form(said.get("action", "")) if said.get("method", "").lower() == "post" else None
            self.forms += [self.open] if self.open else []
        elif self.open is None:
            return
        elif tag == "button":
            self.open.buttons += [said] if said.get("name") else []
        elif tag == "select":
            self.select = (said, [])
        elif tag == "option" and self.select:
            self.select[1].append(said)
        elif tag in {"input", "textarea"} and said.get("name"):
            self.open.controls.append((said.get("type", "text") if tag == "input" else tag, said))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = None
        if tag == "select" and self.select and self.open:
            said, options = self.select
            chosen = [one for one in options if "selected" in one] or [one for one in options if one.get("value")]
            self.open.controls.append(("select", said | {"value": chosen[0].get("value", "") if chosen else ""}))
            self.select = None


def _read(html: str) -> list[Form]:
    reader = _Reader()
    reader.feed(html)
    return reader.forms


def _name_of(path: str) -> str:
    try:
        name = resolve(path).view_name
    except Resolver404:
        return ""
    return name if name in RULES else ""


def _filled(form: Form, button: Attributes) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for kind, said in form.controls:
        if kind in {"radio", "checkbox"} and said["name"] in data and "checked" not in said:
            continue
        data[said["name"]] = _value(kind, said)
    return data | ({button["name"]: button.get("value", "")} if button else {})


def _value(kind: str, said: Attributes) -> Any:
    if said.get("value") or kind == "select" or said["name"] in NOBODYS:
        return said.get("value", "")
    if kind == "file":
        return picture()
    if kind in {"radio", "checkbox"}:
        return "on"
    if kind == "date":
        return clock.now().date().isoformat()
    if kind == "email" and said["name"] in {"login", "email"}:
        return f"{MARKS['owner'].lower()}@example.org"
    return BY_NAME.get(said["name"]) or BY_TYPE.get(kind) or "Words of a visitor"


def picture() -> SimpleUploadedFile:
    """A small picture that is one."""
    drawn = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(drawn, "PNG")
    return SimpleUploadedFile("paper.png", drawn.getvalue(), "image/png")
