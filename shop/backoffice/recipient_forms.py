"""What staff enter about the firms that receive data."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kit import clock
from kit.countries import is_country
from privacy.datamap.types import Recipient
from privacy.sharing.models import Review
from privacy.sharing.queries import firms_behind
from privacy.sharing.standing import LOOKED_INTO
from privacy.sharing.types import FindingWords, ReviewForm
from shop.backoffice.forms import REFERENCE, day


class Deed(forms.Form):
    """Something entered about one recipient; ids carry the deed's name, as several forms share a page."""

    def __init__(self, recipient: Recipient, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, auto_id=f"{type(self).__name__.lower()}_%s")
        self.recipient = recipient


class ContractForm(Deed):
    """The next version of a contract. The paper itself stays in the studio's safe: its hash proves which it was."""

    starts_on = day(_("In force from"))
    ends_on = day(_("Until"))
    document = forms.FileField(label=_("The signed document; only its fingerprint is kept here"), max_length=200)

    def clean(self) -> dict[str, Any]:
        """It ends after it starts."""
        cleaned = super().clean() or {}
        if not self.errors and cleaned["ends_on"] < cleaned["starts_on"]:
            self.add_error("ends_on", _("It ends before it starts."))
        return cleaned

    @property
    def sha256(self) -> str:
        """The paper's fingerprint."""
        digest = hashlib.sha256()
        for chunk in self.cleaned_data["document"].chunks():
            digest.update(chunk)
        return digest.hexdigest()


class Reviewed(Deed):
    """An audit or background review: the same form for everybody, compulsory for partners and advertisers."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Review.Kind.choices)
    held_on = day(_("Held on"))
    next_due_on = day(_("Next one due"))
    passed = forms.BooleanField(label=_("Passed"), required=False)
    collects = forms.CharField(label=_("What they collect"), max_length=300, required=False)
    keeps_for = forms.CharField(label=_("How long they keep it"), max_length=300, required=False)
    passes_to = forms.CharField(label=_("Who gets it from them"), max_length=300, required=False)
    finding = forms.CharField(label=_("Something they have to mend"), max_length=300, required=False)
    finding_due_on = day(_("Mended by"), required=False)

    def clean(self) -> dict[str, Any]:
        """A background review answers all three questions; a finding has its date."""
        cleaned = super().clean() or {}
        if self.recipient.kind in LOOKED_INTO and cleaned.get("kind") == Review.Kind.BACKGROUND:
            for name in ("collects", "keeps_for", "passes_to"):
                if not cleaned.get(name):
                    self.add_error(name, _("A background review has to answer this."))
        if cleaned.get("finding") and not cleaned.get("finding_due_on"):
            self.add_error("finding_due_on", _("Say by when."))
        return cleaned

    @property
    def answers(self) -> ReviewForm:
        """What the firm does."""
        said = self.cleaned_data
        return ReviewForm(said["collects"], said["keeps_for"], said["passes_to"])

    @property
    def findings(self) -> list[FindingWords]:
        """What it has to mend, if anything."""
        said = self.cleaned_data
        return [FindingWords(said["finding"], said["finding_due_on"])] if said["finding"] else []


class Assessed(forms.Form):
    """A look at the country where a store keeps data."""

    held_on = day(_("Looked at on"))
    due_on = day(_("Good until"))
    outcome = forms.CharField(label=_("What was found"), max_length=300)


class AssessedHere(Assessed):
    """The same for one of our own stores: which one is asked first."""

    def __init__(self, places: Iterable[tuple[str, str]], data: Any = None) -> None:
        super().__init__(data)
        self.fields["place"] = forms.ChoiceField(label=_("Store"), choices=list(places))
        self.order_fields(["place"])


class AssessedThere(Assessed, Deed):
    """The same for a recipient."""


class Mailbox(Deed):
    """Where demands go."""

    mailbox = forms.EmailField(label=_("The firm's mailbox for data protection"), max_length=254)


class SubFirm(Deed):
    """A firm the recipient works with."""

    name = forms.CharField(label=_("Name of the firm"), max_length=100)
    country = forms.CharField(label=_("Country, two letters"), max_length=2)
    does = forms.CharField(label=_("What it does for them"), max_length=200)

    def clean_country(self) -> str:
        """A country there is."""
        code = str(self.cleaned_data["country"]).upper()
        if not is_country(code):
            raise forms.ValidationError(_("There is no country of these two letters."))
        return code


class FirmLeft(Deed):
    """A firm the recipient works with no more."""

    firm = forms.ChoiceField(label=_("Which firm"))
    ended_on = day(_("Left on"))

    def __init__(self, recipient: Recipient, data: Any = None, files: Any = None) -> None:
        super().__init__(recipient, data, files)
        known = firms_behind([recipient.id]).get(recipient.id, ())
        choices = [(str(one.pk), one.name) for one in known if not one.ended_on]
        self.fields["firm"] = forms.ChoiceField(label=_("Which firm"), choices=choices)

    def clean_ended_on(self) -> dt.date:
        """A day that has come."""
        said: dt.date = self.cleaned_data["ended_on"]
        if said > clock.now().date():
            raise forms.ValidationError(_("This day is still to come."))
        return said


class Drop(Deed):
    """The end, for ever: said twice."""

    reason = forms.CharField(label=_("Why"), max_length=200)
    sure = forms.BooleanField(label=_("Nothing more goes there, and they are asked to erase everything"))


class Confirmed(forms.Form):
    """The recipient's answer to a demand, by the number of its letter."""

    proof = forms.CharField(label=_("Number of their letter"), max_length=40, validators=[REFERENCE])
