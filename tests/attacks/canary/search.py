"""Searching bytes for marks in every way things are stored: plain, escaped, encoded, compressed, packed, nested."""

import base64
import bz2
import gzip
import hashlib
import html
import io
import json
import lzma
import re
import string
import tarfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import brotli

from tests.attacks.canary.marks import Marks

DEEPEST = 4
MOST = 64 * 1024 * 1024
ZLIB = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08|BZh[1-9]|\xfd7zXZ\x00")
BREAKS = b"\r\n"


def _alphabet(letters: bytes) -> bytes:
    return bytes(ord("a" if one in letters else "-") for one in range(256))


SMALL_HEX, LARGE_HEX = _alphabet(b"0123456789abcdef"), _alphabet(b"0123456789ABCDEF")
BASE64 = _alphabet(string.ascii_letters.encode() + b"0123456789+/-_")


class Hit(NamedTuple):
    """What was found: where and how it was wrapped, and the kind of thing that was looked for."""

    where: str
    what: str
    kind: str = "mark"

    def within(self, place: str, between: str = " > ") -> "Hit":
        """The same, seen from further outside."""
        return self._replace(where=f"{place}{between}{self.where}" if self.where else place)


class Search:
    """Looks for one customer's marks and, by kind, for `more`: keyed hashes of an address, secrets of the site.

    The same bytes are looked through once, for everything, wherever and whenever they lie.
    """

    def __init__(self, marks: Marks, **more: Iterable[bytes]) -> None:
        self.typed = [word.encode() for word in (*marks.words, *marks.numbers)]
        words = {needle for word in marks.words for needle in spellings(word)}
        words |= {b"%PDF-1"}  # a paper in clear; in it letters are numbers of glyphs
        self.needles = dict.fromkeys(words, "mark") | {one: kind for kind, ones in more.items() for one in ones}
        # Without capitals a needle is found in small letters wherever it is found at all.
        self._small = {one for one in self.needles if one == one.lower()}
        self._found: dict[tuple[int, bytes], list[Hit]] = {}
        self.numbers = [Number(number) for number in marks.numbers]
        self.numbers += [Number(marks.cvv, after=rb"(?i)(cvv|cvc|csc|security.?code)\W{0,12}$")]

    def in_folder(self, folder: Path) -> list[Hit]:
        """Where marks and more are in the files below, their names included."""
        found = []
        for path in sorted(one for one in folder.rglob("*") if one.is_file()):
            name = str(path.relative_to(folder))
            # A write-ahead log is the tables' pages once more, of all databases: large, and searched as it is.
            look = self.as_typed if path.suffix == ".wal" else self.in_bytes
            found += [hit.within(name, ": ") for hit in (*look(path.read_bytes()), *self.in_bytes(name.encode()))]
            if path.suffix == ".br":
                unpacked = self.in_bytes(brotli.decompress(path.read_bytes()))
                found += [hit.within(f"{name}: brotli") for hit in unpacked]
        return found

    def as_typed(self, content: bytes) -> list[Hit]:
        """The marks that stand there as they were typed."""
        return [Hit("", one.decode()) for one in self.typed if one in content]

    def in_bytes(self, content: bytes, depth: int = 0) -> list[Hit]:
        """What was found, with the way it was wrapped."""
        seen = (depth, content if len(content) < 64 else hashlib.blake2b(content, digest_size=16).digest())
        if seen not in self._found:
            self._found[seen] = self._look_through(content, depth)
        return self._found[seen]

    def _look_through(self, content: bytes, depth: int) -> list[Hit]:
        lower = content.lower()
        found = [
            Hit("", needle.decode("ascii", "replace"), kind)
            for needle, kind in self.needles.items()
            if needle in (lower if needle in self._small else content)
        ]
        narrow = content.replace(b"\0", b"")
        for number in self.numbers:
            for way, text in {"": content, "utf-16": narrow if len(narrow) < len(content) else b""}.items():
                if hit := number.found(text):
                    found.append(Hit(way, hit.decode("ascii", "replace")))
        if depth < DEEPEST:
            for wrapping, inner in unwrapped(content):
                found += [hit.within(wrapping) for hit in self.in_bytes(inner, depth + 1)]
        return found


