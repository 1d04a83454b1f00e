"""Widgets drawn without a template for every option: a list of all countries is otherwise most of a page's work."""

import functools
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString


class QuickSelect(forms.Select):
    """Django's `Select` for flat choices: the same HTML, from options that are joined once for each language."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """The list, with what is chosen marked."""
        given = {"name": name, **self.build_attrs(self.attrs, attrs)}
        rows = _options(tuple((str(key), str(label)) for key, label in self.choices))
        for chosen in self.format_value(value):
            start = f'<option value="{escape(chosen)}"'
            rows = SafeString(rows.replace(f"{start}>", f"{start} selected>", 1))
        return format_html("<select{}>{}</select>", flatatt(given), rows)


@functools.lru_cache(maxsize=16)
def _options(choices: tuple[tuple[str, str], ...]) -> SafeString:
    return format_html_join("", '<option value="{}">{}</option>', choices)
