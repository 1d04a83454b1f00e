"""Whole answers in the memory of this process: least recently asked leave first."""

import gzip
import hashlib
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock

import brotli

from kit.generation import SECONDS

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Packed:
    """A body in one encoding, and all the headers that go with it."""

    body: bytes
    headers: list[tuple[str, str]]


@dataclass(slots=True)
class Held:
    """An answer, its headers without those that depend on the encoding, and what goes out by encoding."""

    body: bytes
    headers: dict[str, str]
    generation: int
    until: float
    etag: str = ""
    unchanged: list[tuple[str, str]] = field(default_factory=list)
    packed: dict[str, Packed] = field(default_factory=dict)

    def __post_init__(self) -> None:
        digest = hashlib.blake2b(self.body, digest_size=12, person=b"page").hexdigest()
        # Weak: the same page in another encoding is the same page.
        self.etag = f'W/"{digest}"'
        self.unchanged = [one for one in self._common() if one[0] != "Content-Type"]

    def encoded(self, accepted: str) -> Packed:
        """What goes out in the best encoding the browser takes; made once."""
        encoding = "br" if "br" in accepted else "gzip" if "gzip" in accepted else ""
        if (packed := self.packed.get(encoding)) is None:
            body = _pack(encoding, self.body)
            headers = [*self._common(), ("Content-Length", str(len(body)))]
            if encoding:
                headers.append(("Content-Encoding", encoding))
            packed = self.packed[encoding] = Packed(body, headers)
        return packed

    def _common(self) -> list[tuple[str, str]]:
        return [*self.headers.items(), ("ETag", self.etag)]


def _pack(encoding: str, body: bytes) -> bytes:
    if encoding == "br":
        packed: bytes = brotli.compress(body, quality=5)
        return packed
    return gzip.compress(body, 6, mtime=0) if encoding else body


class Shelf:
    """Pages by key, within a number of bytes."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.size = 0
        self._pages: OrderedDict[Key, Held] = OrderedDict()
        self._queries: OrderedDict[str, tuple[str, ...]] = OrderedDict()
        self._lock = Lock()

    def query_of(self, path: str) -> tuple[str, ...] | None:
        """The parameters that the page at `path` was last seen to depend on; None if it was never held."""
        return self._queries.get(path)

    def find(self, key: Key, generation: int) -> Held | None:
        """The page, if it is still what the site would answer."""
        held = self._pages.get(key)
        if held is None or held.generation != generation or held.until < time.monotonic():
            return None
        with self._lock:
            if key in self._pages:
                self._pages.move_to_end(key)
        return held

    def keep(self, key: Key, path: str, query: tuple[str, ...], held: Held) -> None:
        """Hold the page for half a minute."""
        held.until = time.monotonic() + SECONDS
        with self._lock:
            self._drop(key)
            self._pages[key] = held
            self.size += _weight(held)
            self._queries[path] = query
            while self.size > self.limit:
                self._drop(next(iter(self._pages)))
            while len(self._queries) > 4096:
                self._queries.popitem(last=False)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._pages.clear()
            self._queries.clear()
            self.size = 0

    def _drop(self, key: Key) -> None:
        if held := self._pages.pop(key, None):
            self.size -= _weight(held)


def _weight(held: Held) -> int:
    # Room for the packed copies and the headers; counted the same on the way in and out.
    return len(held.body) * 3 // 2 + 2048


SHELF = Shelf(64 * 1024 * 1024)
