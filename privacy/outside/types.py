"""Where a link leads."""

from dataclasses import dataclass

from privacy.datamap.types import Text


class NotAnAddress(ValueError):
    """No address a page of ours may link to: another scheme, a name before the host, blanks or backslashes in it."""


@dataclass(frozen=True, slots=True)
class Destination:
    """A site elsewhere: the whole address, its host as people read it and as machines do (`xn--…`)."""

    url: str
    host: str
    ascii_host: str
    encrypted: bool

    @property
    def is_disguised(self) -> bool:
        """Whether the host has letters that can look like others: then both spellings are shown."""
        return self.host != self.ascii_host


@dataclass(frozen=True, slots=True)
class Known:
    """A site the studio links to often: who runs it, and what may happen to data there."""

    host: str
    title: Text
    happens: Text
