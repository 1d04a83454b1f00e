"""What the payments area can show for the promises."""

import datetime as dt

from django.utils.translation import gettext as _

from kit.opaque import has_card_number
from privacy.datamap import checks
from privacy.datamap import queries as datamap
from privacy.promises.figures import faults, own, people
from privacy.promises.registry import evidence
from privacy.promises.types import Evidence
from shop.payments.models import Payment

NEWEST = 100


@evidence("collect.payment")
def no_card(at: dt.datetime) -> Evidence:
    """No model has a place for a card's number or code, and none of the newest payments holds such a number."""
    models = list(datamap.installed_models())
    places = [found for model in models for found in checks.forbidden(model)]
    texts = Payment.objects.order_by("-pk").values_list("subject", "provider_ref", "attempt_key")[:NEWEST]
    numbers = sum(has_card_number(text.replace(" ", "-")) for row in texts for text in row if text)
    says = _(
        "%(models)s tables, %(places)s with a place for a card; payments: %(count)s, with a card number: %(numbers)s."
    )
    figures = {
        "models": own(len(models)),
        "places": own(len(places)),
        "count": people(Payment.objects.count()),
        "numbers": faults(numbers),
    }
    return Evidence(says, holds=not places and not numbers, as_of=at, figures=figures)
