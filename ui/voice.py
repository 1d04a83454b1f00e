"""What a form says of a field, in our voice and languages instead of the framework's."""

from typing import Any

from django import forms
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _

ADDRESS = _("This is no whole e-mail address. It looks like ada@example.org.")
FAULTS: dict[type[forms.Field], dict[str, Any]] = {
    forms.Field: {"required": _("Please fill this in.")},
    forms.BooleanField: {"required": _("Please tick this to go on.")},
    forms.ChoiceField: {
        "required": _("Please choose one."),
        "invalid_choice": _("Please choose one that is offered here."),
    },
    forms.IntegerField: {"invalid": _("Please write a whole number in digits.")},
    forms.DecimalField: {"invalid": _("Please write a number in digits.")},
    forms.DateField: {"invalid": _("This is no day of the calendar.")},
    forms.FileField: {
        "required": _("Please choose a file."),
        "empty": _("This file is empty. Please choose another."),
    },
}


def speak() -> None:
    """From now on every form of this process speaks so. A field's own `error_messages` still come first."""
    EmailValidator.message = ADDRESS
    for field, words in FAULTS.items():
        field.default_error_messages = {**field.__dict__.get("default_error_messages", {}), **words}
