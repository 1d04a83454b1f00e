"""The name in a dispute is corrected on request."""

from django.utils.translation import gettext_lazy as _

from privacy.feedback.models import Dispute
from privacy.rights.services import correct_names_in

correct_names_in(Dispute, _("Your name in a dispute"))
