"""Forms of signing up and of the account."""

from typing import Any

from allauth.account import forms as framework
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kit import clock
from privacy.handles.types import Kind, normalised
from shop.accounts import services
from shop.accounts.age_form import AgeForm
from shop.accounts.models import Account
from shop.accounts.passwords import refuse_resemblance
from shop.accounts.services import faults
from shop.accounts.types import AddressForms
from ui.codes import CodeInput

LONGEST_NAME = 80


def tidy(text: str) -> str:
    """One line without control characters or doubled blanks."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def valid_in_lower_case(email: str) -> None:
    """Some letters (İ) become two in lower case, and the address none at all. Raises ValidationError."""
    normalised(Kind.EMAIL, email)


class PhoneField(forms.CharField):
    """A phone number anywhere in the world, with its country code; E.164 once it is clean."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"})
        super().__init__(**{"max_length": 30, "required": False, "widget": widget, **kwargs})

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        return normalised(Kind.PHONE, typed) if typed else ""


# As in our templates: what is wrong with a field is told by the name it bears there.
LABELS = {
    "login": _("E-mail address"),
    "email": _("E-mail address"),
    "password": _("Password"),
    "password1": _("Password"),
    "oldpassword": _("Present password"),
    "code": _("Code from the mail"),
}


class Plain(forms.Form):
    """The framework's forms without placeholders and repeated passwords; labels and hints stand in our templates."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("password2", None)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
            field.help_text = ""
            if isinstance(field, forms.EmailField):
                field.validators.append(valid_in_lower_case)
        for name in self.fields.keys() & LABELS:
            self.fields[name].label = LABELS[name]


class LoginForm(Plain, framework.LoginForm):  # type: ignore[misc]
    """Address and password."""


class RequestLoginCodeForm(Plain, framework.RequestLoginCodeForm):  # type: ignore[misc]
    """Address alone; a code is sent there."""


class Code(Plain, framework.BaseConfirmCodeForm):  # type: ignore[misc]
    """Counts wrong codes here, where nobody knows yet whether there is an account behind the page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget = CodeInput()

    def clean_code(self) -> Any:
        try:
            return super().clean_code()
        except ValidationError:
            faults.count(kind="wrong-code", at=clock.now())
            raise


class ConfirmLoginCodeForm(Code, framework.ConfirmLoginCodeForm):  # type: ignore[misc]
    """The code to sign in."""


class ConfirmAddressForm(Code, framework.ConfirmEmailVerificationCodeForm):  # type: ignore[misc]
    """The code that proves an address."""


class ReauthenticateForm(Plain, framework.ReauthenticateForm):  # type: ignore[misc]
    """The password once more."""


class AddressChangeForm(Plain, framework.AddEmailForm):  # type: ignore[misc]
    """A new address to sign in with."""


class ChangePasswordForm(Plain, framework.ChangePasswordForm):  # type: ignore[misc]
    """Old and new password."""


class SetPasswordForm(Plain, framework.SetPasswordForm):  # type: ignore[misc]
    """A first password."""


class ResetPasswordForm(Plain, framework.ResetPasswordForm):  # type: ignore[misc]
    """Address alone; a link is sent there."""


class ResetPasswordKeyForm(Plain, framework.ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password after the link."""


class SignupForm(Plain, framework.SignupForm, AgeForm):  # type: ignore[misc]
    """Name, address, password: and the same work whether or not the address has an account already."""

    field_order = ("name", "email", "password1", "country", "birth_year", "turned")
    name = forms.CharField(
        label=_("Your name"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def clean_name(self) -> str:
        return tidy(self.cleaned_data["name"])

    def clean(self) -> Any:
        typed = super().clean() or {}
        try:
            refuse_resemblance(typed.get("password1", ""), [typed.get("name", ""), typed.get("email", "")])
        except ValidationError as close:
            self.add_error("password1", close)
        return typed

    def try_save(self, request: HttpRequest) -> Any:
        if self.account_already_exists:
            self._open(keep=False)
        return super().try_save(request)

    def save(self, request: HttpRequest) -> Account:
        return self._open(keep=True)

    def _open(self, *, keep: bool) -> Account:
        """Open the account; or do all that work and throw it away, so that neither time nor load tells who is known."""
        typed = self.cleaned_data
        with transaction.atomic(), transaction.atomic(using="keys"):
            account = services.open_account(
                email=typed["email"],
                password=typed["password1"],
                name=typed["name"],
                language=get_language() or settings.LANGUAGE_CODE,
                at=clock.now(),
            )
            if not keep:
                transaction.set_rollback(True)
                transaction.set_rollback(True, using="keys")
        return account


class ProfileForm(forms.Form):
    """What to call a person, where to ring, which language to write in."""

    name = forms.CharField(
        label=_("Your name"), max_length=LONGEST_NAME, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    phone = PhoneField(label=_("Phone"), help_text=_("With the country code, for example +33 1 23 45 67 89."))
    language = forms.ChoiceField(label=_("Language of our mails"), choices=settings.LANGUAGES)

    def clean_name(self) -> str:
        return tidy(self.cleaned_data["name"])


class BookForm(forms.Form):
    """An entry of the address book: who receives, their phone, then the country's own fields."""

    recipient = forms.CharField(
        label=_("Who receives it"), max_length=LONGEST_NAME, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    phone = PhoneField(label=_("Phone for the carrier"), help_text=_("With the country code."))
    preferred = forms.BooleanField(label=_("Suggest this address first"), required=False)
    confirmed = forms.BooleanField(label=_("The address is right as it stands"), required=False)

    def __init__(self, *args: Any, country: str, known: AddressForms, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.country, self.known, self.doubts = country, known, dict[str, str]()
        self.part_names = [self._add(one) for one in known.fields(country)]
        self.order_fields(["recipient", *self.part_names, "phone", "preferred", "confirmed"])

    def clean_recipient(self) -> str:
        return tidy(self.cleaned_data["recipient"])

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        checked = self.known.check(self.country, {name: typed.get(name, "") for name in self.part_names})
        for name, error in checked.errors.items():
            if name not in self.errors:
                self.add_error(name, error)
        self.doubts = dict(checked.doubts)
        if self.doubts and not typed.get("confirmed"):
            for name, doubt in self.doubts.items():
                self.add_error(name, ValidationError(doubt, code="doubt"))
        return typed | {"parts": dict(checked.parts)}

    def parts(self) -> list[forms.BoundField]:
        """The country's own fields, in its order."""
        return [self[name] for name in self.part_names]

    def _add(self, one: Any) -> str:
        attrs = {"autocomplete": one.autocomplete}
        if one.suggestions:
            attrs["list"] = f"{one.name}-suggestions"
        self.fields[one.name] = forms.CharField(
            label=one.label,
            required=one.required,
            max_length=120,
            help_text=_("For example %(example)s.") % {"example": one.example} if one.example else "",
            widget=forms.TextInput(attrs=attrs),
        )
        return str(one.name)
