"""What people write about a clause."""

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 4000


class RemarkForm(forms.Form):
    """A remark; nobody has to say who they are."""

    words = forms.CharField(label=_("What should we hear?"), max_length=LONGEST, widget=forms.Textarea({"rows": 6}))


class DisputeForm(forms.Form):
    """A dispute, and where its answer goes."""

    words = forms.CharField(
        label=_("How do you read this promise, and what happened?"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 8}),
    )
    name = forms.CharField(label=_("What may we call you?"), max_length=120, required=False)
    email = forms.EmailField(label=_("Where does the answer go?"), max_length=254)
