"""What staff type about a change of the notice."""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from privacy.notice.models import Version
from privacy.notice.types import Declared
from shop.backoffice.forms import day

AREA = forms.Textarea


class Begin(forms.Form):
    """A name for the version: a year and a month, as the founding one has."""

    version = forms.RegexField(r"^20\d\d-[01]\d[a-z]?$", label=_("Version"), help_text=_("For example 2027-03."))


class Explain(forms.Form):
    """The words of a draft in every language, and a sentence for each difference that asks more of people."""

    def __init__(self, version: Version, differences: list[Declared], data: Any = None) -> None:
        super().__init__(data)
        self.growing = [one for one in differences if one.grows]
        for code, name in settings.LANGUAGES:
            said = version.texts.get(code, {})
            self._add(f"summary_{code}", _("In one or two plain sentences"), name, said.get("summary", ""), rows=2)
            self._add(f"reasons_{code}", _("Why"), name, said.get("reasons", ""), rows=4)
            self._add(f"faq_{code}", _("Questions and answers"), name, _written(said.get("faq", [])), rows=8)
            self.fields[f"faq_{code}"].help_text = _("A question on a line, its answer below, then an empty line.")
            for number, one in enumerate(self.growing):
                told = version.explained.get(one.key, {}).get(code, "")
                self._add(f"plain{number}_{code}", _("What it means"), name, told, rows=2)

    def bound(self, key: str) -> list[forms.BoundField]:
        """The fields that explain one difference, a language each."""
        number = next((n for n, one in enumerate(self.growing) if one.key == key), None)
        return [self[f"plain{number}_{code}"] for code, _name in settings.LANGUAGES] if number is not None else []

    def words(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Summary, reasons and questions, by language."""
        return [
            (str(name), [self[f"{part}_{code}"] for part in ("summary", "reasons", "faq")])
            for code, name in settings.LANGUAGES
        ]

    def clean(self) -> dict[str, Any]:
        """Every question has an answer."""
        cleaned = super().clean() or {}
        for code, _name in settings.LANGUAGES:
            if any(not reply for _question, reply in _pairs(cleaned.get(f"faq_{code}", ""))):
                self.add_error(f"faq_{code}", _("Each question needs an answer on the line below it."))
        return cleaned

    @property
    def texts(self) -> dict[str, dict[str, Any]]:
        """As the notice keeps them."""
        return {
            code: {
                "summary": self.cleaned_data[f"summary_{code}"],
                "reasons": self.cleaned_data[f"reasons_{code}"],
                "faq": _pairs(self.cleaned_data[f"faq_{code}"]),
            }
            for code, _name in settings.LANGUAGES
        }

    @property
    def explained(self) -> dict[str, dict[str, str]]:
        """A sentence a difference and language."""
        return {
            one.key: {code: self.cleaned_data[f"plain{number}_{code}"] for code, _name in settings.LANGUAGES}
            for number, one in enumerate(self.growing)
        }

    def _add(self, name: str, label: Any, language: Any, value: str, *, rows: int) -> None:
        widget = AREA(attrs={"rows": rows})
        shown_as = f"{label} · {language}"
        self.fields[name] = forms.CharField(label=shown_as, required=False, widget=widget, max_length=8000)
        self.initial[name] = value


class Propose(forms.Form):
    """From when the change counts."""

    effective_on = day(_("Counts from"))


class Hold(forms.Form):
    """A meeting that explains the change, as people there read the clock."""

    on = day(_("Day"))
    wall_time = forms.TimeField(label=_("Time there"), widget=forms.TimeInput(attrs={"type": "time"}))
    zone = forms.CharField(label=_("Time zone"), max_length=60, initial=settings.PRIVACY_ZONE)
    place = forms.CharField(label=_("Place, or “online”"), max_length=200)
    link = forms.URLField(label=_("Link"), required=False, assume_scheme="https")
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


class Reply(forms.Form):
    """An answer."""

    words = forms.CharField(label=_("Your answer"), max_length=8000, widget=AREA(attrs={"rows": 8}))


def _pairs(text: str) -> list[list[str]]:
    """Blocks of a question line and answer lines, as pairs."""
    blocks = [block.strip() for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n")) if block.strip()]
    return [[part.strip() for part in f"{block}\n".split("\n", 1)] for block in blocks]


def _written(pairs: list[list[str]]) -> str:
    return "\n\n".join(f"{question}\n{reply}" for question, reply in pairs)
