"""What the promise seal of a form says: read from the data map, so that it cannot say anything else."""

from collections.abc import Iterable

from django.apps import apps
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from privacy.datamap import queries
from privacy.datamap.types import Personal, RetentionClass


def promise(places: Iterable[str]) -> str:
    """One line on these fields, named `app.Model.field`: used for what, who else receives them, kept until when.

    Raises `Undeclared` for a field the data map does not know as personal, and LookupError for a model there is not.
    """
    found = [_declared(place) for place in places]
    uses = dict.fromkeys(str(purpose.title) for said, _clock in found for purpose in said.for_)
    receivers = dict.fromkeys(str(to.title) for said, _clock in found for to in said.shared_with)
    clocks = dict.fromkeys(str(clock.title) for _said, clock in found)
    parts = [_("For: %(uses)s.") % {"uses": _("; ").join(uses)}]
    if receivers:
        parts.append(_("Handed on to: %(receivers)s.") % {"receivers": _("; ").join(receivers)})
    parts.append(_("Kept: %(clocks)s.") % {"clocks": _("; ").join(clocks)})
    return pgettext("between two sentences", " ").join(parts)


def _declared(place: str) -> tuple[Personal, RetentionClass]:
    label, _dot, field = place.rpartition(".")
    model = apps.get_model(label)
    return queries.personal(model, field), queries.retention_class(model, field)
