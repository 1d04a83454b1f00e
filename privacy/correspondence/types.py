"""Mailboxes, sorts and what is read out of a mail."""

import datetime as dt
import enum
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

# Words shown to people: plain or lazily translated.
Text = Any


class Nature(enum.StrEnum):
    """Who wrote a mail: somebody, or a program (RFC 3834). Programs are never answered by one."""

    PERSON = "person"
    AUTOMATIC = "automatic"
    LIST = "list"
    BOUNCE = "bounce"
    OURS = "ours"


class Status(enum.StrEnum):
    """Where a ticket stands: somebody waits for us, was answered, or it is over."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"
    SPAM = "spam"


STATUS_TITLES: Mapping[str, Text] = {
    Status.OPEN: _("waits for us"),
    Status.ANSWERED: _("answered"),
    Status.CLOSED: _("closed"),
    Status.SPAM: _("unwanted"),
}


@dataclass(frozen=True, slots=True)
class Sort:
    """A kind of mail. `words` tell it, per language; `right` names the right it asks for, if it asks for one.

    `confidential` mail is opened only by posts that answer requests about data; `clocked` mail waits for an answer.
    `told(said, subject)` tells beyond doubt, whichever address it came to and whatever other words stand there.
    """

    id: str
    title: Text
    words: Mapping[str, Sequence[str]] = field(default_factory=dict)
    right: str = ""
    confidential: bool = False
    clocked: bool = True
    told: Callable[[str, str], bool] | None = None


@dataclass(frozen=True, slots=True)
class Mailbox:
    """An address of ours, by what stands before the @. What comes here and fits no words is of the sort `sort`;
    with `always` the words are not asked. Answers about a right come to the one `for_rights`."""

    local: str
    title: Text
    sort: str
    always: bool = False
    public: bool = True
    for_rights: bool = False


class NotTaken(ValueError):
    """A mail that is refused for good: too large, no mail at all, or to nobody here."""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file that came with a mail."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Envelope:
    """What a mail says of itself before it is read: the least that is needed to store it safely."""

    sender: str
    message_id: str
    ids: tuple[str, ...]
    nature: Nature
    quiet: bool
    reference: str
    digest: str


@dataclass(frozen=True, slots=True)
class Contents:
    """A mail as it is read. `whole` is false when something of it could not be read and the original is kept."""

    subject: str
    text: str
    said: str
    language: str
    files: tuple[Enclosed, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class Sorted:
    """A fact for the rooms above: a letter of a person has been sorted. Opaque values only.

    `handle_index` is the keyed hash of the address it claims to come from; nothing proves yet that it does.
    """

    letter_id: uuid.UUID
    ticket_id: uuid.UUID
    reference: str
    person_id: uuid.UUID
    handle_index: str
    sort: str
    right: str
    language: str
    at: dt.datetime
