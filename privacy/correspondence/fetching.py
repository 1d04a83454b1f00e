"""A mailbox on another server, read by IMAP: resumable, twice is once, and what is kept here is deleted there."""

import contextlib
import datetime as dt
import logging
import re
import ssl
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import transaction
from imap_tools import BaseMailBox, MailBox

from kit.failpoints import hit
from privacy.correspondence import services
from privacy.correspondence.models import Fetched
from privacy.correspondence.types import NotTaken

SECONDS = 30
MOST_AT_ONCE = 200
SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
RECIPIENT = re.compile(rb"^(?:Delivered-To|X-Original-To|Envelope-To|To|Cc):((?:[^\r\n]|\r?\n[ \t])*)", re.I | re.M)
ADDRESS = re.compile(r"[^\s<>,;:\"()]+@[^\s<>,;:\"()]+")
RETURN_PATH = re.compile(rb"^Return-Path:[ \t]*<([^\r\n<>]*)>", re.I | re.M)
HEAD = 64 * 1024

log = logging.getLogger(__name__)


def fetch(*, at: dt.datetime) -> int:
    """Store what came in since the last call; returns how many. Nothing where no mailbox is named.

    Each mail is committed with how far we are, then deleted there: a call that dies is taken up by the next one.
    Raises what the connection raises; a certificate that is not the server's is such an error.
    """
    if not settings.PRIVACY_IMAP_HOST:
        return 0
    with _connection() as box:
        fetched = _place(box)
        count = 0
        for uid in _new(box, fetched.last):
            count += _one(box, fetched, uid, at)
        return count


@contextlib.contextmanager
def _connection() -> Iterator[BaseMailBox]:
    context = ssl.create_default_context(cafile=settings.PRIVACY_IMAP_AUTHORITIES or None)
    box = MailBox(settings.PRIVACY_IMAP_HOST, settings.PRIVACY_IMAP_PORT, timeout=SECONDS, ssl_context=context)
    folder = settings.PRIVACY_IMAP_FOLDER
    with box.login(settings.PRIVACY_IMAP_USER, settings.PRIVACY_IMAP_PASSWORD, initial_folder=folder) as ready:
        yield ready


def _place(box: BaseMailBox) -> Fetched:
    """How far this folder has been read. A folder that was made anew is read from its beginning."""
    folder = settings.PRIVACY_IMAP_FOLDER
    epoch = int(box.folder.status(folder, ["UIDVALIDITY"])["UIDVALIDITY"])
    fetched, _created = Fetched.objects.get_or_create(folder=folder, defaults={"epoch": epoch, "last": 0})
    if fetched.epoch != epoch:
        fetched.epoch, fetched.last = epoch, 0
        fetched.save()
    return fetched


def _new(box: BaseMailBox, last: int) -> list[int]:
    """The numbers after `last`, in order. Servers answer `n:*` with the newest mail even when there is none after n."""
    found = {int(uid) for uid in box.uids(f"UID {last + 1}:*")}
    return sorted(uid for uid in found if uid > last)[:MOST_AT_ONCE]


def _one(box: BaseMailBox, fetched: Fetched, uid: int, at: dt.datetime) -> int:
    raw = _raw(box, uid)
    with transaction.atomic():
        kept = raw is not None and _take(raw, at)
        Fetched.objects.filter(pk=fetched.pk).update(last=uid)
    hit("mail.fetched")
    if kept:  # what was refused stays there for a human to look at
        box.delete(str(uid))
    return int(kept)


def _raw(box: BaseMailBox, uid: int) -> bytes | None:
    """The mail as it came; None for one that is gone or too large."""
    told = SIZE.search(b" ".join(_flat(box.client.uid("FETCH", str(uid), "(RFC822.SIZE)")[1])))
    if told is None or int(told[1]) > settings.PRIVACY_MAIL_LARGEST:
        return None
    answer = box.client.uid("FETCH", str(uid), "(BODY.PEEK[])")[1]
    return next((bytes(one[1]) for one in answer if isinstance(one, tuple) and len(one) > 1), None)


def _flat(answer: Any) -> list[bytes]:
    return [part for one in answer if one for part in (one if isinstance(one, tuple) else (one,))]


def _take(raw: bytes, at: dt.datetime) -> bool:
    path = RETURN_PATH.search(raw[:HEAD])
    mail_from = path[1].decode("ascii", "replace") if path else "unknown"
    try:
        services.take(raw=raw, mail_from=mail_from, to=_recipient(raw), at=at)
    except NotTaken:
        log.warning("a mail in the mailbox was refused; it stays there")
        return False
    return True


def _recipient(raw: bytes) -> str:
    """The address of ours a mail came to, as its head tells; the first of ours where it names none."""
    lines = (found[1].decode("ascii", "replace") for found in RECIPIENT.finditer(raw[:HEAD]))
    named = [address for line in lines for address in ADDRESS.findall(line[:4_000])]
    return next((one for one in named if services.mailbox_of(one)), services.first_address())
