"""Covering what was not ordered: the result is made anew from what stays, so that nothing lies beneath the cover."""

import io
import re
from collections.abc import Iterable

from django.utils.translation import gettext as _
from PIL import Image, ImageDraw, ImageOps, UnidentifiedImageError

from privacy.handover.types import NotAllowed, Rectangle

# Always as long: the cover tells nothing of the length of what it covers.
COVER = "█████"
LARGEST_BYTES = 25 * 1024 * 1024
LARGEST_PIXELS = 40_000_000
FORMATS = ("JPEG", "PNG", "WEBP")


def redact_text(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """`text` with the parts from `start` to before `end` covered; parts that touch become one. Raises `NotAllowed`."""
    out, at = [], 0
    for start, end in _merged(spans, len(text)):
        out += [text[at:start], COVER]
        at = end
    return "".join([*out, text[at:]])


def spans_of(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Where any of these words stands, whatever its case. Raises `NotAllowed` for one that stands nowhere."""
    found: list[tuple[int, int]] = []
    for word in filter(None, (one.strip() for one in words)):
        here = [match.span() for match in re.finditer(re.escape(word), text, re.IGNORECASE)]
        if not here:
            raise NotAllowed(_("This stands nowhere in the text: check how it is written."))
        found += here
    return found


def redact_image(content: bytes, rectangles: Iterable[Rectangle]) -> bytes:
    """The picture as PNG with black burnt into these parts, without any metadata. Raises `NotAllowed`."""
    if len(content) > LARGEST_BYTES:
        raise NotAllowed(_("This picture is too large."))
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as opened:
            if opened.width * opened.height > LARGEST_PIXELS:
                raise NotAllowed(_("This picture is too large."))
            seen = ImageOps.exif_transpose(opened).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise NotAllowed(_("This is no picture we can read.")) from error
    clean = Image.frombytes("RGB", seen.size, seen.tobytes())  # pixels alone: no profile, no comment, no thumbnail
    brush = ImageDraw.Draw(clean)
    for one in rectangles:
        inside = 0 <= one.left < clean.width and 0 <= one.top < clean.height and one.width > 0 and one.height > 0
        if not inside:
            raise NotAllowed(_("This part lies outside of the picture."))
        brush.rectangle((one.left, one.top, one.left + one.width - 1, one.top + one.height - 1), fill=(0, 0, 0))
    out = io.BytesIO()
    clean.save(out, "PNG", optimize=True)
    return out.getvalue()


def size_of(picture: bytes) -> tuple[int, int]:
    """Width and height of a picture of ours."""
    with Image.open(io.BytesIO(picture), formats=("PNG",)) as opened:
        return opened.size


def _merged(spans: Iterable[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if not 0 <= start < end <= length:
            raise NotAllowed(_("This part lies outside of the text."))
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
