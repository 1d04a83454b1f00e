"""The pages for codes from a mail, and sending a code again: within limits, alike whether or not there is an account.

The framework would write to known addresses alone when asked again; the time that takes would tell which they are.
"""

from typing import Any

from allauth.account import views as framework
from allauth.core import ratelimit
from django.forms import BaseForm
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse


class ConfirmAddress(framework.ConfirmEmailVerificationCodeView):  # type: ignore[misc]
    """The code that proves an address; the framework counts the mails to it."""

    def _resend_form_valid(self, form: BaseForm) -> HttpResponse:
        process: Any = self._process
        process.generate_code()
        process.send()
        process.record_resend()
        process.persist()
        return HttpResponseRedirect(self.passthrough_next_url(reverse("account_email_verification_sent")))


class ConfirmLoginCode(framework.ConfirmLoginCodeView):  # type: ignore[misc]
    """The code to sign in; a mail more counts as a code asked for."""

    def _resend_form_valid(self, form: BaseForm) -> HttpResponse:
        process: Any = self._process
        key = process.state["email"].lower()
        refused: HttpResponse | None = ratelimit.consume_or_429(self.request, action="request_login_code", key=key)
        if refused is not None:
            return refused
        process.send()
        process.record_resend()
        process.persist()
        return HttpResponseRedirect(self.passthrough_next_url(reverse("account_confirm_login_code")))
