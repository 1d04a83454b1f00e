"""A letter written on a page of ours: the same conversation as by mail."""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db import IntegrityError, transaction

from privacy.correspondence.models import Letter, Ticket
from privacy.correspondence.parsing.decoding import clean, file_name
from privacy.correspondence.services.intake import sender
from privacy.correspondence.services.reading import file_letter
from privacy.correspondence.types import Contents, Enclosed
from privacy.handles.types import Kind, normalised
from privacy.vault import services as vault


def write(
    *,
    email: str,
    subject: str,
    text: str,
    files: Sequence[Enclosed],
    mailbox: str,
    language: str,
    key: uuid.UUID,
    at: dt.datetime,
) -> Ticket:
    """Take in a letter from a form; the same `key` is one letter. Raises `ValidationError` for what is no address."""
    address = normalised(Kind.EMAIL, email)
    digest = vault.index_of("letter", f"form:{key}")
    enclosed = tuple(Enclosed(file_name(one.name), one.media_type, one.content) for one in files)
    said = clean(text).strip()
    contents = Contents(" ".join(clean(subject).split()), said, said, language, enclosed, whole=True)
    try:
        with transaction.atomic():
            letter = Letter.objects.create(
                person_id=sender(address, at),
                digest=digest,
                mailbox=mailbox,
                handle_index=vault.index_of(Kind.EMAIL, address),
                at=at,
            )
            file_letter(letter, contents, at=at)
    except IntegrityError:
        letter = Letter.objects.get(digest=digest)
    ticket: Ticket = Ticket.objects.get(letters=letter)
    return ticket
