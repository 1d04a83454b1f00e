"""Writing to us from the site."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from privacy.correspondence import queries
from privacy.correspondence.types import Enclosed

MOST_FILES = 5
LARGEST = 10 * 1024 * 1024


class FilesInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """A few files of bearable size; what is in them is nobody's business until somebody answers."""

    def __init__(self, **how: Any) -> None:
        super().__init__(widget=FilesInput(), required=False, **how)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The files, each clean by itself. Raises ValidationError for too many or too much."""
        files = [super(FilesField, self).clean(one, initial) for one in data or []]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(_("Five files at most."))
        if sum(one.size for one in files) > LARGEST:
            raise forms.ValidationError(_("Ten megabytes in all at most."))
        return files


class Contact(forms.Form):
    """A letter. `key` makes a second press of the button the same letter; `website` is for programs to fall into."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    mailbox = forms.ChoiceField(label=_("What is it about?"))
    email = forms.EmailField(label=_("Your e-mail address"), max_length=254)
    subject = forms.CharField(label=_("Subject"), max_length=200)
    text = forms.CharField(label=_("Your letter"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 9}))
    attached = FilesField(label=_("Files"), help_text=_("Five files and ten megabytes at most."))
    website = forms.CharField(required=False)

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        choices = [(one.local, one.title) for one in queries.public_mailboxes()]
        self.fields["mailbox"] = forms.ChoiceField(label=_("What is it about?"), choices=choices)

    def clean_website(self) -> str:
        """Nobody sees this field; who fills it in is a program."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Please leave this field empty."))
        return ""

    @property
    def enclosed(self) -> tuple[Enclosed, ...]:
        """The files as they are kept."""
        given = self.cleaned_data["attached"]
        return tuple(Enclosed(one.name, "application/octet-stream", one.read()) for one in given)
