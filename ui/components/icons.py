"""Icons drawn for this site on a 24 unit square, inline so that they take the colour of the text."""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from ui.components.render import one_of

PATHS = {
    "arrow-right": "M4 12h15M13 6l6 6-6 6",
    "arrow-left": "M20 12H5M11 6l-6 6 6 6",
    "cart": "M5 8h14l-1 12H6zM9 8V6a3 3 0 0 1 6 0v2",
    "check": "M5 12.5l4.5 4.5L19 7.5",
    "chevron": "M7 10l5 5 5-5",
    "close": "M6 6l12 12M18 6L6 18",
    "download": "M12 4v11M7 10.5l5 5 5-5M5 20h14",
    "lock": "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
    "mail": "M4 6h16v12H4zM4 7l8 6 8-6",
    "menu": "M4 8h16M4 16h16",
    "minus": "M5 12h14",
    "outward": "M14 5h5v5M19 5l-8 8M17 14v5H5V7h5",
    "parcel": "M4 8l8-4 8 4v8l-8 4-8-4zM4 8l8 4 8-4M12 12v8",
    "person": "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM5 20c.6-3.6 3.3-5.5 7-5.5s6.4 1.9 7 5.5",
    "plus": "M5 12h14M12 5v14",
    "search": "M10.5 4.5a6 6 0 1 0 0 12 6 6 0 0 0 0-12zM15 15l5 5",
    "seal": "M12 4l6 8-6 8-6-8zM12 9.5l1.9 2.5-1.9 2.5-1.9-2.5z",
    "warning": "M12 5l8 14H4zM12 10v4M12 16.5v.5",
    "zoom": "M10.5 4.5a6 6 0 1 0 0 12 6 6 0 0 0 0-12zM15 15l5 5M8 10.5h5M10.5 8v5",
}


def icon(name: str, *, label: str = "") -> SafeString:
    """An icon; silent beside words, spoken as `label` when it stands alone."""
    one_of("icon", name, tuple(PATHS))
    path = mark_safe(PATHS[name])  # noqa: S308  our own constants
    if label:
        return format_html(
            '<svg class="icon" viewBox="0 0 24 24" role="img" aria-label="{}"><path d="{}"/></svg>', label, path
        )
    return format_html('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>', path)
