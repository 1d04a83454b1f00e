"""Pictures that say the mark where cameras write."""

import io

from PIL import Image
from PIL.PngImagePlugin import PngInfo


def picture(word: str) -> bytes:
    """A small PNG with the word in its notes."""
    said, out = PngInfo(), io.BytesIO()
    said.add_text("Comment", word)
    Image.new("RGB", (60, 40), "white").save(out, "PNG", pnginfo=said)
    return out.getvalue()
