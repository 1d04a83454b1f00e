"""Declared fields that rest in clear, for the gate."""

import uuid
from dataclasses import dataclass
from typing import Any

from privacy.access import services as access
from privacy.datamap import queries as datamap
from privacy.datamap.types import Personal
from privacy.people.models import AboutPerson
from privacy.vault.types import Expired


@dataclass(frozen=True, slots=True)
class Clear:
    """A declared field that rests in clear, as the gate takes it: what `Sealed` is to a sealed one."""

    row: AboutPerson
    name: str

    @property
    def place(self) -> str:
        """The field: app.Model.field."""
        return f"{self.row._meta.label}.{self.name}"

    @property
    def person_id(self) -> uuid.UUID:
        """Whose it is."""
        return self.row.person_id

    @property
    def said(self) -> Personal:
        """What was declared of it; raises `Undeclared`."""
        return datamap.personal(type(self.row), self.name)

    def reveal(self) -> Any:
        """The value itself; raises `Expired` when its clock has ended and the sweep is late."""
        if access.is_over(self.row, self.place):
            raise Expired(self.place)
        return getattr(self.row, self.name)