def spellings(word: str) -> set[bytes]:
    """A word as it may stand in bytes."""
    plain = word.encode()
    forms = {word, word[::-1], quote(word), html.escape(word), json.dumps(word)[1:-1]}
    forms |= {"".join(f"&#{ord(one)};" for one in word), "".join(f"&#x{ord(one):x};" for one in word)}
    found = {form.encode() for form in forms} | {form.encode().lower() for form in forms}
    found |= {word.encode("utf-16-le"), word.encode("utf-16-be"), plain.hex().encode()}
    for shift in range(3):  # the three ways the letters may fall into groups of three
        inside = base64.b64encode(b"\0" * shift + plain)[(shift * 8 + 5) // 6 : (len(plain) + shift) * 8 // 6]
        found |= {inside, inside.replace(b"+", b"-").replace(b"/", b"_")}
    return {one for one in found if len(one) > 3}


class Number:
    """A number whatever stands between its digits, or written backwards; one that means little by itself `after` words.

    The digits are looked for first: they begin with a letter that is rare, which is what searching is quick by.
    """

    def __init__(self, number: str, *, after: bytes = rb"(?<!\d)(?:\+?86)?$") -> None:
        ways = (number, number[::-1])
        between = [rb"[ \-.()/]{0,2}".join(one.encode() for one in way) for way in ways]
        self.ways = [re.compile(way + rb"(?!\d)") for way in between]
        self.after = re.compile(after)

    def found(self, content: bytes) -> bytes:
        """How it stands there, or nothing."""
        for way in self.ways:
            for hit in way.finditer(content):
                if self.after.search(content[max(0, hit.start() - 32) : hit.start()]):
                    return hit[0]
        return b""


def unwrapped(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Everything that can be unpacked out of these bytes, wherever it begins."""
    view = memoryview(content)
    for hit in ZLIB.finditer(content):
        if inner := _inflated(view[hit.start() :]):
            yield "compressed", inner
    if inner := _raw_deflate(content):
        yield "deflate", inner
    yield from _members(content)
    for kind, read, runs in (
        ("base64", _base64, _runs(content.translate(None, BREAKS), BASE64, 24)),
        ("hex", _hex, _runs(content, SMALL_HEX, 32)),
        ("hex", _hex, _runs(content, LARGE_HEX, 32)),
    ):
        for one in runs:
            with suppress(ValueError):
                yield kind, read(one)


def _runs(content: bytes, alphabet: bytes, least: int) -> Iterator[bytes]:
    """Where so many letters of an alphabet stand in a row: they become one letter, which is quick to search for."""
    letters = content.translate(alphabet)
    begin = letters.find(b"a" * least)
    while begin >= 0:
        end = letters.find(b"-", begin)
        end = len(letters) if end < 0 else end
        yield content[begin:end]
        begin = letters.find(b"a" * least, end)


def _hex(text: bytes) -> bytes:
    return bytes.fromhex(text[: len(text) // 2 * 2].decode())


def _base64(text: bytes) -> bytes:
    even = text.replace(b"-", b"+").replace(b"_", b"/")
    return base64.b64decode(even[: len(even) // 4 * 4])


def _inflated(content: memoryview) -> bytes:
    if bytes(content[:3]) == b"BZh":
        with suppress(OSError, ValueError):
            return bz2.BZ2Decompressor().decompress(content, MOST)
        return b""
    if bytes(content[:1]) == b"\xfd":
        with suppress(lzma.LZMAError):
            return lzma.LZMADecompressor().decompress(content, MOST)
        return b""
    return _partly(content, 47)


def _raw_deflate(content: bytes) -> bytes:
    return _partly(content, -15) if len(content) < MOST else b""


def _partly(content: bytes | memoryview, bits: int) -> bytes:
    """As much as can be unpacked, in steps: a stream that breaks off still shows its beginning."""
    engine, out = zlib.decompressobj(bits), b""
    with suppress(zlib.error):
        for start in range(0, len(content), 512):
            out += engine.decompress(content[start : start + 512], MOST)
            if engine.eof or len(out) > MOST:
                break
    return out


def _members(content: bytes) -> Iterator[tuple[str, bytes]]:
    if b"PK\x03\x04" in content:
        with (
            suppress(zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, zlib.error),
            zipfile.ZipFile(io.BytesIO(content)) as archive,
        ):
            for one in archive.infolist():
                yield f"zip {one.filename}", one.filename.encode() + b"\n" + archive.read(one)
    if content[257:262] == b"ustar":
        with suppress(tarfile.TarError, EOFError), tarfile.open(fileobj=io.BytesIO(content)) as packed:
            for item in packed:
                file = packed.extractfile(item)
                yield f"tar {item.name}", item.name.encode() + b"\n" + (file.read() if file else b"")


def packed_example(content: bytes) -> dict[str, bytes]:
    """The same bytes in every wrapping the search must see through; for the proof that it does."""
    archive, tape = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("a.txt", content)
    with tarfile.open(fileobj=tape, mode="w:gz") as packed:
        item = tarfile.TarInfo("a.txt")
        item.size = len(content)
        packed.addfile(item, io.BytesIO(content))
    deflate = zlib.compressobj(wbits=-15)
    return {
        "plain": content,
        "zlib": zlib.compress(content),
        "gzip": gzip.compress(content),
        "bz2": bz2.compress(content),
        "xz": lzma.compress(content),
        "deflate": deflate.compress(content) + deflate.flush(),
        "zip": archive.getvalue(),
        "tar.gz": tape.getvalue(),
        "hex": content.hex().encode(),
        "base64 of zlib": base64.b64encode(zlib.compress(content)),
        "hex of gzip of base64": gzip.compress(base64.b64encode(content)).hex().encode(),
        "zlib in the middle": b"\x00" * 77 + zlib.compress(content) + b"tail",
    }
