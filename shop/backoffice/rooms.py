"""The rooms of the desk, as its header, its foot and its first page show them: to each post what it may enter."""

import functools
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import resolve, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from privacy.datamap import queries as datamap
from privacy.datamap.types import Text


@dataclass(frozen=True, slots=True)
class Room:
    """A page of the desk that stands for its area."""

    title: Text
    page: str

    @property
    def address(self) -> str:
        """Where it is, in the active language."""
        return reverse(f"desk:{self.page}")


@dataclass(frozen=True, slots=True)
class Wing:
    """Rooms that belong together."""

    title: Text
    rooms: Sequence[Room]


DAILY = Wing(
    _("Every day"),
    (
        Room(_("Orders"), "orders"),
        Room(_("Pieces"), "pieces"),
        Room(_("Mail"), "mail"),
        Room(_("Requests"), "requests"),
        Room(_("People"), "people"),
    ),
)
WINGS = (
    DAILY,
    Wing(
        _("What people ask of us"),
        (
            Room(_("Children and guardians"), "children"),
            Room(_("Words about our promises"), "words"),
            Room(_("Disputes"), "disputes"),
            Room(_("Changes"), "changes"),
        ),
    ),
    Wing(
        _("Where data goes"),
        (
            Room(_("Recipients"), "recipients"),
            Room(_("Places"), "places"),
            Room(_("Publications demanded"), "publications"),
            Room(_("Transfers of the studio"), "transfers"),
        ),
    ),
    Wing(
        pgettext_lazy("wing of the desk", "The house"),
        (
            Room(_("Incidents"), "incidents"),
            Room(_("Staff"), "staff"),
            Room(_("Training"), "training"),
            Room(_("Emergency access"), "emergency"),
            Room(_("Weak spots"), "weak-spots"),
            Room(_("Evidence"), "evidence"),
        ),
    ),
)


def open_to(role_id: str) -> list[Wing]:
    """The wings with those of their rooms that this post may enter."""
    may = allowed(role_id)
    wings = [Wing(wing.title, [room for room in wing.rooms if asked_at(f"desk:{room.page}") <= may]) for wing in WINGS]
    return [wing for wing in wings if wing.rooms]


def allowed(role_id: str) -> frozenset[str]:
    """The ids of a post's purposes."""
    role = datamap.role(role_id)
    return frozenset(one.id for one in role.purposes) if role else frozenset()


@functools.cache
def asked_at(page: str) -> frozenset[str]:
    """The ids of the purposes a page asks for, none for a public one; looked up once: each page shows the rooms."""
    return frozenset(one.id for one in vars(resolve(reverse(page)).func).get("purposes", ()))
