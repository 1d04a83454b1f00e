"""Answering from the shelf: what is read of a request to find a held page, and what goes out of it."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.conf import settings
from django.http import QueryDict, parse_cookie

from kit.generation import stamp
from kit.pages.public import allowed, preferences
from kit.pages.store import SHELF, Held, Key

LONGEST_QUERY = 300
OK, NOT_MODIFIED = 200, 304


class Answer(NamedTuple):
    """What goes out: a status, headers in order, a body."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes


def find(environ: Mapping[str, Any], path: str) -> Answer | None:
    """The answer to a GET or HEAD of `path` from the shelf; None where the site itself must answer."""
    query = SHELF.query_of(path)
    if query is None:
        return None
    held = SHELF.find(key(environ, path, query), stamp())
    return answer(environ, held) if held else None


def key(environ: Mapping[str, Any], path: str, query: tuple[str, ...]) -> Key:
    """All that a public page depends on: scheme, host, path, its named parameters, known preferences."""
    asked = environ.get("QUERY_STRING", "")
    if asked:
        asked = (
            allowed(QueryDict(asked), query).urlencode()
            if query and len(asked) <= LONGEST_QUERY
            else asked * bool(query)
        )
    cookies = environ.get("HTTP_COOKIE")
    chosen = preferences(parse_cookie(cookies)).items() if cookies else ()
    return (_scheme(environ), environ.get("HTTP_HOST", ""), path, asked, *map("=".join, chosen))


def answer(environ: Mapping[str, Any], held: Held) -> Answer:
    """The page as this browser takes it, or the word that it has it already."""
    if held.etag in environ.get("HTTP_IF_NONE_MATCH", ""):
        return Answer(NOT_MODIFIED, held.unchanged, b"")
    packed = held.encoded(environ.get("HTTP_ACCEPT_ENCODING", ""))
    return Answer(OK, packed.headers, packed.body)


def _scheme(environ: Mapping[str, Any]) -> str:
    """As Django reads it: behind a trusted proxy, what the proxy says."""
    if settings.SECURE_PROXY_SSL_HEADER:
        name, secure = settings.SECURE_PROXY_SSL_HEADER
        if (told := environ.get(name)) is not None:
            return "https" if told.split(",", 1)[0].strip() == secure else "http"
    scheme: str = environ.get("wsgi.url_scheme") or ""
    return scheme
