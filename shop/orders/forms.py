"""The checkout's form: contact, the country's own address fields, a note. Every fault is said at its field."""

from typing import Any

import phonenumbers
from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from privacy.children.registry import age_in
from privacy.handles.types import Kind, normalised
from shop.delivery import queries as delivery
from shop.delivery.types import Address, AddressField, Checked
from shop.orders.types import Details
from ui.widgets import QuickSelect

LONGEST_NAME = 120
LONGEST_NOTE = 1000


class Suggesting(forms.TextInput):
    """A line with suggestions that may be typed over."""

    def __init__(self, suggestions: tuple[str, ...], attrs: dict[str, Any]) -> None:
        super().__init__(attrs)
        self.suggestions = suggestions

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """The line, and its list beside it."""
        where = f"{name}_list"
        line = super().render(name, value, {**(attrs or {}), "list": where}, renderer)
        options = format_html_join("", '<option value="{}"></option>', ((one,) for one in self.suggestions))
        return format_html('{}<datalist id="{}">{}</datalist>', line, where, options)


class CheckoutForm(forms.Form):
    """What a buyer tells. After `is_valid()`, `details()` gives it tidy.

    `doubted` says that `sure` is to be shown, `may_keep` that `keep` is: to who is signed in and has no address book.
    """

    email = forms.CharField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("For the order's confirmation and word of each step."),
    )
    phone = forms.CharField(
        label=_("Phone number"),
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        help_text=_("The carrier calls it if nobody opens. With the country code, such as +33."),
    )
    name = forms.CharField(
        label=_("Full name"), max_length=LONGEST_NAME, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    country = forms.ChoiceField(label=_("Country or region"), widget=QuickSelect(attrs={"autocomplete": "country"}))
    note = forms.CharField(
        label=_("A word to the studio"), max_length=LONGEST_NOTE, required=False, widget=forms.Textarea({"rows": 3})
    )
    sure = forms.BooleanField(label=_("The address is right as I wrote it"), required=False)
    keep = forms.BooleanField(label=_("Keep this address in my account"), required=False)

    def __init__(
        self, *args: Any, country: str, language: str, may_keep: bool = False, guest: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.may_keep = may_keep
        choices = [("", gettext("Please choose")), *delivery.countries(language)]
        self.fields["country"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        self.parts = delivery.address_fields(country) if delivery.is_served(country) else []
        for part in self.parts:
            self.fields[part.name] = _address_field(part)
        if guest and self.parts:
            self.fields["of_age"] = _of_age(country, language)
        places = ["name", "country", *(part.name for part in self.parts)]
        self.order_fields(["email", "phone", *places, "note", "sure", "keep", "of_age"])
        self.doubted = "sure" in self.data

    @property
    def address_fields(self) -> list[forms.BoundField]:
        """The country's fields, in its order."""
        return [self[part.name] for part in self.parts]

    def clean_email(self) -> str:
        return normalised(Kind.EMAIL, self.cleaned_data["email"])

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if not name.isprintable() or not any(c.isalpha() for c in name):
            raise forms.ValidationError(_("Please write the name as it stands at the door."))
        return name

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        country = values.get("country", "")
        if country and self.parts:
            self._check_address(delivery.check_address(country, values))
        if "phone" in values:
            self._check_phone(values["phone"], country)
        return values

    def details(self) -> Details:
        """Everything, tidy. Only after `is_valid()`."""
        values = self.cleaned_data
        address: Address = values["address"]
        return Details(values["email"], values["name"], values["phone"], address, values["note"].strip())

    def _check_address(self, checked: Checked) -> None:
        for name, text in checked.errors.items():
            if not self.has_error(name):
                self.add_error(name, text)
        if checked.doubts and not self.cleaned_data.get("sure"):
            self.doubted = True
            for name, text in checked.doubts.items():
                self.add_error(name, text)
        self.cleaned_data["address"] = checked.address

    def _check_phone(self, typed: str, country: str) -> None:
        try:
            number = phonenumbers.parse(typed, country or None)
        except phonenumbers.NumberParseException:
            number = None
        if number is None or not phonenumbers.is_possible_number(number):
            self.add_error("phone", gettext("Write the number with its country code, for example +33 1 23 45 67 89."))
        else:
            self.cleaned_data["phone"] = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _of_age(country: str, language: str) -> forms.BooleanField:
    """What guests declare, as account holders did at sign-up: judged with the form, and kept nowhere."""
    years, name = age_in(country).years, delivery.country_name(country, language)
    return forms.BooleanField(
        label=gettext("I am %(years)d or older") % {"years": years},
        help_text=gettext("From this age one may order alone in %(country)s. We do not keep your answer.")
        % {"country": name},
        error_messages={
            "required": gettext("This site is not for children. Please let a parent or guardian order, or tick this.")
        },
    )


def _address_field(part: AddressField) -> forms.CharField:
    attrs = {"autocomplete": f"shipping {part.autocomplete}" if part.autocomplete != "off" else "off"}
    widget = Suggesting(part.suggestions, attrs) if part.suggestions else forms.TextInput(attrs)
    # Emptiness is judged by the country's own rules, which also name the field in its own words.
    field = forms.CharField(label=part.label, required=False, max_length=400, widget=widget)
    field.optional_said = not part.required  # type: ignore[attr-defined]  # read by the template
    field.short = part.short  # type: ignore[attr-defined]  # likewise
    return field
