"""How rows of the rooms below this one are shown to their person, and what the engine's programs are called."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from privacy.correspondence.models import Letter, Ticket
from privacy.correspondence.types import STATUS_TITLES
from privacy.handles.models import Handle
from privacy.rights.registry import Opened, Presenter, Wording, name_programs, register_presenter
from privacy.sharing.models import Message


def _subject(_row: Any, values: Mapping[str, Any]) -> str:
    return str(values.get("subject") or "")


def _address(_row: Any, values: Mapping[str, Any]) -> str:
    return str(values.get("value") or "")


register_presenter(
    Presenter(
        Message,
        names={"text": _("Read it")},
        title=_subject,
        told=("text",),
        aside=("html", "headers"),
    )
)


def _ticket_words(_batch: Sequence[Opened]) -> Mapping[str, Wording]:
    return {"status": lambda _row, status: str(STATUS_TITLES[status])}


def _letter_words(_batch: Sequence[Opened]) -> Mapping[str, Wording]:
    """What somebody wrote, without what they quoted; of a letter of ours that is its text once more."""
    return {"said": lambda row, said: "" if row.ours else str(said)}


register_presenter(Presenter(Ticket, words=_ticket_words, title=_subject))
register_presenter(
    Presenter(
        Letter,
        names={"text": _("Read it")},
        words=_letter_words,
        title=_subject,
        told=("text",),
        aside=("message_id",),
    )
)
register_presenter(Presenter(Handle, title=_address))
INCIDENTS = _("the program that warns of incidents")
name_programs(
    {
        "mailer": _("the program that sends our mail"),
        "mail": _("the program that sorts our mail"),
        "children": _("the watch for signs of a child"),
        "incident": INCIDENTS,
        "incidents.drill": INCIDENTS,
        "incidents.send": INCIDENTS,
        "rights": _("the program that follows requests"),
        "corrections": _("the program that corrects data on request"),
        "gate": _("the gate through which data leaves"),
        "publication": _("a publication that was ordered"),
        "transfer": _("the hand-over of the studio"),
    }
)
