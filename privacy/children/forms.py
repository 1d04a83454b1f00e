"""What guardians type."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from privacy.children.services import index_of_child
from privacy.children.types import RELATIONS, WISHES

LARGEST = 5 * 1024 * 1024
# What a file must begin with to be what it says.
KNOWN = {b"%PDF-": "application/pdf", b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}


class GuardianForm(forms.Form):
    """Who asks, about whose data, what for, and what shows that they may."""

    name = forms.CharField(label=_("Your name"), max_length=80)
    email = forms.EmailField(label=_("Your e-mail address"), max_length=254)
    relation = forms.ChoiceField(label=_("You are the child's"), choices=RELATIONS, widget=forms.RadioSelect)
    child = forms.CharField(label=_("E-mail address, phone number or order number of the child here"), max_length=254)
    wish = forms.ChoiceField(label=_("What shall we do?"), choices=WISHES, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Anything else"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    proof = forms.FileField(
        label=_("What shows that you are the child's parent or guardian"),
        help_text=_("A birth certificate, a family book, a court's letter. PDF, JPEG or PNG, at most 5 MB."),
    )

    def clean_child(self) -> str:
        """Something by which the child can be found; whether we know it is not said."""
        told = str(self.cleaned_data["child"])
        try:
            index_of_child(told)
        except ValidationError as unreadable:
            raise ValidationError(
                _("Please write an e-mail address, a phone number with its country code, or an order number.")
            ) from unreadable
        return told

    def clean_proof(self) -> Any:
        """A file that is what it says, and not too large."""
        upload = self.cleaned_data["proof"]
        if upload.size > LARGEST:
            raise ValidationError(_("This file is larger than 5 MB."))
        head = upload.read(8)
        upload.seek(0)
        self.media_type = next((kind for start, kind in KNOWN.items() if head.startswith(start)), "")
        if not self.media_type:
            raise ValidationError(_("This is no PDF, JPEG or PNG file."))
        return upload
