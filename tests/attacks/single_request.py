"""One request of a sweep, undone afterwards: every cell of a matrix starts from the same databases."""

import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, nullcontext
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from unittest import mock

from django.conf import settings
from django.db import transaction
from django.test import Client

from kit.pages import SHELF

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')


def _stays(_path: Path, *, missing_ok: bool = False) -> None:
    """Instead of taking a file away."""


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written within is taken back in all databases; no file leaves the disk."""
    with ExitStack() as stack, mock.patch.object(Path, "unlink", _stays):
        for alias in settings.DATABASES:
            stack.enter_context(transaction.atomic(using=alias))
        try:
            yield
        finally:
            for alias in settings.DATABASES:
                transaction.set_rollback(True, using=alias)


def ask(
    client: Client,
    method: str,
    path: str,
    data: Mapping[str, Any] | None = None,
    *,
    keep_shelf: bool = False,
    kept: bool = False,
    headers: Mapping[str, str] | None = None,
    path_as_sent: str = "",
) -> Any:
    """The answer to one request, from the views and not from the shelf of pages; cookies stay as they were.

    `kept`: what it writes is left for the caller to look at and take back. `path_as_sent`: the path as it stands in
    the request, where a client would make another of it.
    """
    if not keep_shelf:
        SHELF.clear()
    cookies = SimpleCookie({name: one.value for name, one in client.cookies.items()})
    with nullcontext() if kept else undone():
        raw = {"PATH_INFO": path_as_sent} if path_as_sent else {}
        content = data if method in {"GET", "HEAD", "POST"} else None
        answer = getattr(client, method.lower())(path, content or {}, headers=dict(headers or {}), **raw)
        if answer.streaming:
            answer.body = b"".join(answer.streaming_content)
        else:
            answer.body = answer.content
    client.cookies = cookies
    return answer


def same_page(body: bytes, *ids: object) -> bytes:
    """A page without what may differ: tokens and the id that was asked for."""
    for value in (one for one in ids if not isinstance(one, int)):
        body = re.sub(rb"(?<![a-z])" + re.escape(str(value).encode()) + rb"(?![a-z])", b"ID", body)
    return TOKEN.sub(b"TOKEN", body)
