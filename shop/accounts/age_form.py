"""Asking how old somebody is: a country and a year, read once and kept nowhere."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kit import clock
from privacy.children.gate import OLDEST, old_enough
from privacy.children.registry import age_in
from privacy.children.types import Answer
from shop.accounts import addressing


class AgeForm(forms.Form):
    """Where somebody lives and when they were born, to the year; `turned` only where this year's birthday decides."""

    country = forms.ChoiceField(label=_("Country you live in"))
    birth_year = forms.IntegerField(
        label=_("Year you were born"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "bday-year", "maxlength": "4"}),
    )
    turned = forms.BooleanField(label=_("My birthday this year has passed"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = addressing.forms.countries(get_language() or "en") if addressing.forms else []
        self.fields["country"] = forms.ChoiceField(label=_("Country you live in"), choices=[("", "—"), *known])

    def answer(self, at: dt.datetime) -> Answer:
        """What the gate says of what was typed; a ticked birthday is believed."""
        said = self.cleaned_data
        found = old_enough(country=said["country"], birth_year=said["birth_year"], today=at.date())
        return Answer.YES if found is Answer.ASK and said["turned"] else found

    def clean_birth_year(self) -> int:
        """A year somebody alive can be born in."""
        year: int = self.cleaned_data["birth_year"]
        if not clock.now().year - OLDEST <= year <= clock.now().year:
            raise forms.ValidationError(_("Write the year with four digits, for example 1988."))
        return year

    def clean(self) -> Any:
        """Where this year's birthday decides, ask."""
        typed = super().clean() or {}
        if not self.errors and {"country", "birth_year"} <= typed.keys() and self.answer(clock.now()) is Answer.ASK:
            years = age_in(typed["country"]).years
            self.add_error(
                "turned", _("Where you live one has to be %(years)d. Have you turned that?") % {"years": years}
            )
        return typed
