"""Text that would like to be something else, put by force into every text field of every model that is installed."""

import csv
import io
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from django.db import models

from kit import clock
from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.datamap import queries as datamap
from privacy.datamap.vocabulary import SELF
from privacy.vault.fields import SealedField, SealedJSON, SealedText

TAG, HANDLER = "x-hostile-7f3", "onhostile"
# One text that leaves an address, an attribute in either quotes, an element of raw text, a template and a format.
BREAKOUT = (
    f"javascript:alert(7)//\"{HANDLER}=1 x=\"'{HANDLER}=1 x='</script></textarea></title></style>-->"
    f"<{TAG} {HANDLER}=1>{{{{7|add:35}}}}{{0.__class__}}%(settings)s${{7*6}}"
)
NEWLINES = (
    "ada\r\nX-Hostile: 1\r\n\r\n<x-hostile-7f3>\x00\u2028\u2029\u0085"
    "\nX-Hostile: 2\rX-Hostile: 3\x0b\x0cX-Hostile: 4%0d%0aX-Hostile: 5\n\tX-Hostile: 6"
)
FORMULA = '=HYPERLINK("https://evil.example","ada")'
# What is not text by nature: an outbox shows a page as what it is, in a frame without any rights; a hash signs its
# owner out; of addresses and file names our own code makes every letter.
NO_TEXT = {
    "privacy_sharing.Message.html",
    "accounts.Account.password",
    "orders.OrderLine.slug",
    "orders.OrderLine.picture",
}
NO_TEXT |= {"privacy_correspondence.Ticket.clock"}  # the name of its clock, which our own code made
NO_TEXT |= {"catalogue.Picture.stem", "catalogue.Picture.share"}
# Values our own code writes and reads back as words of its own; nobody types them.
CODES = 64


def poison(text: str) -> list[str]:
    """Let every row say `text` wherever it holds text; which fields that are."""
    return sorted({label for model in datamap.installed_models() for label in _poisoned(model, text)})


def _poisoned(model: Any, text: str) -> Iterator[str]:
    fields = [one for one in model._meta.concrete_fields if _takes_text(one)]
    for row in model._base_manager.all() if fields else ():
        for field in fields:
            yield f"{model._meta.label}.{field.name}"
            model._base_manager.filter(pk=row.pk).update(**{field.name: _value(field, row, text)})


def _takes_text(field: Any) -> bool:
    model = field.model
    bound = {name for one in model._meta.constraints for name in getattr(one, "fields", ())}
    ours = model.__module__.split(".")[0] in {"privacy", "shop", "tests"}
    if not ours or field.name in bound or f"{model._meta.label}.{field.name}" in NO_TEXT:
        return False
    if isinstance(field, SealedText | SealedJSON):
        return True
    if not isinstance(field, models.CharField | models.TextField) or isinstance(field, models.SlugField):
        return False
    typed = field.max_length is None or field.max_length > CODES
    return typed and not (field.unique or field.primary_key or field.choices)


def _value(field: Any, row: Any, text: str) -> Any:
    if isinstance(field, SealedJSON):
        blob = row.__dict__[field.attname]
        if not blob:
            return None
        with acting(SELF, by=Actor.person(row.person_id), at=clock.now()):
            return field.seal(row, _leaves(getattr(row, field.name).reveal(), text))
    if isinstance(field, SealedField):
        return field.seal(row, text)
    clean = text.replace("\x00", "")  # no text column of PostgreSQL holds it
    return clean[: field.max_length] if field.max_length else clean


def _leaves(value: Any, text: str) -> Any:
    """The same shape with every text in it replaced; short ones are codes of countries and kinds."""
    if isinstance(value, dict):
        return {key: _leaves(one, text) for key, one in value.items()}
    if isinstance(value, list):
        return [_leaves(one, text) for one in value]
    return text if isinstance(value, str) and len(value) > 3 else value


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.marked = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == TAG or any(name.startswith(HANDLER) for name, _value in attrs):
            self.found.append(f"<{tag}> became an element")
        for name, value in attrs:
            if name in {"href", "src", "action", "formaction", "srcset", "data", "poster"}:
                self._address(tag, name, value or "")

    def handle_data(self, data: str) -> None:
        self.marked += TAG in data

    def _address(self, tag: str, name: str, value: str) -> None:
        scheme = "".join(letter for letter in value if letter > " ").lower().split(":")[0]
        if scheme in {"javascript", "vbscript", "data", "file", "view-source", "blob"}:
            self.found.append(f"<{tag} {name}={value[:40]!r}>")


def active(html: str) -> list[str]:
    """What of the hostile text a browser would take for more than text."""
    reader = _Reader()
    reader.feed(html)
    return reader.found


def shown(html: str) -> int:
    """How often the hostile text stands on the page as the text it is."""
    reader = _Reader()
    reader.feed(html)
    return reader.marked


def formulas(table: str) -> list[str]:
    """Cells a spreadsheet would calculate."""
    return [
        cell for row in csv.reader(io.StringIO(table)) for cell in row if cell.startswith(("=", "+", "-", "@", "\t"))
    ]
