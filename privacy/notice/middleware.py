"""No cookie without an entry in the register: loud while developing, dropped in production."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from privacy.notice import register
from privacy.notice.types import Place, Unregistered

log = logging.getLogger(__name__)


class RegisteredCookies:
    """Looks at every answer on its way out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name in [name for name in response.cookies if not register.knows(Place.COOKIE, name)]:
            if settings.PRIVACY_STRICT:
                raise Unregistered(f"cookie {name!r} is not in the register: add it to policy/cookies.py")
            del response.cookies[name]
            log.error("dropped the unregistered cookie %s", name)
        return response
