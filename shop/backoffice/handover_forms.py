"""What staff enter about a transfer of the studio, and about publications that are demanded."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from kit.countries import is_country
from privacy.datamap import queries as datamap
from privacy.handover.models import Publication
from privacy.handover.types import Question, Rectangle
from privacy.people.models import Person
from shop.backoffice import purposes as titles
from shop.backoffice.forms import REFERENCE


class NewTransfer(forms.Form):
    """Who takes over, and what passes."""

    receiver = forms.CharField(label=_("Who takes over"), max_length=100)
    country = forms.CharField(label=_("Country, two letters"), max_length=2)
    mailbox = forms.EmailField(label=_("Their mailbox for data protection"), max_length=254)
    public_key = forms.CharField(
        label=_("Their X25519 public key, 64 hexadecimal digits"),
        max_length=64,
        validators=[RegexValidator(r"^[0-9A-Fa-f]{64}\Z", _("64 hexadecimal digits."))],
    )
    purposes = forms.MultipleChoiceField(label=_("Purposes that pass"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        used = {one.id for said in datamap.about_people() for part in said.personal.values() for one in part.for_}
        passing = [(one.id, titles.title_of(one)) for one in datamap.purposes() if one.id in used]
        self.fields["purposes"].choices = passing  # type: ignore[attr-defined]  # a choice field

    def clean_country(self) -> str:
        """A country there is."""
        code = str(self.cleaned_data["country"]).upper()
        if not is_country(code):
            raise forms.ValidationError(_("There is no country of these two letters."))
        return code


class Answering(forms.Form):
    """The answer to one item of due diligence."""

    words = forms.CharField(max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, question: Question, data: Any = None) -> None:
        super().__init__(data, auto_id=f"{question.id}_%s")
        self.question = question
        self.fields["words"].label = question.title


class NewPublication(forms.Form):
    """Who demands what."""

    person = forms.UUIDField(label=_("Number of the person"))
    ground = forms.ChoiceField(label=_("Demanded by"), choices=Publication.Ground.choices)
    authority = forms.CharField(label=_("Name of the law, court or authority"), max_length=100)
    order_number = forms.CharField(label=_("Number of their order"), max_length=40, validators=[REFERENCE])
    ordered = forms.CharField(
        label=_("What is ordered, one item a line, without content"), widget=forms.Textarea(attrs={"rows": 4})
    )

    def clean_person(self) -> Any:
        """Somebody we know."""
        found = self.cleaned_data["person"]
        if not Person.objects.filter(pk=found, erased_at=None).exists():
            raise forms.ValidationError(_("Nobody we know has this number."))
        return found

    def clean_ordered(self) -> list[str]:
        """Item by item."""
        items = [line.strip() for line in str(self.cleaned_data["ordered"]).splitlines() if line.strip()]
        if any(len(one) > 100 for one in items):
            raise forms.ValidationError(_("At most 100 letters an item."))
        return items


class Weighing(forms.Form):
    """Why it is necessary, or lawful."""

    words = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, matter: str, data: Any = None) -> None:
        super().__init__(data, auto_id=f"{matter}_%s")


class Covering(forms.Form):
    """One ordered item: a text with words to cover, or a picture with parts to cover."""

    item = forms.ChoiceField(label=_("Ordered item"))
    text = forms.CharField(label=_("Text"), required=False, widget=forms.Textarea(attrs={"rows": 6}))
    words = forms.CharField(
        label=_("Words to cover, one a line"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    picture = forms.FileField(label=_("Or a picture"), required=False)
    parts = forms.CharField(
        label=_("Parts to cover in pixels, one a line: left, top, width, height"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, case: Publication, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        self.fields["item"].choices = [(one, one) for one in case.ordered]  # type: ignore[attr-defined]  # a choice field

    def clean_parts(self) -> list[Rectangle]:
        """Four whole numbers a line."""
        try:
            lines = [line.split(",") for line in str(self.cleaned_data["parts"]).splitlines() if line.strip()]
            return [Rectangle(*(int(one) for one in line)) for line in lines]
        except (ValueError, TypeError) as error:
            raise forms.ValidationError(_("Four whole numbers a line, with commas between them.")) from error

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        cleaned = super().clean() or {}
        if not self.errors and bool(cleaned["text"]) == bool(cleaned["picture"]):
            raise forms.ValidationError(_("Give a text or a picture."))
        return cleaned
