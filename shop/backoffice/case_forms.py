"""What staff type when they answer requests about data."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from privacy.datamap.types import Purpose
from privacy.handles.types import Kind, normalised
from privacy.rights.clocks import KINDS
from privacy.rights.types import DENIAL_TITLES, Cause
from shop.backoffice import kinds


def _long(label: Any, *, required: bool = True) -> forms.CharField:
    return forms.CharField(label=label, required=required, max_length=4000, widget=forms.Textarea(attrs={"rows": 5}))


class NewRequest(forms.Form):
    """What somebody asks staff for."""

    email = forms.EmailField(label=_("E-mail address, whole"), max_length=254, required=False)
    phone = forms.CharField(label=_("Phone number, with its country code"), max_length=40, required=False)
    is_new = forms.BooleanField(label=_("We know nobody by these, and take them in as somebody new"), required=False)
    right = forms.ChoiceField(
        label=_("What do they ask for?"), choices=[(one.value, kind.title) for one, kind in KINDS.items()]
    )
    cause = forms.ChoiceField(label=_("A complaint: about what?"), choices=[("", "—"), *Cause.choices], required=False)
    words = _long(_("In their words"), required=False)
    language = forms.ChoiceField(label=_("Language of the answer"), choices=settings.LANGUAGES)

    def clean_phone(self) -> str:
        """The number in its normal form."""
        return normalised(Kind.PHONE, said) if (said := self.cleaned_data["phone"]) else ""

    @property
    def handles(self) -> dict[Kind, str]:
        """How the person can be known, an address first."""
        given = {Kind.EMAIL: self.cleaned_data["email"], Kind.PHONE: self.cleaned_data["phone"]}
        return {kind: value for kind, value in given.items() if value}


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

    outcome = forms.ChoiceField(label=_("What came of it"), choices=[*kinds.OUTCOMES.items()])
    words = _long(_("Our answer, in their language"))

    def __init__(self, data: Any = None, *, complaint: bool = False) -> None:
        super().__init__(data)
        if not complaint:
            del self.fields["outcome"]


class PlaceForm(forms.Form):
    """Which field of which row a correction is about, where its person could not say so, and the right words."""

    what = forms.ChoiceField(label=_("What is wrong?"))
    wanted = forms.CharField(label=_("What should it say?"), max_length=300)

    def __init__(self, rows: Iterable[tuple[str, str]], data: Any = None) -> None:
        super().__init__(data)
        self.fields["what"] = forms.ChoiceField(label=_("What is wrong?"), choices=list(rows))


class CorrectForm(forms.Form):
    """What the person is told with the correction."""

    words = _long(_("Our answer, in their language"))


class ByHandForm(forms.Form):
    """What was put right by hand: the person reads it as our answer."""

    words = _long(_("What was done, in their language"))
    done = forms.BooleanField(label=_("It is done, and none of the fields above is meant"))


class NewProofForm(forms.Form):
    """The code that went to the new address or number."""

    code = forms.CharField(label=_("Code the person reads out"), max_length=12)


class WithdrawForm(forms.Form):
    """Which consents are taken back: all that stand, unless the person named some."""

    def __init__(self, standing: Iterable[Purpose], data: Any = None) -> None:
        choices = [(one.id, one.title) for one in standing]
        super().__init__(data, initial={"purposes": [one for one, _title in choices]})
        self.fields["purposes"] = forms.MultipleChoiceField(
            label=_("Take back"), choices=choices, widget=forms.CheckboxSelectMultiple, required=bool(choices)
        )


class RefuseForm(forms.Form):
    """Why not, and what can be done instead."""

    because = forms.ChoiceField(label=_("Why"), choices=list(DENIAL_TITLES.items()))
    words = _long(_("Our answer, in their language"))


class LessonForm(forms.Form):
    """What the house has changed because of complaints; published as it stands here."""

    reference = forms.CharField(label=_("Number of a complaint that led to it"), max_length=20)
    cause = forms.ChoiceField(label=_("Complaints about what?"), choices=Cause.choices)
    link = forms.CharField(
        label=_("Address on our site where it can be seen"),
        max_length=200,
        required=False,
        validators=[RegexValidator(r"^/(?!/)[^\s\\]*\Z", _("An address of ours, beginning with a slash."))],
    )

    def __init__(self, data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        for language, name in settings.LANGUAGES:
            label = _("What has changed") + f" · {name}"
            self.fields[f"words_{language}"] = forms.CharField(label=label, max_length=400)

    @property
    def words(self) -> dict[str, str]:
        """What has changed, by language."""
        return {language: self.cleaned_data[f"words_{language}"] for language, _name in settings.LANGUAGES}
