"""One service is asked which advisories touch the locked libraries, in the OSV API. Names and versions leave, no more.

https://google.github.io/osv.dev/post-v1-querybatch/ and https://google.github.io/osv.dev/get-v1-vulns/. This module
knows no person and no row: what it sends is what it is handed.
"""

import json
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as Late
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any, TypeVar
from urllib.parse import urlsplit

import httpcore

from privacy.scans.osv import ECOSYSTEM, LARGEST, NotReadable, identifier, moment
from privacy.scans.types import CouldNotAsk, Listed, Trouble

# One answer may take so long, and everything together so long.
SECONDS = 10.0
SECONDS_ALTOGETHER = 120.0
LARGEST_LIST = 4 * 1024 * 1024
AT_ONCE = 500  # the service takes a thousand
MOST_PAGES = 40
MOST_ADVISORIES = 1_000
LOOPBACK = {"127.0.0.1", "::1", "localhost"}

T = TypeVar("T")
Query = dict[str, Any]


class Service:
    """One conversation with the service; every method raises CouldNotAsk."""

    def __init__(self, address: str, pool: httpcore.ConnectionPool) -> None:
        self._address, self._pool = address.rstrip("/"), pool
        self._end = time.monotonic() + SECONDS_ALTOGETHER

    def listed(self, libraries: Mapping[str, str]) -> list[Listed]:
        """Every advisory that touches one of these versions, with the library it was named for."""
        found: list[Listed] = []
        open_ = [_query(name, version) for name, version in libraries.items()]
        for _page in range(MOST_PAGES):
            if not open_:
                return found
            asked, open_ = open_[:AT_ONCE], open_[AT_ONCE:]
            for query, result in zip(asked, self._batch(asked), strict=True):
                found += _vulnerabilities(query["package"]["name"], result)
                if token := result.get("next_page_token"):
                    open_.append(query | {"page_token": token})
            if len(found) > MOST_ADVISORIES:
                raise CouldNotAsk(Trouble.TOO_LARGE)
        raise CouldNotAsk(Trouble.TOO_LARGE)

    def advisory(self, id_: str) -> bytes | None:
        """One advisory as it came, not yet looked at; None when there is none of this name."""
        status, body = self._call("GET", f"/v1/vulns/{id_}", b"", LARGEST)
        if status == HTTPStatus.NOT_FOUND:
            return None
        return _good(status, body)

    def _batch(self, asked: Sequence[Query]) -> list[Mapping[str, Any]]:
        body = json.dumps({"queries": asked}).encode()
        answer = _parsed(_good(*self._call("POST", "/v1/querybatch", body, LARGEST_LIST)))
        results = answer.get("results") if isinstance(answer, dict) else None
        # One result for each question, in their order: a shorter list would read as "nothing found" for the rest.
        if not isinstance(results, list) or len(results) != len(asked):
            raise CouldNotAsk(Trouble.UNREADABLE)
        if not all(isinstance(one, dict) for one in results):
            raise CouldNotAsk(Trouble.UNREADABLE)
        return results

    def _call(self, method: str, path: str, body: bytes, largest: int) -> tuple[int, bytes]:
        left = min(SECONDS, self._end - time.monotonic())
        if left <= 0:
            raise CouldNotAsk(Trouble.SLOW)
        try:
            return _at_most(left, lambda: self._exchange(method, path, body, largest))
        except (Late, httpcore.TimeoutException):
            raise CouldNotAsk(Trouble.SLOW) from None
        except (httpcore.NetworkError, httpcore.ProtocolError):
            raise CouldNotAsk(Trouble.UNREACHABLE) from None

    def _exchange(self, method: str, path: str, body: bytes, largest: int) -> tuple[int, bytes]:
        """Follows no redirect, knows no proxy, unpacks nothing."""
        answer = bytearray()
        headers = [("Content-Type", "application/json"), ("Accept-Encoding", "identity")]
        timeout = {"timeout": dict.fromkeys(("connect", "read", "write", "pool"), SECONDS)}
        with self._pool.stream(
            method, self._address + path, headers=headers, content=body, extensions=timeout
        ) as response:
            for chunk in response.iter_stream():
                answer += chunk
                if len(answer) > largest:
                    raise CouldNotAsk(Trouble.TOO_LARGE)
            return response.status, bytes(answer)


@contextmanager
def asking(address: str) -> Iterator[Service]:
    """The service at this address for the length of the block. Raises CouldNotAsk for one that could be overheard."""
    if not _is_safe(address):
        raise CouldNotAsk(Trouble.NOT_SAFE)
    with httpcore.ConnectionPool(ssl_context=ssl.create_default_context(), max_connections=1) as pool:
        yield Service(address, pool)


def _is_safe(address: str) -> bool:
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK))


def _at_most(seconds: float, work: Callable[[], T]) -> T:
    """What `work` returns. In a thread of its own, because neither a look-up of a name nor an answer that drips in byte
    by byte can be given a limit; one that is late is left behind and ends with its connection."""
    result: Future[T] = Future()

    def run() -> None:
        try:
            result.set_result(work())
        except Exception as error:  # noqa: BLE001 - handed to whoever waits
            result.set_exception(error)

    threading.Thread(target=run, daemon=True, name="advisories-out").start()
    return result.result(seconds)


def _query(name: str, version: str) -> Query:
    return {"package": {"ecosystem": ECOSYSTEM, "name": name}, "version": version}


def _vulnerabilities(library: str, result: Mapping[str, Any]) -> list[Listed]:
    """A name that cannot be read spoils the whole answer: an advisory is there, and we would not know which."""
    try:
        said = result.get("vulns") or []
        return [Listed(identifier(one["id"]), moment(one["modified"]), library) for one in said]
    except (NotReadable, ValueError, TypeError, KeyError):
        raise CouldNotAsk(Trouble.UNREADABLE) from None


def _good(status: int, body: bytes) -> bytes:
    if status != HTTPStatus.OK:
        raise CouldNotAsk(Trouble.REFUSED)
    return body


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise CouldNotAsk(Trouble.UNREADABLE) from None
