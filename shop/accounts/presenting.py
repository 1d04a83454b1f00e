"""How what an account holds is shown to its person."""

from collections.abc import Mapping, Sequence
from typing import Any

from allauth.account.models import EmailAddress
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from privacy.rights.registry import Opened, Presenter, Wording, name_programs, register_presenter
from shop.accounts import addressing
from shop.accounts.models import AccuracyCheck, BookAddress, Profile


def _name(_row: Any, values: Mapping[str, Any]) -> str:
    return str(values.get("name") or "")


def _recipient(_row: Any, values: Mapping[str, Any]) -> str:
    return str(values.get("recipient") or "")


def _email(_row: Any, values: Mapping[str, Any]) -> str:
    return str(values.get("email") or "")


def _book_words(_batch: Sequence[Opened]) -> Mapping[str, Wording]:
    return {"parts": _letter} if addressing.forms else {}


def _letter(_row: Any, parts: Mapping[str, str]) -> str:
    if addressing.forms is None:
        return ""
    return "\n".join(addressing.forms.lines(parts, name="", language=get_language() or "en"))


register_presenter(Presenter(Profile, title=_name))
register_presenter(Presenter(AccuracyCheck, names={"confirmed_at": _("You last said that all is right")}))
register_presenter(Presenter(BookAddress, words=_book_words, title=_recipient, first=("parts", "phone")))
register_presenter(Presenter(EmailAddress, title=_email))
name_programs({"sign-in": _("the sign-in"), "naming": _("an answer to whom law allows to ask who looked")})
