"""Forms on public pages carry no CSRF token, for the page is the same for all: they are checked by their origin."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

P = ParamSpec("P")


def from_own_page(request: HttpRequest) -> bool:
    """Whether the browser says that one of our own pages sent this. Without any word of the browser: no."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    sender = request.headers.get("Origin") or request.headers.get("Referer", "")
    parts = urlsplit(sender)
    return bool(parts.netloc) and f"{parts.scheme}://{parts.netloc}" == f"{request.scheme}://{request.get_host()}"


def own_pages_only(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A POST view without CSRF token that only our own pages may use; for choices that harm nobody."""

    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method == "POST" and not from_own_page(request):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return answer
