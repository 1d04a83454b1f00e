"""What staff type at the desk."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from privacy.datamap import queries as datamap
from privacy.datamap.types import Role

REFERENCE = RegexValidator(
    r"^[A-Za-z0-9][A-Za-z0-9_-]{2,39}\Z", _("Give the number of the order, request or case, and nothing else: no name.")
)


class Find(forms.Form):
    """Looking somebody up by the whole of what they told us."""

    email = forms.EmailField(label=_("E-mail address, whole"), max_length=254)


class Open(forms.Form):
    """Why somebody's data is opened."""

    purpose = forms.ChoiceField(label=_("For"))
    reference = forms.CharField(label=_("Number of the order, request or case"), max_length=40, validators=[REFERENCE])

    def __init__(self, role: Role, data: Any = None) -> None:
        super().__init__(data)
        purposes = [(one.id, one.title) for one in role.purposes if one.id != "overview"]
        self.fields["purpose"] = forms.ChoiceField(label=_("For"), choices=purposes)

    @property
    def chosen(self) -> Any:
        """The purpose that was chosen."""
        return datamap.purpose(self.cleaned_data["purpose"])
