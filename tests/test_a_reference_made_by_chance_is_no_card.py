"""What the promise about cards looks for among payments: a card's number, and not digits that chance put in a row."""

import datetime as dt

import pytest

from privacy.people import services as people
from shop.payments.evidence import no_card
from shop.payments.models import Payment

pytestmark = [pytest.mark.django_db, pytest.mark.keeps("collect.payment")]


def paid(reference: str, at: dt.datetime) -> None:
    Payment.objects.create(
        person=people.create(at=at),
        subject="L-1",
        amount=100,
        currency="EUR",
        provider="sandbox",
        provider_ref=reference,
        attempt_key="L-1:1",
        created_at=at,
    )


def test_digits_within_a_reference_are_none(noon: dt.datetime) -> None:
    paid("pay_e02b23795eb714c57e9478825216202b", noon)  # thirteen in a row, the last of them right
    assert no_card(noon).holds


@pytest.mark.parametrize(
    "number", ["4242424242424242", "4242 4242 4242 4242", "4242-4242-4242-4242", "pay_4242424242424242"]
)
def test_a_cards_number_is_seen_however_it_is_written(number: str, noon: dt.datetime) -> None:
    paid(number, noon)
    assert not no_card(noon).holds
