"""`{% load browser_register %}`: tells the page's scripts what they may keep in the browser."""

from collections.abc import Iterable

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from kit import clock
from privacy.notice.register import open_items
from privacy.notice.types import Place, Stored

register = template.Library()


@register.simple_tag
def storage_guard() -> SafeString:
    """The script that lets scripts keep only what is registered and told of. It stands before every other script."""
    strict = " data-strict" if settings.PRIVACY_STRICT else ""
    markup = f'<script src="{{}}" data-local="{{}}" data-tab="{{}}" data-cookies="{{}}"{strict}></script>'
    listed = open_items(clock.now())
    places = [_names(listed, place) for place in (Place.LOCAL, Place.TAB, Place.COOKIE)]
    return format_html(markup, static("privacy_notice/storage.js"), *places)


def _names(listed: Iterable[Stored], place: Place) -> str:
    return " ".join(item.name for item in listed if item.place is place)
