"""The process that decodes an uploaded picture: limited in memory and time, it can die without harm.

Reads the upload from standard input, writes `{stem}-{width}.{format}` files, prints the size of the largest.
Arguments: stem (a path), then the widths in pixels. With "-" alone one picture is written to standard output instead.
"""

import io
import json
import resource
import sys
from pathlib import Path

from PIL import Image, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 40_000_000
MOST_MEMORY = 1024**3
MOST_SECONDS = 20
WIDEST = 2000


def drawn() -> Image.Image:
    """The upload, upright, nothing left of it but its pixels."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    with Image.open(io.BytesIO(sys.stdin.buffer.read()), formats=FORMATS) as upload:
        if upload.width * upload.height > MOST_PIXELS:
            sys.exit("too many pixels")
        return ImageOps.exif_transpose(upload).convert("RGB")


def show() -> None:
    """Write one picture to standard output."""
    upright, out = drawn(), io.BytesIO()
    upright.thumbnail((WIDEST, WIDEST), Image.Resampling.LANCZOS)
    upright.save(out, format="WEBP", quality=85, method=4)
    sys.stdout.buffer.write(out.getvalue())


def main(stem: Path, widths: list[int]) -> None:
    """Write the sizes."""
    upright = drawn()
    made = sorted({min(width, upright.width) for width in widths})
    for width in made:
        size = (width, max(1, round(upright.height * width / upright.width)))
        smaller = upright.resize(size, Image.Resampling.LANCZOS)
        smaller.save(stem.with_name(f"{stem.name}-{width}.webp"), quality=80, method=4)
        smaller.save(stem.with_name(f"{stem.name}-{width}.avif"), quality=60, speed=8)
    sys.stdout.write(json.dumps({"widths": made, "width": size[0], "height": size[1]}))


if __name__ == "__main__":
    if sys.argv[1:] == ["-"]:
        show()
    else:
        main(Path(sys.argv[1]), [int(width) for width in sys.argv[2:]])
