"""By when guardians are answered."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from privacy.deadlines import registry
from privacy.deadlines.types import Kind

if TYPE_CHECKING:
    from privacy.children.models import GuardianRequest

GUARDIAN = Kind("children.guardian", _("A guardian's request"), days=3, warn_days=1)
registry.register(GUARDIAN)


def subject(request: "GuardianRequest") -> str:
    """What the clock of a guardian's request is called."""
    return f"children.guardian:{request.pk}"
