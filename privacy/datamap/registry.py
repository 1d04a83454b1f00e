"""What has been declared, in memory, filled while the apps start."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from django.db.models import Model

from privacy.datamap.types import Category, Declaration, Purpose, Recipient, RetentionClass, Role

Entry = TypeVar("Entry", Purpose, Category, RetentionClass, Recipient, Role)

declarations: dict[type[Model], Declaration] = {}
purposes: dict[str, Purpose] = {}
categories: dict[str, Category] = {}
clocks: dict[str, RetentionClass] = {}
recipients: dict[str, Recipient] = {}
roles: dict[str, Role] = {}
repeated: list[str] = []


def fill(register: dict[str, Entry], entries: Iterable[Entry]) -> None:
    """Add entries by id; the same id may not mean two things."""
    for entry in entries:
        if register.setdefault(entry.id, entry) != entry:
            raise ValueError(f"{type(entry).__name__} {entry.id!r} is declared twice")


def declare(model: type[Model], said: Declaration) -> None:
    """Remember a model's declaration; a second one is reported by the checks."""
    if model in declarations:
        repeated.append(said.label)
    declarations[model] = said


def snapshot() -> Mapping[type[Model], Declaration]:
    """All declarations, for reading."""
    return declarations
