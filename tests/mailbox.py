"""Reading in tests the mails the site has posted, as their addressees would."""

import re
from dataclasses import dataclass

from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.datamap.vocabulary import SELF
from privacy.handles.models import Handle
from privacy.sharing import queries


@dataclass(frozen=True)
class Mail:
    """One posted message in clear."""

    to: str
    subject: str
    text: str
    html: str

    @property
    def code(self) -> str:
        """The six digits that stand on a line of their own."""
        found = re.search(r"^(\d{6})$", self.text, re.MULTILINE)
        assert found, self.text
        return found[1]

    @property
    def link(self) -> str:
        """The path of the first link."""
        found = re.search(r"https?://[^/\s]+(/\S+)", self.text)
        assert found, self.text
        return found[1]


def mails() -> list[Mail]:
    """Every message, newest first, each as it was on its day: a month later its words are over."""
    shown = []
    for message in queries.messages():
        with acting(SELF, by=Actor.person(message.person_id), at=message.created_at):
            handle = Handle.objects.filter(person_id=message.person_id, index=message.handle_index).first()
            to = str(handle.value) if handle else ""
            shown.append(Mail(to, str(message.subject), str(message.text), str(message.html or "")))
    return shown


def newest(to: str) -> Mail:
    """The newest message to an address."""
    return next(mail for mail in mails() if mail.to == to)
