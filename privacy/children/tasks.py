"""Jobs of the children's room."""

import datetime as dt

from kit.jobs.registry import Args, job
from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.children import services
from privacy.correspondence.models import Letter
from privacy.datamap.vocabulary import PROTECT_CHILDREN
from privacy.vault.types import KeyGone


@job("children.letter")
def letter(args: Args, at: dt.datetime) -> None:
    """Look at one letter; nothing when it is gone."""
    row = Letter.objects.filter(pk=str(args["letter"])).first()
    if row is None or row.said is None:
        return
    with acting(PROTECT_CHILDREN, by=Actor.system("children watch"), at=at):
        try:
            said = str(row.said.reveal())
        except KeyGone:
            return
    services.watch(person_id=row.person_id, text=said, channel="letters", source=str(row.pk), at=at)
