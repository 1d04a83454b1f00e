"""What purposes are called at the desk: the notice speaks to the person, the desk to those who work."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from privacy.datamap import queries as datamap
from privacy.datamap.types import Purpose, Text

WORDS: Mapping[str, Text] = {
    "answer-mail": _("Answering letters"),
    "answer-rights": _("Answering requests about somebody's data"),
    "deliver-mail": _("Handing over messages"),
    "fulfil-order": _("Making, packing and delivering an order"),
    "improve-policy": _("Making our promises better"),
    "keep-account": _("Keeping accounts"),
    "protect": _("Keeping strangers out of accounts and the shop safe"),
    "self": _("Showing people their own data"),
    "settle-disputes": _("Settling disputes about our words"),
    "sign-in": _("Recognising who signs in"),
    "warn": _("Warning people when data may have leaked"),
}


def title_of(purpose: Purpose) -> Text:
    """A purpose as those who work read it."""
    return WORDS.get(purpose.id, purpose.title)


def named(purpose_id: str) -> str:
    """The same by its id, which stands for itself where the policy no longer knows it."""
    return next((str(title_of(one)) for one in datamap.purposes() if one.id == purpose_id), purpose_id)
