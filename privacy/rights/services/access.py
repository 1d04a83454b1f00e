"""Access: everything, packed once, sealed until it is fetched, gone after a day."""

import datetime as dt

from privacy.datamap.vocabulary import DOWNLOAD, SELF
from privacy.rights import export
from privacy.rights.models import Request
from privacy.rights.services import life
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
