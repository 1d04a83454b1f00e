"""A shared cache between visitors and the site: keeps and reuses whatever RFC 9111 lets it, as greedily as it may."""

import http.client
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

# Section 4.2.2: what may be kept without a word about how long, for as long as the cache thinks fit.
HEURISTIC = {200, 203, 204, 300, 301, 308, 404, 405, 410, 414, 501}
GUESSED_SECONDS = 60
# Section 7.6.1 of RFC 9110: between two machines alone.
HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "te", "trailer", "upgrade", "proxy-connection"}


@dataclass
class Kept:
    """A stored answer, and the fields of the request it was chosen by."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes
    chosen_by: dict[str, str]
    fresh_until: float

    def header(self, name: str) -> str:
        """All lines of a field as one."""
        return ", ".join(value for key, value in self.headers if key.lower() == name)


@dataclass
class Cache:
    """What is kept, and how often it was used."""

    origin: str
    kept: dict[str, list[Kept]] = field(default_factory=dict)
    reused: int = 0
    confirmed: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, method: str, path: str, asked: Mapping[str, str]) -> Kept:
        """What goes to the visitor: kept, confirmed by the site, or new."""
        with self.lock:
            found = self._find(path, asked) if method in {"GET", "HEAD"} else None
        if found and time.monotonic() < found.fresh_until:
            self.reused += 1
            return found
        condition = {"If-None-Match": found.header("etag")} if found and found.header("etag") else {}
        new = self._forward(method, path, {**asked, **condition})
        if found and new.status == http.client.NOT_MODIFIED and condition:
            self.confirmed += 1
            found.fresh_until = time.monotonic() + (_lifetime(new) or 0)
            return found
        with self.lock:
            self._keep(method, path, asked, new)
        return new

    def _find(self, path: str, asked: Mapping[str, str]) -> Kept | None:
        """Section 4.1: the fields that Vary names have to be what they were."""
        return next(
            (
                one
                for one in reversed(self.kept.get(path, []))
                if all(asked.get(name, "") == value for name, value in one.chosen_by.items())
            ),
            None,
        )

    def _keep(self, method: str, path: str, asked: Mapping[str, str], new: Kept) -> None:
        if method not in {"GET", "HEAD"}:  # section 4.4
            self.kept.pop(path, None)
        elif method == "GET" and (seconds := _lifetime(new)) is not None:
            varies = [one.strip().lower() for one in new.header("vary").split(",") if one.strip()]
            if "*" not in varies:
                new.chosen_by = {name: asked.get(name, "") for name in varies}
                new.fresh_until = time.monotonic() + seconds
                self.kept.setdefault(path, []).append(new)

    def _forward(self, method: str, path: str, asked: Mapping[str, str]) -> Kept:
        parts = urlsplit(self.origin)
        upstream = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=20)
        try:
            upstream.request(method, path, headers={**asked, "host": parts.netloc})
            answer = upstream.getresponse()
            headers = [(key, value) for key, value in answer.getheaders() if key.lower() not in HOP_BY_HOP]
            return Kept(answer.status, headers, answer.read(), {}, 0)
        finally:
            upstream.close()


def _lifetime(answer: Kept) -> float | None:
    """Sections 3 and 4.2.1: for how many seconds a shared cache may reuse it; None when it may not keep it at all."""
    said = dict(_directives(answer.header("cache-control")))
    if {"no-store", "private"} & set(said):
        return None
    if "no-cache" in said:
        return 0
    for name in ("s-maxage", "max-age"):
        if name in said:
            return float(said[name]) if said[name].isdigit() else 0
    if answer.header("expires"):
        return _until(answer.header("expires"))
    return GUESSED_SECONDS if answer.status in HEURISTIC else None


def _directives(line: str) -> Iterator[tuple[str, str]]:
    for one in line.split(","):
        name, _equals, value = one.strip().partition("=")
        if name:
            yield name.lower(), value.strip('"')


def _until(date: str) -> float:
    try:
        return max(0.0, parsedate_to_datetime(date).timestamp() - time.time())
    except ValueError:
        return 0  # section 5.3: a date that is none is in the past


@contextmanager
def caching_proxy(origin: str) -> Iterator[tuple[str, Cache]]:
    """The proxy before `origin`, on loopback: its address, and its cache to look into."""
    cache = Cache(origin)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            asked = {key.lower(): value for key, value in self.headers.items() if key.lower() not in HOP_BY_HOP}
            found = cache.answer(self.command, self.path, {**asked})
            self.send_response_only(found.status)
            for key, value in found.headers:
                if key.lower() != "content-length":
                    self.send_header(key, value)
            self.send_header("Content-Length", str(len(found.body)))
            self.end_headers()
            self.wfile.write(b"" if self.command == "HEAD" else found.body)

        do_HEAD = do_GET  # noqa: N815 - the names the server calls

        def log_message(self, *_args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", cache
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
