"""What every page here shares: its frame, who may see it, and that nothing of it is stored on the way."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.shortcuts import render as django_render
from django.utils.cache import add_never_cache_headers, patch_cache_control

from kit import clock
from privacy.rights import identity
from privacy.rights.identity import Asker

P = ParamSpec("P")


def render(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A page in the site's frame."""
    base = {"base": settings.PRIVACY_BASE_TEMPLATE}
    return private(django_render(request, f"privacy_rights/{template}.html", base | context, status=status))


def private(response: HttpResponse) -> HttpResponse:
    """Kept by nobody on the way, nor by the browser."""
    add_never_cache_headers(response)
    patch_cache_control(response, no_store=True, private=True)
    response["Referrer-Policy"] = "same-origin"
    return response


def for_the_person(
    view: Callable[Concatenate[HttpRequest, Asker, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Hand the view who is asking; whoever has not shown who they are is asked to."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        who = identity.asker(request, at=clock.now())
        return private(redirect("rights:prove")) if who is None else view(request, who, *args, **kwargs)

    return guarded  # type: ignore[return-value]  # a plain function, whatever wraps() calls it
