"""The least that is read of a mail before it is stored: who sends it, what it follows, whether a program wrote it."""

import hashlib
import re
import uuid
from email.message import Message
from email.parser import BytesHeaderParser
from email.policy import compat32
from email.utils import getaddresses

from django.core.exceptions import ValidationError

from privacy.correspondence.parsing.decoding import header
from privacy.correspondence.types import Envelope, Nature, NotTaken
from privacy.handles.types import Kind, normalised

LONGEST_HEAD = 256 * 1024
MESSAGE_ID = re.compile(r"<[^<>\s]{1,400}>")
REFERENCE = re.compile(r"\bM-[23456789ABCDEFGHJKMNPQRSTVWXYZ]{8}\b", re.IGNORECASE)
ROBOTS = re.compile(
    r"^(mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?|auto-?reply|daemon)\b", re.IGNORECASE
)
PERMANENT = re.compile(rb"^Status:\s*(5\.\d{1,3}\.\d{1,3})", re.IGNORECASE | re.MULTILINE)
BULK = {"bulk", "junk", "list", "auto_reply"}
LIST_HEADERS = ("list-id", "list-post", "list-unsubscribe")
AUTO_HEADERS = ("x-autoreply", "x-autorespond", "x-auto-response-id")
MOST_IDS = 50
REPORT = 1_000_000


def envelope(raw: bytes, *, mail_from: str, tag: str, domain: str) -> Envelope:
    """What a mail says of itself. `mail_from` is the envelope's sender, `tag` what stood behind the + of our address.

    Raises `NotTaken` for what is no mail: no header at all, or a head without end.
    """
    head, body = _split(raw)
    mail = BytesHeaderParser(policy=compat32).parsebytes(head)
    sender, own_id = _sender(mail), _ids(mail, "message-id")[:1]
    follows = (*_ids(mail, "in-reply-to"), *reversed(_ids(mail, "references")))[:MOST_IDS]
    subject = header(_raw(mail, "subject"))
    found = REFERENCE.search(tag) or REFERENCE.search(subject)
    digest = hashlib.sha256("\n".join((*own_id, sender, subject)).encode() + b"\n" + body).hexdigest()
    return Envelope(
        sender=sender,
        message_id="".join(own_id),
        ids=follows,
        nature=_nature(mail, mail_from, sender, domain),
        quiet="x-auto-response-suppress" in mail,
        reference=found[0].upper() if found else "",
        digest=digest,
    )


def bounced(raw: bytes, *, domain: str) -> tuple[uuid.UUID, str] | None:
    """The number of the mail of ours that came back for good, and the code it came back with; None for no such."""
    report = raw[:REPORT]
    status = PERMANENT.search(report)
    ours = re.search(rb"<([0-9a-f-]{36})@" + re.escape(domain.encode()) + rb">", report, re.IGNORECASE)
    if not (status and ours):
        return None
    try:
        return uuid.UUID(ours[1].decode()), status[1].decode()
    except ValueError:
        return None


def _split(raw: bytes) -> tuple[bytes, bytes]:
    ends = [at for end in (b"\r\n\r\n", b"\n\n") if (at := raw.find(end)) >= 0]
    at = min(ends) if ends else len(raw)
    if at > LONGEST_HEAD:
        raise NotTaken("the head has no end")
    if not re.match(rb"[!-9;-~]{1,200}[ \t]*:", raw):
        raise NotTaken("no mail: it has no header")
    return raw[:at] + b"\r\n\r\n", raw[at:].strip()


def _raw(mail: "Message[str, str]", name: str) -> str:
    return next((str(value) for key, value in mail.raw_items() if key.lower() == name), "")


def _ids(mail: "Message[str, str]", name: str) -> list[str]:
    return MESSAGE_ID.findall(header(_raw(mail, name)))


def _sender(mail: "Message[str, str]") -> str:
    """The first address in From, in its normal form; nothing when there is none that could be answered."""
    line = " ".join(_raw(mail, "from").split())[:2_000]
    try:
        found = getaddresses([line])
    except Exception:  # noqa: BLE001 - the standard library raises many kinds over addresses of strangers
        return ""
    for _name, address in found:
        try:
            return normalised(Kind.EMAIL, address)
        except ValidationError:
            continue
    return ""


def _nature(mail: "Message[str, str]", mail_from: str, sender: str, domain: str) -> Nature:
    local, _at, host = sender.partition("@")
    kind = header(_raw(mail, "content-type")).lower()
    if kind.startswith("multipart/report") or (not mail_from.strip("<> ") and ROBOTS.match(local)):
        return Nature.BOUNCE
    if host and host == domain.lower():
        return Nature.OURS
    if any(name in mail for name in LIST_HEADERS):
        return Nature.LIST
    said = header(_raw(mail, "auto-submitted")).lower().partition(";")[0].strip()
    precedence = header(_raw(mail, "precedence")).lower()
    robots = bool(ROBOTS.match(local)) or any(name in mail for name in AUTO_HEADERS)
    if said not in ("", "no") or precedence in BULK or robots or not mail_from.strip("<> "):
        return Nature.AUTOMATIC
    return Nature.PERSON
