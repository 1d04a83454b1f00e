"""What staff type to answer mail."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from privacy.correspondence import registry


class Answer(forms.Form):
    """An answer; `key` makes a second press of the button the same answer."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    subject = forms.CharField(label=_("Subject"), max_length=200)
    words = forms.CharField(label=_("Your answer"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 12}))


class Resort(forms.Form):
    """Another sort."""

    sort = forms.ChoiceField(label=_("Kind of letter"))

    def __init__(self, sort: str, data: Any = None) -> None:
        super().__init__(data, initial={"sort": sort})
        self.fields["sort"] = forms.ChoiceField(
            label=_("Kind of letter"), choices=[(one.id, one.title) for one in registry.sorts()]
        )
