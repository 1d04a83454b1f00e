"""By when each right is answered: working days, and how many before the end staff are warned."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from privacy.deadlines import registry
from privacy.deadlines.types import Kind
from privacy.rights.types import Right

if TYPE_CHECKING:
    from privacy.rights.models import Request

KINDS = {
    Right.ACCESS: Kind("rights.access", _("Seeing one's data"), days=3, warn_days=1),
    Right.CORRECTION: Kind("rights.correction", _("Correction"), days=3, warn_days=1),
    Right.DELETION: Kind("rights.deletion", _("Deletion"), days=15, warn_days=3),
    Right.WITHDRAWAL: Kind("rights.withdrawal", _("Taking back a consent"), days=1, warn_days=0),
    Right.COMPLAINT: Kind("rights.complaint", _("Complaint"), days=3, warn_days=1),
}
registry.register(*KINDS.values())


def subject(request: "Request") -> str:
    """What the clock of a request is called."""
    return f"rights.request:{request.pk}"
