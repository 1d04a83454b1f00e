"""The one way out to a provider: known hosts only, no redirects, never longer than three seconds."""

import json
import ssl
import time
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as Late
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import httpcore
from django.conf import settings

from shop.payments.providers.deadline import Network, set_deadline
from shop.payments.providers.types import ProviderRefused, ProviderUnavailable

Headers = dict[bytes | str, bytes | str]
CONNECT_SECONDS = 2.0
TOTAL_SECONDS = 3.0
LARGEST_ANSWER = 256 * 1024
# A thread of its own, because looking up a name cannot be given a time limit.
_BROKEN = (httpcore.NetworkError, httpcore.ProtocolError)
_TROUBLES = (*_BROKEN, httpcore.TimeoutException)
_out = ThreadPoolExecutor(8, "payments-out")


def call(method: str, url: str, *, bearer: str, content: object = None, key: str = "") -> dict[str, Any]:
    """The JSON object a provider answers.

    Only repeatable requests may be made: reads, or writes with an idempotency `key`; a connection that breaks is
    tried once more within the time. Raises ProviderUnavailable (no usable answer in three seconds, or 5xx, or 429),
    ProviderRefused (4xx), ValueError (a host that is not allowed).
    """
    if origin(url) not in settings.PAYMENT_HOSTS:
        raise ValueError(f"{origin(url)} is not in PAYMENT_HOSTS")
    headers: Headers = {"Authorization": f"Bearer {bearer}", "Content-Type": "application/json"}
    if key:
        headers["Idempotency-Key"] = key
    body = b"" if content is None else json.dumps(content).encode()
    end = time.monotonic() + TOTAL_SECONDS
    try:
        status, answer = _out.submit(_exchange, method, url, headers, body, end).result(TOTAL_SECONDS)
    except (Late, *_TROUBLES) as error:
        raise ProviderUnavailable(type(error).__name__) from None
    return _read(status, answer)


def origin(url: str) -> str:
    """Scheme, host and port of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


@cache
def _pool() -> httpcore.ConnectionPool:
    """Follows no redirect and knows no proxy of the environment, which would see the key."""
    return httpcore.ConnectionPool(ssl_context=ssl.create_default_context(), network_backend=Network())


def _exchange(method: str, url: str, headers: Headers, body: bytes, end: float) -> tuple[int, bytes]:
    set_deadline(end)
    try:
        return _once(method, url, headers, body)
    except _BROKEN:
        return _once(method, url, headers, body)


def _once(method: str, url: str, headers: Headers, body: bytes) -> tuple[int, bytes]:
    answer = b""
    timeout = {"connect": CONNECT_SECONDS, "pool": CONNECT_SECONDS}
    with _pool().stream(method, url, headers=headers, content=body, extensions={"timeout": timeout}) as response:
        for chunk in response.iter_stream():
            answer += chunk
            if len(answer) > LARGEST_ANSWER:
                raise httpcore.ReadTimeout("too much")
        return response.status, answer


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
