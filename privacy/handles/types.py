"""Handles in their normal form."""

import enum

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _


class Kind(enum.StrEnum):
    """What a handle is."""

    EMAIL = "email"
    PHONE = "phone"


def normalised(kind: Kind, value: str) -> str:
    """The form in which a handle is compared: lower-case e-mail, E.164 phone. Raises `ValidationError`.

    Look-alike letters are kept apart on purpose: folding them would send one person's mail to another's box.
    """
    value = value.strip()
    if kind is Kind.EMAIL:
        value = value.lower()
        validate_email(value)
        if len(value) > 254:
            raise ValidationError(_("This e-mail address is too long."))
        return value
    try:
        number = phonenumbers.parse(value)
    except phonenumbers.NumberParseException:
        raise ValidationError(_("Write the number with its country code, for example +33 1 23 45 67 89.")) from None
    if not phonenumbers.is_valid_number(number):
        raise ValidationError(_("This phone number does not exist in its country's plan."))
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
