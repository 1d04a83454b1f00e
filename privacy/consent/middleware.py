"""Global Privacy Control of a signed-in person: a refusal on record, before any view and any call of the gate."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from kit import clock
from privacy.consent import services, visitors
from privacy.people import queries as people

HEARD = "consent.gpc"  # in the session: this browser's signal has been taken


class HearGlobalPrivacyControl:
    """Looks at the signal once a session: every later request, and every one without it, costs no statement.

    Public pages are the same for everybody and know no session; the first page that does hears it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any) -> None:
        if not visitors.refuses_by_gpc(request) or settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return
        if getattr(view, "is_public_page", False) or request.session.get(HEARD):
            return
        person_id = getattr(request.user, "person_id", None)
        if person_id is None:
            return
        services.refuse_by_signal(
            person_ids=people.all_of_one(person_id), language=get_language() or "", at=clock.now()
        )
        request.session[HEARD] = True
