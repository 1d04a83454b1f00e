"""What visitors type about the notice."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 4000


class AskForm(forms.Form):
    """A question about a change, and where to answer it; who is signed in need not say."""

    words = forms.CharField(label=_("Your question"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 6}))
    email = forms.EmailField(label=_("E-mail address for our answer"), max_length=254)

    def __init__(self, data: Any = None, *, known: bool) -> None:
        super().__init__(data)
        if known:
            del self.fields["email"]
