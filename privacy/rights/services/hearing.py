"""A letter belongs to a request: what came with it to prove a correction is sealed for that alone."""

import datetime as dt

from kit.pictures import NotAPicture
from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.correspondence.models import Letter
from privacy.datamap.vocabulary import ANSWER_MAIL
from privacy.rights.models import Request
from privacy.rights.services import papers, threads
from privacy.rights.types import Right
from privacy.vault import files
from privacy.vault.models import SealedFile

FILER = Actor.system("rights intake")


def take_in(*, request: Request, letter: Letter, at: dt.datetime) -> None:
    """Put a letter into the case; papers that prove a correction go with the decision, not with the correspondence."""
    threads.belongs(request, letter)
    if request.right != Right.CORRECTION:
        return
    for enclosed in letter.enclosures.select_related("file").exclude(file=None):
        original: SealedFile = enclosed.file
        with acting(ANSWER_MAIL, by=FILER, at=at, reason=request.reference):
            content = b"".join(files.chunks(original))
        try:
            papers.enclose(request=request, contents=[content], at=at)
        except NotAPicture:  # a paper of another kind stays as it came, and is only ever saved
            papers.keep(request=request, content=content, media_type=original.media_type, at=at)
        files.let_go([original])
