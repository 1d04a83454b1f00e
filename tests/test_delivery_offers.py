"""Sending a parcel costs what the table says, everywhere we send to, and tax and duty are said plainly."""

import datetime as dt

import pytest
from django.utils import translation

from shop.catalogue.types import CURRENCIES
from shop.delivery import queries, table
from shop.delivery.types import NotServed

MONDAY = dt.date(2026, 6, 1)


@pytest.mark.parametrize("currency", CURRENCIES)
def test_every_country_has_an_offer_in_every_currency_and_heavier_never_costs_less(currency: str) -> None:
    for country, _name in queries.countries("en"):
        prices = [queries.offer(country, grams, currency, on=MONDAY).price.minor for grams in (1, 1999, 9999, 29999)]
        assert prices == sorted(prices)
        assert prices[0] > 0


def test_weights_at_the_edge_of_a_band_stay_in_it_and_the_heaviest_are_split_into_parcels() -> None:
    edge, over = (queries.offer("DE", grams, "EUR", on=MONDAY) for grams in (2000, 2001))
    assert (edge.price.minor, over.price.minor) == (3200, 6800)
    two = queries.offer("DE", 31_000, "EUR", on=MONDAY)
    assert (two.parcels, two.price.minor) == (2, 15500 + 3200)


def test_the_promised_window_counts_working_days() -> None:
    offer = queries.offer("CN", 500, "CNY", on=dt.date(2026, 6, 5))
    assert (offer.earliest_on, offer.latest_on) == (dt.date(2026, 6, 9), dt.date(2026, 6, 12))


def test_the_window_skips_the_holidays_of_the_studio_and_counts_the_weekend_worked_for_them() -> None:
    golden_week = queries.offer("CN", 500, "CNY", on=dt.date(2026, 9, 30))
    # 1 to 7 October are free, Saturday the 10th is worked for them.
    assert (golden_week.earliest_on, golden_week.latest_on) == (dt.date(2026, 10, 9), dt.date(2026, 10, 13))


def test_each_zone_says_who_pays_tax_and_duty_in_both_languages() -> None:
    for country in ("CN", "DE", "US", "BR"):
        offer = queries.offer(country, 500, "EUR", on=MONDAY)
        with translation.override("en"):
            english = offer.duties_said
        with translation.override("zh-hans"):
            assert offer.duties_said != english
        assert english


def test_where_we_do_not_send_and_unknown_countries_and_currencies_are_refused() -> None:
    for country, currency in (("KP", "EUR"), ("XX", "EUR"), ("", "EUR"), ("de", "EUR"), ("DE", "BTC")):
        with pytest.raises(NotServed):
            queries.offer(country, 500, currency, on=MONDAY)


def test_the_table_covers_the_world_once() -> None:
    assert len(table.zones()) > 230
    assert {zone.id for zone in table.zones().values()} == {"china", "near", "europe", "america-oceania", "world"}


def test_countries_are_named_and_ordered_in_the_readers_language() -> None:
    assert ("DE", "Germany") in queries.countries("en")
    chinese = queries.countries("zh-hans")
    assert ("DE", "德国") in chinese
    assert [code for code, _ in chinese].index("AR") < [code for code, _ in chinese].index("DE")
