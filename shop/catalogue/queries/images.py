"""Pictures as source sets."""

from functools import lru_cache

from django.conf import settings

from shop.catalogue.types import Image

# The columns `image` takes, in its order.
FILES = ("stem", "widths", "formats", "width", "height", "share")


@lru_cache(maxsize=8192)
def image(
    stem: str, widths: str, formats: str, width: int, height: int, share: str, alt: str = "", view: str = ""
) -> Image:
    """The picture whose files are `{stem}-{width}.{format}`; `src` is the middle width."""
    sizes = widths.split(",")
    address = f"{settings.MEDIA_URL}{stem}-"
    sources = {kind: ", ".join(f"{address}{w}.{kind} {w}w" for w in sizes) for kind in formats.split(",")}
    return Image(
        src=f"{address}{sizes[len(sizes) // 2]}.webp",
        width=width,
        height=height,
        alt=alt,
        avif=sources.get("avif", ""),
        webp=sources.get("webp", ""),
        full=f"{address}{sizes[-1]}.webp",
        view=view,
        share=f"{settings.MEDIA_URL}{share}" if share else "",
    )
