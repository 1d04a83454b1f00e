"""Where the sign-in framework meets this site: mail through the gate, faults counted, limits that cannot be dodged."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kit import clock
from shop.accounts import post
from shop.accounts.models import Account
from shop.accounts.services import faults


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth's hooks, as this site wants them."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed."),
        "duplicate_email": _("This is already your address."),
        "email_password_mismatch": _("Address and password do not fit together. Please try again."),
        "email_taken": _("Somebody already signs in with this address."),
        "enter_current_password": _("This is not your current password."),
        "incorrect_code": _("This is not the code we sent. Please compare it with the newest mail."),
        "incorrect_password": _("This is not your password."),
        "too_many_login_attempts": _("There were too many tries. Please wait a few minutes and start again."),
        "rate_limited": _("There were too many tries. Please wait a few minutes and start again."),
        "same_as_current": _("This is already your address."),
    }

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Names the account, since the address written to may just have ceased to be one of its own."""
        super().send_notification_mail(template_prefix, user, {"user": user, **(context or {})}, email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        post.send(template_prefix, email, {"site_url": settings.SITE_URL, **context}, at=clock.now())

    def is_safe_url(self, url: str | None) -> bool:
        """What cannot even be read as an address leads nowhere of ours."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link in the mail carries our own address, whatever Host the request claimed."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return settings.SITE_URL + path.replace("UID-KEY", key)

    def send_account_already_exists_mail(self, email: str) -> None:
        """As above: links with our own address."""
        context = {"password_reset_url": settings.SITE_URL + reverse("account_reset_password")}
        self.send_mail("account/email/account_already_exists", email, context)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """By address alone: another Host header must not open a fresh count."""
        return str(credentials.get("email", "")).strip().lower()

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except Exception:
            faults.count(kind="too-many-tries", at=clock.now())
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        faults.count(kind="wrong-password", at=clock.now())

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:home")

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:home")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:home")

    def get_email_verification_redirect_url(self, email_address: Any) -> str:
        return reverse("accounts:home")

    def new_user(self, request: HttpRequest) -> AbstractBaseUser:
        return Account(created_at=clock.now())
