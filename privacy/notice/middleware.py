"""No cookie without an entry in the register; no private page under a notice that was not agreed to."""

import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from kit import clock
from privacy.notice import register, services
from privacy.notice.types import Place, Unregistered

log = logging.getLogger(__name__)
PENDING = "notice.pending"
# Nobody has to agree to anything to use their rights, to read, to ask, or to leave.
FREE = {"notice", "rights", "consent", "promises", "ui", "outbox"}
FREE_NAMES = {"account_logout", "picture-file"}


class RegisteredCookies:
    """Looks at every answer on its way out: loud while developing, in production the cookie is dropped."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name in [name for name in response.cookies if not register.knows(Place.COOKIE, name)]:
            if settings.PRIVACY_STRICT:
                raise Unregistered(f"cookie {name!r} is not in the register: add it to policy/cookies.py")
            del response.cookies[name]
            log.error("dropped the unregistered cookie %s", name)
        if response.cookies:
            self._hold_back(response)
        return response

    def _hold_back(self, response: HttpResponse) -> None:
        at = clock.now()
        for name in [name for name in response.cookies if not register.is_open(Place.COOKIE, name, at=at)]:
            del response.cookies[name]
            log.warning("held back the cookie %s: the notice in force does not tell of it yet", name)


class AgreeFirst:
    """Leads whoever signed in after a change took effect to the page that asks, before any private page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        if getattr(view, "is_public_page", False) or settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        match = request.resolver_match
        if match is None or match.view_name in FREE_NAMES or {*match.app_names, *match.namespaces} & FREE:
            return None
        if not request.session.get(PENDING):
            return None
        onward = request.get_full_path() if request.method == "GET" else "/"
        return redirect(f"{reverse('notice:agree')}?{urlencode({'next': onward})}")


def _remember(sender: object, request: HttpRequest, user: Any, **_: object) -> None:
    person_id = getattr(user, "person_id", None)
    if person_id is not None and (version := services.pending(person_id, at=clock.now())):
        request.session[PENDING] = version


user_logged_in.connect(_remember, dispatch_uid="notice.pending")
