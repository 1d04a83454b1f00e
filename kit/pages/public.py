"""Declaring a view public: its page depends on its address and a few preferences, and on nobody."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, QueryDict
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language_from_path

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


class NotPublic(RuntimeError):
    """A view that was declared public looked at who is asking, or set a cookie."""


def public_page(*query: str) -> Callable[[View[P]], View[P]]:
    """The view's answer is the same for everyone who asks with the same address, `query` parameters and preferences.

    The view sees no other parameter, no header, no cookie but those of `settings.PAGE_PREFERENCES`. Touching the
    session or the account, setting a cookie or a CSRF token raises NotPublic.
    """

    def declare(view: View[P]) -> View[P]:
        @wraps(view)
        def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if request.method not in {"GET", "HEAD"}:
                return HttpResponseNotAllowed(["GET", "HEAD"])
            response = _unseen(view, request, query, *args, **kwargs)
            if response.cookies:
                raise NotPublic(f"{view.__name__} sets a cookie")
            response.public_query = query  # type: ignore[attr-defined]  # for the page cache
            return response

        answer.is_public_page = True  # type: ignore[attr-defined]  # for `is_public`
        return answer

    return declare


def is_public(path: str) -> bool:
    """Whether an address of this site is a page that is the same for everyone."""
    try:
        view = resolve(path).func
    except Resolver404:
        return False
    return getattr(view, "is_public_page", False)


def preferences(cookies: dict[str, str]) -> dict[str, str]:
    """Those of the cookies that are known preferences with a known value."""
    return {name: cookies[name] for name, known in settings.PAGE_PREFERENCES.items() if cookies.get(name) in known}


def _unseen(
    view: Callable[..., HttpResponse], request: HttpRequest, query: tuple[str, ...], *args: Any, **kwargs: Any
) -> HttpResponse:
    """Call the view with everything about the visitor out of reach, and put it back for the middleware."""
    personal = {name: getattr(request, name) for name in ("session", "user", "auser") if hasattr(request, name)}
    cookies, asked, meta = request.COOKIES, request.GET, request.META
    for name in personal:
        setattr(request, name, SimpleLazyObject(_refuse(view.__name__, name)))
    request.COOKIES = preferences(cookies)
    request.GET = allowed(asked, query)  # type: ignore[assignment]  # a QueryDict as before, with less in it
    request.META = _impersonal(meta, request.GET.urlencode())
    request.__dict__.pop("headers", None)
    try:
        # Outside the language prefix the address says nothing about the language: then it is the site's own.
        with translation.override(get_language_from_path(request.path_info) or settings.LANGUAGE_CODE):
            response = view(request, *args, **kwargs)
        if "CSRF_COOKIE" in request.META:
            raise NotPublic(f"{view.__name__} is declared public but asks for a CSRF token")
        return response
    finally:
        request.COOKIES, request.GET, request.META = cookies, asked, meta
        request.__dict__.pop("headers", None)
        for name, value in personal.items():
            setattr(request, name, value)


def _impersonal(meta: dict[str, Any], query: str) -> dict[str, Any]:
    """What the server knows of the request without what the browser says of itself and where it is."""
    told = {"HTTP_HOST", (settings.SECURE_PROXY_SSL_HEADER or ("",))[0]}
    kept = {
        name: value
        for name, value in meta.items()
        if name in told or not name.startswith(("HTTP_", "REMOTE_", "CSRF_"))
    }
    return {**kept, "QUERY_STRING": query}


def allowed(asked: QueryDict, query: tuple[str, ...]) -> QueryDict:
    """The parameters named in `query`, in its order."""
    kept = QueryDict(mutable=True)
    for name in query:
        if name in asked:
            kept.setlist(name, asked.getlist(name))
    kept._mutable = False
    return kept


def _refuse(view: str, what: str) -> Callable[[], object]:
    def refuse() -> object:
        raise NotPublic(f"{view} is declared public but touches request.{what}")

    return refuse
