"""What an account's owner changes themselves, and where; what is noted stays."""

from django.utils.translation import gettext_lazy as _

from privacy.rights.registry import NOTED, change_oneself, leave

PROFILE = _("In your account, under your profile.")
change_oneself(
    {
        "accounts.Profile": PROFILE,
        "accounts.BookAddress": _("In your account, in the address book."),
        "accounts.Account.password": _("In your account: a new password."),
        "account.EmailAddress": _("In your account: a new address, once you have proved it by a code."),
        "accounts.AccuracyCheck": _("In your account, when you say that everything is still right."),
    }
)
leave({"accounts.Account": NOTED})
