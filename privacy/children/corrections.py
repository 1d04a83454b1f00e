"""The name in the request of a guardian is corrected on request."""

from django.utils.translation import gettext_lazy as _

from privacy.children.models import GuardianRequest
from privacy.rights.services import correct_names_in

correct_names_in(GuardianRequest, _("Your name in a request as a guardian"))
