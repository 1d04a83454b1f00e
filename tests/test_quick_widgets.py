"""What is drawn without templates is what Django would have drawn."""

import re

import pytest
from django import forms

from ui.widgets import QuickSelect

CHOICES = [("", "Please choose"), ("DE", "Germany"), ("CI", "Côte d’Ivoire"), ('a"b', "<b>bold & brave</b>")]


@pytest.mark.parametrize("value", ["", "DE", 'a"b', "none of these", None])
def test_a_quick_select_has_the_options_and_attributes_of_djangos_own(value: str | None) -> None:
    class Plain(forms.Form):
        country = forms.ChoiceField(choices=CHOICES, widget=forms.Select({"autocomplete": "country"}))

    class Quick(forms.Form):
        country = forms.ChoiceField(choices=CHOICES, widget=QuickSelect({"autocomplete": "country"}))

    plain, quick = (str(form(initial={"country": value})["country"]) for form in (Plain, Quick))
    assert _parts(quick) == _parts(plain)
    assert ("selected" in quick) == (value in dict(CHOICES) or value is None)


def _parts(html: str) -> list[list[str]]:
    """Tags with their attributes in any order, and texts."""
    return [sorted(re.findall(r"[^\s<>]+", part)) for part in re.findall(r"<[^>]*>|[^<>\n]+", html) if part.strip()]
