"""The site as it is served, but no page is held: each is made anew."""

from collections.abc import Callable, Iterable
from typing import Any

from config.wsgi import application as site
from kit.pages import SHELF


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Forget all pages, then answer."""
    SHELF.clear()
    answer: Iterable[bytes] = site(environ, start_response)
    return answer
