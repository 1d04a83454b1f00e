"""Letters to write in tests, and reading what the site kept of them."""

import datetime as dt
import uuid
from typing import Any

from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.correspondence import services
from privacy.correspondence.models import Letter, Ticket
from privacy.datamap.vocabulary import ANSWER_MAIL

READER = Actor.system("test")


def mail(body: str = "Where is my parcel?", *, sender: str = "Mei <mei@example.org>", **headers: str) -> bytes:
    """A simple letter; `headers` are further lines, with _ for -."""
    lines = {"From": sender, "To": "hello@localhost", "Message-ID": f"<{uuid.uuid4()}@mail.example.org>"}
    lines |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value)
    return f"{head}\r\n{body}\r\n".encode()


def came_back(message_id: str) -> bytes:
    """What a mail server writes when it could not deliver a mail of ours after all."""
    body = (
        "--x\r\nContent-Type: message/delivery-status\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\n"
        f"--x\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {message_id}\r\n--x--"
    )
    kind = "multipart/report; report-type=delivery-status; boundary=x"
    return mail(body, sender="MAILER-DAEMON@mail.example.org", Content_Type=kind)


def take(
    raw: bytes, *, at: dt.datetime, to: str = "hello@localhost", mail_from: str = "x@example.org"
) -> Ticket | None:
    """Have a mail taken in and read; its conversation, None when nothing was stored."""
    letter_id = services.take(raw=raw, mail_from=mail_from, to=to, at=at)
    if letter_id is None:
        return None
    services.read(letter_id=letter_id, at=at)
    found: Ticket = Ticket.objects.get(letters=letter_id)
    return found


def taken(raw: bytes, *, at: dt.datetime, **how: str) -> Ticket:
    """As `take`, for a mail that must have been stored."""
    found = take(raw, at=at, **how)
    assert found
    return found


def opened(row: Any, name: str, *, at: dt.datetime) -> str:
    """A sealed field in clear."""
    with acting(ANSWER_MAIL, by=READER, at=at):
        return str(getattr(row, name).reveal())


def newest(ticket: Ticket) -> Letter:
    """The last letter of a conversation."""
    found: Letter | None = Letter.objects.filter(ticket=ticket).order_by("-at", "-read_at").first()
    assert found
    return found
