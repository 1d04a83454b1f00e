"""Signing in or sharing through a social network: declared, told before anybody goes there, undone at any time."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from privacy.datamap.types import Recipient, Text

_networks: dict[str, "Network"] = {}


@dataclass(frozen=True, slots=True)
class Scope:
    """One thing the network is asked for: its own word for it, what that is, and why we ask."""

    id: str
    title: Text
    why: Text


@dataclass(frozen=True, slots=True)
class Network:
    """A social network. `learns`: what it learns of us; `scopes`: what we ask it for; `entrance(state)`: where to go.

    The entrance is an https address without a `scope`: exactly the declared scopes are put in. Sharing something asks
    for none: then the address has no `scope` at all.
    """

    recipient: Recipient
    learns: tuple[Text, ...]
    scopes: tuple[Scope, ...]
    entrance: Callable[[str], str]

    def address(self, state: str) -> str:
        """Where a person goes who has read the page: the entrance with the declared scopes and no other."""
        parts = urlsplit(self.entrance(state))
        asked = [(name, value) for name, value in parse_qsl(parts.query) if name != "scope"]
        if self.scopes:
            asked.append(("scope", " ".join(one.id for one in self.scopes)))
        if parts.scheme != "https" or not parts.hostname:
            raise ValueError("an entrance is an https address")
        return urlunsplit(parts._replace(query=urlencode(asked), fragment=""))


def fill(networks: Iterable[Network]) -> None:
    """Make networks known, by their recipient's id. Called while the apps start."""
    _networks.update({one.recipient.id: one for one in networks})


def network(id: str) -> Network | None:  # noqa: A002 - the field's own word
    """A network by its id, or None."""
    return _networks.get(id)
