"""Forms with which somebody proves who they are, and asks for something."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from privacy.datamap.types import Purpose
from privacy.handles.types import Kind, normalised
from privacy.rights.registry import corrector
from privacy.rights.types import Cause
from ui.codes import CodeInput


class AddressForm(forms.Form):
    """Where to send a code: to an address, or to a number where text messages reach anybody."""

    email = forms.EmailField(label=_("Your e-mail address"), max_length=254)
    phone = forms.CharField(label=_("Or your phone number, with its country code"), max_length=40, required=False)

    def __init__(self, data: Any = None, *, texts: bool = False) -> None:
        super().__init__(data)
        self.fields["email"].required = not texts
        if not texts:
            del self.fields["phone"]

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        said: dict[str, Any] = super().clean() or {}
        if not (self.errors or said.get("email") or said.get("phone")):
            self.add_error("email", _("Name an address or a number."))
        return said

    def clean_phone(self) -> str:
        """The number in its normal form."""
        said = self.cleaned_data["phone"]
        return normalised(Kind.PHONE, said) if said else ""

    @property
    def way(self) -> tuple[Kind, str]:
        """What the code is sent to: the address, if both are named."""
        email = self.cleaned_data["email"]
        return (Kind.EMAIL, email) if email else (Kind.PHONE, self.cleaned_data["phone"])


class CodeForm(forms.Form):
    """The code that was sent."""

    code = forms.CharField(
        label=_("The code we sent you"),
        max_length=12,
        widget=CodeInput(),
    )


class PasswordForm(forms.Form):
    """The password once more."""

    password = forms.CharField(
        label=_("Your password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )


LONGEST, MOST_FILES = 4000, 3


def _text(label: Any, *, required: bool = True) -> forms.CharField:
    return forms.CharField(label=label, required=required, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 6}))


class ComplainForm(forms.Form):
    """A complaint: what it is about, and what happened."""

    cause = forms.ChoiceField(label=_("What is it about?"), choices=Cause.choices, initial=Cause.OTHER)
    words = _text(_("What happened?"))


class Pictures(forms.ClearableFileInput):
    """Several files in one field."""

    allow_multiple_selected = True


class PicturesField(forms.FileField):
    """Photographs of papers; each is decoded and drawn anew later."""

    widget = Pictures(attrs={"accept": "image/jpeg,image/png,image/webp"})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Every file by itself."""
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if not given:
            super().clean(None, initial)
        if len(given) > MOST_FILES:
            raise forms.ValidationError(_("Three pictures at the most."))
        return [super(PicturesField, self).clean(one, initial) for one in given]


class CorrectForm(forms.Form):
    """A correction of what one cannot change oneself: which field of which row, the right words, and papers."""

    what = forms.ChoiceField(label=_("What is wrong?"))
    wanted = forms.CharField(label=_("What should it say?"), max_length=300)
    words = _text(_("Anything we should know?"), required=False)
    papers = PicturesField(label=_("Photographs of a paper that shows it"), required=False)

    def __init__(self, rows: Iterable[tuple[str, str]], *args: Any) -> None:
        super().__init__(*args)
        self.fields["what"] = forms.ChoiceField(
            label=_("What is wrong?"), choices=[*rows, ("", _("Something else"))], required=False
        )

    def clean(self) -> dict[str, Any]:
        """What has to be proved later is an address or a number."""
        said: dict[str, Any] = super().clean() or {}
        place, _bar, record = said.get("what", "").partition("|")
        known = corrector(place)
        kind = known.proves(record) if known else None
        if kind and "wanted" in said:
            try:
                said["wanted"] = normalised(kind, said["wanted"])
            except ValidationError as error:
                self.add_error("wanted", error)
        return said


class StopForm(forms.Form):
    """Which consents to take back."""

    purposes = forms.MultipleChoiceField(label=_("Take back"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, standing: Iterable[Purpose], *args: Any) -> None:
        super().__init__(*args)
        choices = [(one.id, one.title) for one in standing]
        self.fields["purposes"] = forms.MultipleChoiceField(
            label=_("Take back"), choices=choices, widget=forms.CheckboxSelectMultiple
        )


class ReplyForm(forms.Form):
    """The answer to our question."""

    reply = _text(_("Your answer"))
