"""What a password may not be, beyond too short and too common."""

from collections.abc import Iterable
from difflib import SequenceMatcher

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from shop.accounts.models import Account

CLOSEST = 0.7


class NotYourself:
    """Refuses passwords close to the account's e-mail address: Django's own validator looks where we keep none."""

    def validate(self, password: str, user: Account | None = None) -> None:
        """Raises ValidationError."""
        if user is not None and not user._state.adding:
            refuse_resemblance(password, [row.email for row in EmailAddress.objects.filter(user=user)])

    def get_help_text(self) -> str:
        """A line for the form."""
        return _("Not your name or e-mail address.")


def refuse_resemblance(password: str, known: Iterable[str]) -> None:
    """Raises ValidationError when the password is close to one of the texts, or to a part of one."""
    if any(_close(password.lower(), text.lower()) for text in known):
        raise ValidationError(_("This is too close to your name or address."), code="password_too_similar")


def _close(password: str, known: str) -> bool:
    parts = [known, known.partition("@")[0], *known.replace("@", " ").replace(".", " ").split()]
    return any(len(part) > 3 and SequenceMatcher(a=password, b=part).quick_ratio() >= CLOSEST for part in parts)
