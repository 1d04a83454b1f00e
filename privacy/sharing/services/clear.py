"""Declared fields that rest in clear, for the gate."""

import uuid
from dataclasses import dataclass
from typing import Any

from privacy.access import services as access
from privacy.access.types import Closed
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
        """The value itself; raises `Closed` when it may not be read for what is acting, as where a consent is missing,
        and `Expired` when its clock has ended and the sweep is late. The gate's own record tells who read it.
        """
        scope = access.current()
        if scope is None:
            raise Closed(f"{self.place}: no purpose is acting")
        if access.is_over(self.row, self.place):
            raise Expired(self.place)
        if not access.may_open(self.said, person_id=self.person_id, locked=False, place=self.place):
            raise Closed(f"{self.place} is not open for {scope.purpose.id}")
        return getattr(self.row, self.name)
