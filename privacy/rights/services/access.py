"""Access: everything, packed once, sealed until it is fetched, gone after a day."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_noop

from kit.jobs.services import enqueue
from privacy.datamap.vocabulary import DOWNLOAD, SELF
from privacy.rights import export
from privacy.rights.models import Request
from privacy.rights.services import letters, life
from privacy.rights.types import Status
from privacy.vault import files

MEDIA_TYPE = "application/zip"


def build(*, request: Request, at: dt.datetime) -> None:
    """Pack the download of a request in work and seal it; nothing when that was done. Memory stays constant."""
    if request.status != Status.IN_PROGRESS:
        return
    persons = frozenset(life.persons_of(request))
    file = files.store(
        export.archive(persons, at=at),
        person_id=request.person_id,
        name=f"{request.reference}.zip",
        media_type=MEDIA_TYPE,
        purpose=SELF,
        kept=DOWNLOAD,
        at=at,
    )
    life.fulfil(request=request, at=at, file=file)


def pack(*, request: Request, at: dt.datetime) -> None:
    """Have the download of a proved request packed in the background, and its person told. Raises `NotProved`."""
    with transaction.atomic():
        life.start(request=request, at=at)
        enqueue("rights.export", args={"reference": request.reference}, key=f"export:{request.reference}", at=at)
        letters.write(request, "packed", gettext_noop("Your data is being packed"), {}, at)
