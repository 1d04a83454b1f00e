"""What staff type when they answer requests about data."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from privacy.rights.clocks import KINDS
from privacy.rights.types import DENIAL_TITLES, Cause, Outcome


def _long(label: Any, *, required: bool = True) -> forms.CharField:
    return forms.CharField(label=label, required=required, max_length=4000, widget=forms.Textarea(attrs={"rows": 5}))


class NewRequest(forms.Form):
    """What somebody asks staff for."""

    email = forms.EmailField(label=_("E-mail address, whole"), max_length=254)
    right = forms.ChoiceField(
        label=_("What do they ask for?"), choices=[(one.value, kind.title) for one, kind in KINDS.items()]
    )
    cause = forms.ChoiceField(label=_("A complaint: about what?"), choices=[("", "—"), *Cause.choices], required=False)
    words = _long(_("In their words"), required=False)
    language = forms.ChoiceField(label=_("Language of the answer"), choices=settings.LANGUAGES)


class ProofForm(forms.Form):
    """The code the person reads out."""

    code = forms.CharField(label=_("Code the person reads out"), max_length=12)


class QuestionForm(forms.Form):
    """What the person has to tell us first."""

    question = _long(_("What do we need from them?"))


class HeardForm(forms.Form):
    """What the person answered by another way than their page."""

    reply = _long(_("What did they answer?"))


class AnswerForm(forms.Form):
    """The answer; a complaint has an outcome."""

    outcome = forms.ChoiceField(label=_("What came of it"), choices=Outcome.choices)
    words = _long(_("Our answer, in their language"))

    def __init__(self, data: Any = None, *, complaint: bool = False) -> None:
        super().__init__(data)
        if not complaint:
            del self.fields["outcome"]


class RefuseForm(forms.Form):
    """Why not, and what can be done instead."""

    because = forms.ChoiceField(label=_("Why"), choices=list(DENIAL_TITLES.items()))
    words = _long(_("Our answer, in their language"))


class LessonForm(forms.Form):
    """What the house has changed because of complaints; published as it stands here."""

    cause = forms.ChoiceField(label=_("Complaints about what?"), choices=Cause.choices)
    link = forms.CharField(
        label=_("Address on our site where it can be seen"),
        max_length=200,
        required=False,
        validators=[RegexValidator(r"^/(?!/)[^\s\\]*\Z", _("An address of ours, beginning with a slash."))],
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        for language, name in settings.LANGUAGES:
            label = _("What has changed") + f" · {name}"
            self.fields[f"words_{language}"] = forms.CharField(label=label, max_length=400)

    @property
    def words(self) -> dict[str, str]:
        """What has changed, by language."""
        return {language: self.cleaned_data[f"words_{language}"] for language, _name in settings.LANGUAGES}
