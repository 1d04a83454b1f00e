"""Pictures: their place is reserved before they load, and they stand on one neutral plate.

A picture is put together here, not in a template: lists show dozens, and this takes almost a third off them.
"""

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from ui.components.render import WrongProp, fragment, needed
from ui.types import Picture

EAGER = SafeString(' fetchpriority="high"')
LAZY = SafeString(' loading="lazy"')


def picture(image: Picture, *, sizes: str = "100vw", eager: bool = False, transition: str = "") -> SafeString:
    """An image as AVIF, WebP or its plain file. `eager` for the one above the fold; all others load lazily.

    `transition` names it (a CSS identifier) so that it moves from list to object page.
    """
    if not isinstance(image, Picture):
        raise WrongProp(f"picture: {image!r} is no Picture")
    return format_html(
        '<picture>{}{}<img src="{}" width="{}" height="{}" alt="{}"{}{} decoding="async"></picture>',
        source("image/avif", image.avif, sizes),
        source("image/webp", image.webp, sizes),
        image.src,
        image.width,
        image.height,
        image.alt,
        format_html(' data-transition="{}"', transition) if transition else "",
        EAGER if eager else LAZY,
    )


def source(kind: str, candidates: str, sizes: str) -> SafeString:
    """A `<source>` of one format; nothing when the picture has none."""
    if not candidates:
        return SafeString("")
    return format_html('<source type="{}" srcset="{}" sizes="{}">', kind, candidates, sizes)


def card(
    name: str,
    *,
    href: str,
    image: Picture | None = None,
    price: str = "",
    line: str = "",
    status: str = "",
    level: int = 2,
    eager: bool = False,
    transition: str = "",
    sizes: str = "(min-width: 80rem) 26rem, (min-width: 52rem) 31vw, 46vw",
) -> SafeString:
    """An object on a shelf: picture, name, one quiet line, price. `level` is its heading's (2 to 4)."""
    if level not in (2, 3, 4):
        raise WrongProp(f"level={level!r}: use 2, 3 or 4")
    shown = picture(image, sizes=sizes, eager=eager, transition=transition) if image else ""
    return fragment(
        "card",
        name=needed("name", name),
        href=needed("href", href),
        shown=shown,
        price=price,
        line=line,
        status=status,
        level=level,
    )


def gallery(images: Sequence[Picture], *, name: str, transition: str = "") -> SafeString:
    """All views of an object: the first large, the others as thumbnails; zoom by buttons, pinch and keyboard."""
    if not images:
        raise WrongProp("gallery: no pictures")
    label = gettext("Views of %(name)s") % {"name": needed("name", name)}
    return fragment("gallery", images=images, label=label, transition=transition)
