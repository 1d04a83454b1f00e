"""What the page's skeleton needs: its language, the visitor's look, and static addresses that never fail."""

from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from ui.preferences import LOOKS, look


def page_language() -> str:
    """The active language as BCP 47 writes it: `en`, `zh-Hans`."""
    language, _, script = (get_language() or "en").partition("-")
    return f"{language}-{script.capitalize()}" if script else language


def preferences(context: dict[str, Any]) -> SafeString:
    """Attributes for `<html>` from the visitor's preference cookies; none when the system decides."""
    request = context.get("request")
    if request is None:
        return SafeString("")
    chosen = ((name, value) for name, value in look(request).items() if value != LOOKS[name][0])
    return format_html_join("", ' data-{}="{}"', chosen)


def safe_static(path: str) -> str:
    """A static file's address; the plain one when the manifest does not know it, so that error pages always render."""
    try:
        return static(path)
    except ValueError:
        return f"/static/{path}"
