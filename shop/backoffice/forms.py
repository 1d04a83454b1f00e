"""What staff type at the desk."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import MaxValueValidator, RegexValidator
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kit.money import Money, exponent
from privacy.datamap import queries as datamap
from privacy.datamap.types import Role
from shop.backoffice import purposes
from shop.catalogue.types import CURRENCIES, PieceWords, View
from shop.orders import queries as orders
from shop.orders.types import RefundWish

# The words of a piece: field, label, whether it is long.
WORDS = (
    ("name", pgettext_lazy("thing", "Name"), False),
    ("story", _("Story"), True),
    ("base", _("Base"), False),
    ("ground", _("Ground coats"), False),
    ("care", _("Care"), True),
)
REFERENCE = RegexValidator(
    r"^[A-Za-z0-9][A-Za-z0-9_-]{2,39}\Z", _("Give the number of the order, request or case, and nothing else: no name.")
)


def day(label: Any, **more: Any) -> forms.DateField:
    """A date typed or picked; a browser takes none in the order of a language."""
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


class Find(forms.Form):
    """Looking somebody up by the whole of what they told us."""

    email = forms.EmailField(label=_("E-mail address, whole"), max_length=254)


class Open(forms.Form):
    """Why somebody's data is opened."""

    purpose = forms.ChoiceField(label=_("For"))
    reference = forms.CharField(label=_("Number of the order, request or case"), max_length=40, validators=[REFERENCE])

    def __init__(self, role: Role, data: Any = None) -> None:
        super().__init__(data)
        choices = [(one.id, purposes.title_of(one)) for one in role.purposes if one.id != "overview"]
        self.fields["purpose"] = forms.ChoiceField(label=_("For"), choices=choices)

    @property
    def chosen(self) -> Any:
        """The purpose that was chosen."""
        return datamap.purpose(self.cleaned_data["purpose"])


class ChangePiece(forms.Form):
    """What the workshop may change of a piece. A currency left empty is not sold in."""

    published = forms.BooleanField(label=_("Shown in the shop"), required=False)
    stock = forms.IntegerField(label=_("In stock"), min_value=0, required=False)
    seen_stock = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, piece: dict[str, Any], data: Any = None) -> None:
        super().__init__(data)
        self.fields["stock"].validators.append(MaxValueValidator(piece["edition"]))
        self.initial = {"published": piece["published"], "stock": piece["stock"], "seen_stock": piece["stock"]}
        for currency in CURRENCIES:
            minor = piece["prices"].get(currency)
            self.fields[f"price_{currency}"] = forms.DecimalField(
                label=currency, required=False, min_value=0, max_digits=12, decimal_places=exponent(currency)
            )
            self.initial[f"price_{currency}"] = Money(minor, currency).major if minor else None
        for language, name in settings.LANGUAGES:
            self._words(language, str(name), piece["texts"].get(language))

    def _words(self, language: str, shown_as: str, text: Any) -> None:
        for field, label, long in WORDS:
            widget = forms.Textarea(attrs={"rows": 6}) if long else forms.TextInput()
            name = f"{field}_{language}"
            self.fields[name] = forms.CharField(
                label=f"{label} · {shown_as}", required=field == "name", widget=widget, max_length=4000 if long else 160
            )
            self.initial[name] = getattr(text, field, "")

    def clean(self) -> dict[str, Any]:
        """At least one price, and the stock only when somebody changed it here."""
        cleaned = super().clean() or {}
        if not self.errors and not self.prices:
            raise forms.ValidationError(_("Give a price in at least one currency."))
        return cleaned

    @property
    def changed_stock(self) -> int | None:
        """The stock, if it was changed on this page; else it may have been sold from meanwhile."""
        said: int | None = self.cleaned_data["stock"]
        return None if said == self.cleaned_data["seen_stock"] else said

    @property
    def prices(self) -> dict[str, int]:
        """Minor units by currency."""
        given = {currency: self.cleaned_data.get(f"price_{currency}") for currency in CURRENCIES}
        return {currency: Money.of(amount, currency).minor for currency, amount in given.items() if amount}

    @property
    def texts(self) -> dict[str, PieceWords]:
        """Words by language."""
        return {
            language: PieceWords(**{field: self.cleaned_data[f"{field}_{language}"] for field, _label, _long in WORDS})
            for language, _name in settings.LANGUAGES
        }


class AddPicture(forms.Form):
    """A photograph of a piece, with what it shows in each language."""

    view = forms.ChoiceField(label=_("Which view"), choices=View.choices)
    file = forms.FileField(label=_("Picture"), help_text=_("JPEG, PNG or WebP, at most 25 MB and 40 million pixels"))

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        for language, name in settings.LANGUAGES:
            self.fields[f"alt_{language}"] = forms.CharField(label=_("What it shows") + f" · {name}", max_length=300)

    @property
    def alts(self) -> dict[str, str]:
        """What it shows, by language."""
        return {language: self.cleaned_data[f"alt_{language}"] for language, _name in settings.LANGUAGES}


class Ship(forms.Form):
    """The carrier's number of the parcel."""

    tracking = forms.CharField(
        label=_("Parcel number"),
        max_length=60,
        required=False,
        validators=[RegexValidator(r"^[A-Za-z0-9 -]*\Z", _("Letters, digits, blanks and hyphens alone."))],
    )


class Refund(forms.Form):
    """How many of each line go back, the delivery, and why: what was given back already is not asked for."""

    REASONS = (
        ("withdrawn", _("Sent back within the time allowed")),
        ("damaged", _("Arrived damaged")),
        ("lost", _("Lost on the way")),
        ("goodwill", _("Goodwill")),
    )

    reason = forms.ChoiceField(label=_("Why"), choices=REASONS)
    delivery = forms.BooleanField(label=_("Delivery as well"), required=False)
    restock = forms.BooleanField(label=_("Put back on the shelf"), required=False)

    def __init__(self, order: Any, data: Any = None) -> None:
        super().__init__(data)
        self.left = orders.refundable(order)
        if not orders.delivery_refundable(order):
            del self.fields["delivery"]
        for line in order.lines.all():
            if most := self.left[line.pk]:
                self.fields[f"line_{line.pk}"] = forms.IntegerField(
                    label=f"{line.name(get_language() or 'en')} ({line.serial})",
                    min_value=0,
                    max_value=most,
                    initial=0,
                    required=False,
                )

    def clean(self) -> dict[str, Any]:
        chosen = super().clean() or {}
        if not self.errors and not (chosen.get("delivery") or any(chosen.get(f"line_{pk}") for pk in self.left)):
            raise forms.ValidationError(_("Say how many pieces go back, or that the delivery does."))
        return chosen

    @property
    def wish(self) -> RefundWish:
        """What is to be refunded."""
        wanted = {pk: self.cleaned_data.get(f"line_{pk}") or 0 for pk in self.left}
        return RefundWish(wanted, delivery=self.cleaned_data.get("delivery", False))
