"""What a form says of a field, in our voice and languages instead of the framework's."""

from typing import Any

from django import forms
from django.core.validators import (
    DecimalValidator,
    EmailValidator,
    MaxLengthValidator,
    MaxValueValidator,
    MinLengthValidator,
    MinValueValidator,
    ProhibitNullCharactersValidator,
)
from django.utils.translation import gettext_lazy as _

ADDRESS = _("This is no whole e-mail address. It looks like ada@example.org.")
LIMITS: dict[Any, Any] = {
    MaxValueValidator: _("At most %(limit_value)s."),
    MinValueValidator: _("At least %(limit_value)s."),
    MaxLengthValidator: _("At most %(limit_value)d characters. There are %(show_value)d."),
    MinLengthValidator: _("At least %(limit_value)d characters. There are %(show_value)d."),
    ProhibitNullCharactersValidator: _("A character in it cannot be kept. Please write it anew."),
}
DIGITS: dict[str, Any] = {
    "invalid": _("Please write a number in digits."),
    "max_digits": _("At most %(max)s digits."),
    "max_decimal_places": _("At most %(max)s digits behind the point."),
    "max_whole_digits": _("At most %(max)s digits before the point."),
}
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
    for validator, said in LIMITS.items():
        validator.message = said
    DecimalValidator.messages = DIGITS
    for field, words in FAULTS.items():
        field.default_error_messages = {**field.__dict__.get("default_error_messages", {}), **words}
