"""The one way out to a provider: known hosts only, no redirects, never longer than three seconds."""

import json
import time
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as Late
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import httpx
from django.conf import settings

from shop.payments.providers.types import ProviderRefused, ProviderUnavailable

CONNECT_SECONDS = 2.0
TOTAL_SECONDS = 3.0
LARGEST_ANSWER = 256 * 1024
# A thread of its own, because socket timeouts bound each read and not the whole, and name look-ups not at all.
_out = ThreadPoolExecutor(8, "payments-out")


def call(method: str, url: str, *, bearer: str, content: object = None, key: str = "") -> dict[str, Any]:
    """The JSON object a provider answers.

    Only repeatable requests may be made: reads, or writes with an idempotency `key`; a connection that breaks is
    tried once more within the time. Raises ProviderUnavailable (no usable answer in three seconds, or 5xx, or 429),
    ProviderRefused (4xx), ValueError (a host that is not allowed).
    """
    if origin(url) not in settings.PAYMENT_HOSTS:
        raise ValueError(f"{origin(url)} is not in PAYMENT_HOSTS")
    headers = {"Authorization": f"Bearer {bearer}", **({"Idempotency-Key": key} if key else {})}
    end = time.monotonic() + TOTAL_SECONDS
    try:
        status, body = _out.submit(_exchange, method, url, headers, content, end).result(TOTAL_SECONDS)
    except (Late, httpx.HTTPError) as error:
        raise ProviderUnavailable(type(error).__name__) from None
    return _read(status, body)


def origin(url: str) -> str:
    """Scheme, host and port of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


@cache
def _client() -> httpx.Client:
    timeout = httpx.Timeout(TOTAL_SECONDS, connect=CONNECT_SECONDS)
    return httpx.Client(timeout=timeout, follow_redirects=False, trust_env=False)


def _exchange(method: str, url: str, headers: dict[str, str], content: object, end: float) -> tuple[int, bytes]:
    try:
        return _once(method, url, headers, content, end)
    except httpx.TransportError:
        if time.monotonic() >= end:
            raise
        return _once(method, url, headers, content, end)


def _once(method: str, url: str, headers: dict[str, str], content: object, end: float) -> tuple[int, bytes]:
    body = b""
    with _client().stream(method, url, headers=headers, json=content) as answer:
        for chunk in answer.iter_bytes():
            body += chunk
            if len(body) > LARGEST_ANSWER or time.monotonic() > end:
                raise httpx.ReadError("too much or too slow")
        return answer.status_code, body


def _read(status: int, body: bytes) -> dict[str, Any]:
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        content = None
    if status >= 500 or status in {408, 425, 429} or not isinstance(content, dict):
        raise ProviderUnavailable(f"answered {status}")
    if status >= 300:
        raise ProviderRefused(str(content.get("error", status))[:64])
    return content
