"""Which characters the fonts beside this folder have: what none of them has is shown by its number, never left out."""

import functools
import struct
import unicodedata
from collections.abc import Iterator
from pathlib import Path

FONTS = Path(__file__).parent.parent / "fonts"
# Spaces, breaks, joiners and marks of direction have no shape of their own.
SHAPELESS = {"Cc", "Cf", "Zs", "Zl", "Zp"}
VARIANTS = (range(0x180B, 0x1810), range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))


def undrawn(words: str) -> list[str]:
    """The characters of `words` that no font has, in their order."""
    return [char for char in words if not _drawn(char)]


def shown(words: str) -> str:
    """`words` with each character that no font has as its Unicode number: `[U+20000]`."""
    return "".join(char if _drawn(char) else f"[U+{ord(char):04X}]" for char in words)


def _drawn(char: str) -> bool:
    return ord(char) in characters() or unicodedata.category(char) in SHAPELESS or any(ord(char) in r for r in VARIANTS)


@functools.cache
def characters() -> frozenset[int]:
    """Every code point that one of the fonts has a glyph for."""
    files = sorted(path for path in FONTS.iterdir() if path.suffix in {".ttf", ".ttc"})
    return frozenset(code for path in files for code in _codes(path.read_bytes()))


def _codes(font: bytes) -> Iterator[int]:
    """The code points of a font file; the fonts of one collection all share theirs."""
    start = struct.unpack_from(">L", font, 12)[0] if font.startswith(b"ttcf") else 0
    [tables] = struct.unpack_from(">H", font, start + 4)
    entries = (struct.unpack_from(">4sLLL", font, start + 12 + 16 * number) for number in range(tables))
    cmap = next(place for tag, _sum, place, _size in entries if tag == b"cmap")
    [count] = struct.unpack_from(">H", font, cmap + 2)
    for number in range(count):
        [offset] = struct.unpack_from(">L", font, cmap + 8 + 8 * number)
        yield from _subtable(font, cmap + offset)


def _subtable(font: bytes, at: int) -> Iterator[int]:
    match struct.unpack_from(">H", font, at):
        case (4,):
            yield from _segments(font, at)
        case (12,):
            [groups] = struct.unpack_from(">L", font, at + 12)
            for number in range(groups):
                first, last = struct.unpack_from(">LL", font, at + 16 + 12 * number)
                yield from range(first, last + 1)


def _segments(font: bytes, at: int) -> Iterator[int]:
    """A subtable of format 4: a segment that ends at U+FFFF only closes the list."""
    [double] = struct.unpack_from(">H", font, at + 6)
    ends = struct.unpack_from(f">{double // 2}H", font, at + 14)
    starts = struct.unpack_from(f">{double // 2}H", font, at + 16 + double)
    for first, last in zip(starts, ends, strict=True):
        yield from range(first, min(last, 0xFFFE) + 1)
