"""What the promise seals of the checkout say: read from the data map, so that they cannot say anything else."""

from collections.abc import Iterable

from django.db.models import Model
from django.utils.translation import gettext as _

from privacy.datamap import queries as datamap


def promise(model: type[Model], fields: Iterable[str]) -> str:
    """One line: what these fields are used for, who else receives them, until when they are kept."""
    said = [datamap.personal(model, name) for name in fields]
    uses = dict.fromkeys(str(purpose.title) for one in said for purpose in one.for_)
    receivers = dict.fromkeys(str(to.title) for one in said for to in one.shared_with)
    clocks = dict.fromkeys(str(datamap.retention_class(model, name).title) for name in fields)
    parts = [_("For: %(uses)s.") % {"uses": _("; ").join(uses)}]
    if receivers:
        parts.append(_("Handed on to: %(receivers)s.") % {"receivers": _("; ").join(receivers)})
    parts.append(_("Kept: %(clocks)s.") % {"clocks": _("; ").join(clocks)})
    return " ".join(parts)
