"""Signing out while nothing can be written down: this browser at least lets go of the session."""

from collections.abc import Callable
from functools import wraps
from typing import cast

from allauth.account.views import logout as framework_logout
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage import default_storage
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from ui.errors import STORE_AWAY

View = Callable[[HttpRequest], HttpResponse]


def in_this_browser_at_least(view: View) -> View:
    """Where the store is full, locked or away the cookie goes all the same, and the page says what is left to do."""

    @wraps(view)
    def page(request: HttpRequest) -> HttpResponse:
        try:
            return view(request)
        except STORE_AWAY:
            return _here_alone(request)

    return page


@in_this_browser_at_least
def sign_out(request: HttpRequest) -> HttpResponse:
    """The framework's page: asked first, then signed out."""
    return cast("HttpResponse", framework_logout(request))


def _here_alone(request: HttpRequest) -> HttpResponse:
    # An empty session has nothing to be written, and takes its cookie with it: no message for a next page either.
    request.session, request.user = type(request.session)(), AnonymousUser()
    vars(request)["_messages"] = default_storage(request)
    page = render_to_string("accounts/signed_out_here.html", {"request": request})
    return HttpResponse(page, status=503, headers={"Retry-After": "30"})
