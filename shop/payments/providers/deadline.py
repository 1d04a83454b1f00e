"""Connections on which no single request outlasts its deadline, however slowly the other side drips."""

import ssl
import threading
import time
from collections.abc import Iterable
from typing import Any

import httpcore

# One exchange runs in one thread from beginning to end; pooled connections outlive it.
_exchange = threading.local()


def set_deadline(end: float) -> None:
    """From here on this thread's reads, writes and connections end at `end` (time.monotonic)."""
    _exchange.end = end


def _left(timeout: float | None) -> float:
    left: float = _exchange.end - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the deadline is over")
    return left if timeout is None else min(left, timeout)


class _Stream(httpcore.NetworkStream):
    """A connection whose every step is cut off at the deadline."""

    def __init__(self, inner: httpcore.NetworkStream) -> None:
        self._inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, _left(timeout)))

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class Network(httpcore.NetworkBackend):
    """TCP with deadlines."""

    def __init__(self) -> None:
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        return _Stream(self._inner.connect_tcp(host, port, _left(timeout), local_address, socket_options))

    def sleep(self, seconds: float) -> None:
        self._inner.sleep(seconds)
