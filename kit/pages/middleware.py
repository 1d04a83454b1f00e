"""Outermost middleware: puts what is public on the shelf, answers from there; everything else stays private."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from kit.generation import stamp
from kit.pages import held as shelf
from kit.pages.store import SHELF, Held

# Browsers may keep the page, but ask every time whether it still holds.
PUBLIC, PRIVATE = "public, no-cache", "no-store, private"


def page_cache(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Serve from the shelf, or ask on and keep what is public. Behind `kit.pages.wsgi` only the second happens."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if request.method not in {"GET", "HEAD"}:
            return _private(get_response(request))
        generation = stamp()
        if found := shelf.find(request.META, request.path_info):
            return _response(found)
        response = get_response(request)
        query = getattr(response, "public_query", None)
        if query is None or response.status_code != 200 or response.cookies or not isinstance(response, HttpResponse):
            return _private(response)
        response.headers["Cache-Control"] = PUBLIC
        patch_vary_headers(response, ("Accept-Encoding", "Cookie"))
        held = Held(response.content, _plain_headers(response), generation, 0)
        if len(request.META.get("QUERY_STRING", "")) <= shelf.LONGEST_QUERY:
            SHELF.keep(shelf.key(request.META, request.path_info, query), request.path_info, query, held)
        return _response(shelf.answer(request.META, held))

    return answer


def _response(answer: shelf.Answer) -> HttpResponse:
    response = HttpResponse(answer.body, status=answer.status)
    if answer.status == shelf.NOT_MODIFIED:
        del response.headers["Content-Type"]
    for name, value in answer.headers:
        response.headers[name] = value
    return response


def _plain_headers(response: HttpResponse) -> dict[str, str]:
    return {name: value for name, value in response.items() if name not in {"Content-Length", "ETag"}}


def _private(response: HttpResponseBase) -> HttpResponseBase:
    if not response.has_header("Cache-Control"):
        response["Cache-Control"] = PRIVATE
    return response
