"""Before Django: a held public page is answered without a request object, signals or middleware."""

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from kit.pages.held import find

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
LINES = {status.value: f"{status.value} {status.phrase}" for status in HTTPStatus}


def shelf_first(site: Application) -> Application:
    """`site`, asked only for what is not on the shelf."""

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        method, path = environ["REQUEST_METHOD"], environ.get("PATH_INFO", "")
        # The server hands over bytes as Latin-1; Django reads them anew as UTF-8. Addresses beyond ASCII are its.
        if method not in {"GET", "HEAD"} or not path.isascii() or environ.get("SCRIPT_NAME"):
            return site(environ, start_response)
        if (answer := find(environ, path)) is None:
            return site(environ, start_response)
        start_response(LINES[answer.status], answer.headers)
        return [answer.body if method == "GET" else b""]

    return application
