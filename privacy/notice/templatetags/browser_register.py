"""`{% load browser_register %}`: tells the page's scripts what they may keep in the browser."""

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from privacy.notice.register import items
from privacy.notice.types import Place

register = template.Library()


@register.simple_tag
def storage_guard() -> SafeString:
    """The script that lets only registered storage keys be set. It stands before every other script."""
    keys = " ".join(item.name for item in items() if item.place is not Place.COOKIE)
    strict = " data-strict" if settings.PRIVACY_STRICT else ""
    markup = f'<script src="{{}}" data-keys="{{}}"{strict}></script>'
    return format_html(markup, static("privacy_notice/storage.js"), keys)
