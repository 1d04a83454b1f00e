"""Outermost middleware: answers held public pages before anything else runs; everything else stays private."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, QueryDict
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from kit.generation import stamp
from kit.pages.public import allowed, preferences
from kit.pages.store import SHELF, Held, Key

LONGEST_QUERY = 300
# Browsers may keep the page, but ask every time whether it still holds.
PUBLIC, PRIVATE = "public, no-cache", "no-store, private"


def page_cache(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Serve from the shelf, or ask on and keep what is public."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if request.method not in {"GET", "HEAD"}:
            return _private(get_response(request))
        generation = stamp()
        if (query := SHELF.query_of(request.path_info)) is not None and (
            held := SHELF.find(_key(request, query), generation)
        ):
            return _send(request, held)
        response = get_response(request)
        query = getattr(response, "public_query", None)
        if query is None or response.status_code != 200 or response.cookies or not isinstance(response, HttpResponse):
            return _private(response)
        response.headers["Cache-Control"] = PUBLIC
        patch_vary_headers(response, ("Accept-Encoding", "Cookie"))
        held = Held(response.content, _plain_headers(response), generation, 0)
        if len(request.META.get("QUERY_STRING", "")) <= LONGEST_QUERY:
            SHELF.keep(_key(request, query), request.path_info, query, held)
        return _send(request, held)

    return answer


def _key(request: HttpRequest, query: tuple[str, ...]) -> Key:
    meta = request.META
    asked = meta.get("QUERY_STRING", "")
    if asked:
        asked = (
            allowed(QueryDict(asked), query).urlencode()
            if query and len(asked) <= LONGEST_QUERY
            else asked * bool(query)
        )
    chosen = preferences(request.COOKIES).items() if "HTTP_COOKIE" in meta else ()
    return (request.scheme or "", meta.get("HTTP_HOST", ""), request.path_info, asked, *map("=".join, chosen))


def _send(request: HttpRequest, held: Held) -> HttpResponse:
    meta = request.META
    if held.etag in meta.get("HTTP_IF_NONE_MATCH", ""):
        response: HttpResponse = HttpResponseNotModified(headers=held.headers)
        response.headers["ETag"] = held.etag
        return response
    encoding, body = held.encoded(meta.get("HTTP_ACCEPT_ENCODING", ""))
    response = HttpResponse(body, headers=held.headers)
    response.headers["ETag"] = held.etag
    if encoding:
        response.headers["Content-Encoding"] = encoding
    response.headers["Content-Length"] = str(len(body))
    return response


def _plain_headers(response: HttpResponse) -> dict[str, str]:
    return {name: value for name, value in response.items() if name not in {"Content-Length", "ETag"}}


def _private(response: HttpResponseBase) -> HttpResponseBase:
    if not response.has_header("Cache-Control"):
        response["Cache-Control"] = PRIVATE
    return response
