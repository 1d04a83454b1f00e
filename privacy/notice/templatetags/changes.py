"""`{% load changes %}`: the word about a coming change that stands on every page."""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from kit import clock
from privacy.notice import history

register = template.Library()


@register.simple_tag
def change_banner() -> SafeString | str:
    """What changes and when, while a change is announced and not in force; the same for everybody."""
    coming = history.coming(clock.now())
    if not coming:
        return ""
    said = coming[0].texts.get(get_language() or "", {})
    return render_to_string("privacy_notice/banner.html", {"known": coming[0], "said": said})
