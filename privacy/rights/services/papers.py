"""Papers that prove what a request asks for: sealed for it alone, gone with the decision."""

import datetime as dt
from collections.abc import Iterable

from kit import pictures
from privacy.datamap.vocabulary import ANSWER_RIGHTS, CERTIFICATES
from privacy.rights.models import Request
from privacy.vault import files

CERTIFICATE_TYPE = "image/webp"
MOST_FILES = 3


def enclose(*, request: Request, contents: Iterable[bytes], at: dt.datetime) -> None:
    """Seal pictures that prove what a correction asks for. Raises `kit.pictures.NotAPicture`.

    They may be opened to answer rights alone, and go with the decision; a forgotten one goes with the sweep.
    """
    for content in [pictures.cleaned(one) for one in list(contents)[:MOST_FILES]]:
        _seal(request, content, CERTIFICATE_TYPE, at)


def keep(*, request: Request, content: bytes, media_type: str, at: dt.datetime) -> None:
    """Seal a paper that is no picture, such as a PDF, as it came: likewise, but nobody may show it, only save it."""
    _seal(request, content, media_type, at)


def _seal(request: Request, content: bytes, media_type: str, at: dt.datetime) -> None:
    file = files.store(
        [content],
        person_id=request.person_id,
        name=f"{request.reference}-{len(request.certificates) + 1}",
        media_type=media_type,
        purpose=ANSWER_RIGHTS,
        kept=CERTIFICATES,
        at=at,
    )
    request.certificates = [*request.certificates, str(file.pk)]
    request.save(update_fields=["certificates"])
