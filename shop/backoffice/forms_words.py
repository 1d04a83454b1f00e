"""What staff write about the promises."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from privacy.feedback.types import Source
from shop.backoffice import kinds
from shop.backoffice.forms import day


class InEachLanguage(forms.Form):
    """A form with texts that are asked for once in each language of the site."""

    texts: tuple[tuple[str, Any], ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in self.texts:
            for tag, language in settings.LANGUAGES:
                self.fields[f"{name}_{tag}"] = forms.CharField(
                    label=f"{label} · {language}", max_length=2000, widget=forms.Textarea({"rows": 4})
                )

    def said(self, name: str) -> dict[str, str]:
        """The text by language."""
        return {tag: self.cleaned_data[f"{name}_{tag}"] for tag, _language in settings.LANGUAGES}


class ReviewForm(InEachLanguage):
    """What was learned about a clause and what was done."""

    source = forms.ChoiceField(label=_("What led to it"), choices=Source.choices)
    remarks = forms.MultipleChoiceField(
        label=_("Remarks it answers"), required=False, widget=forms.CheckboxSelectMultiple()
    )
    texts = (("learned", _("What we learned")), ("decided", _("What we did")))

    def __init__(self, remarks: list[tuple[str, str]], data: Any = None) -> None:
        super().__init__(data)
        self.fields["remarks"] = forms.MultipleChoiceField(
            label=_("Remarks it answers"), choices=remarks, required=False, widget=forms.CheckboxSelectMultiple()
        )


class AssessmentForm(InEachLanguage):
    """What an expert from outside found."""

    role = forms.CharField(label=_("Who looked: a profession, no name"), max_length=120)
    on = day(_("Day"))
    texts = (("scope", _("What was looked at")), ("found", _("What was found")))


class DecisionForm(forms.Form):
    """How a dispute ends, in words for the person."""

    outcome = forms.ChoiceField(label=_("Outcome"), choices=[*kinds.SETTLED.items()])
    reasons = forms.CharField(
        label=_("Reasons, in the person's language"), max_length=6000, widget=forms.Textarea({"rows": 8})
    )


class PrecedentForm(InEachLanguage):
    """What was settled, without anybody in it."""

    texts = (("question", _("The question, without a name or number")), ("answer", _("How it was settled")))
