"""Masks give a hint in any script, and the log strikes out what slipped through."""

import datetime as dt
import logging
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy.access.logs import StrikeOut
from privacy.access.masks import masked
from privacy.datamap.types import Mask

pytestmark = pytest.mark.keeps("protect.masking")


@pytest.mark.parametrize(
    ("value", "kind", "shown"),
    [
        ("Zhang Wei", Mask.NAME, "Zh…"),
        ("张伟", Mask.NAME, "张＊"),
        ("Bo", Mask.NAME, "B…"),
        ("김민수", Mask.NAME, "김＊"),
        ("山田太郎", Mask.NAME, "山＊"),
        ("たなか さくら", Mask.NAME, "た＊"),
        ("サイトウ", Mask.NAME, "サ＊"),
        ("Ольга Иванова", Mask.NAME, "Ол…"),
        ("李", Mask.NAME, "••••"),
        ("claire.martin@example.fr", Mask.EMAIL, "c•••@e•••.fr"),
        ("+8613812341234", Mask.PHONE, "+86 138 •••• 1234"),
        ("+33123456789", Mask.PHONE, "+33 •••• 89"),
        ("12 rue de la Soie", Mask.ADDRESS, "••••"),
        (
            {"country": "DE", "city": "Berlin", "street": "Bodestraße 1", "postal_code": "10178"},
            Mask.ADDRESS,
            "Be…, DE",
        ),
        ({"country": "CN", "city": "福州市", "street": "三坊七巷 9 号"}, Mask.ADDRESS, "福＊, CN"),
        ({"country": "KR", "city": "서울", "room": "101"}, Mask.ADDRESS, "서＊, KR"),
        ({"country": "SG", "street": "1 Raffles Place"}, Mask.ADDRESS, "SG"),
        ({"street": "1 Raffles Place"}, Mask.ADDRESS, "••••"),
        (["1 Raffles Place"], Mask.ADDRESS, "••••"),
        ({"country": "DE", "words": "secret"}, Mask.NAME, "••••"),
        (dt.date(1980, 5, 17), Mask.DATE, "1980-••-••"),
        (Decimal("1200.50"), Mask.HIDDEN, "••••"),
        ("1980-05-17", Mask.DATE, "1980-••-••"),
        ("anything else", Mask.HIDDEN, "••••"),
        ("not an address", Mask.EMAIL, "••••"),
    ],
)
def test_a_mask_hints_and_no_more(value: object, kind: Mask, shown: str) -> None:
    assert masked(value, kind) == shown


@given(st.text(min_size=9), st.sampled_from(list(Mask)))
def test_no_mask_ever_shows_the_whole(value: str, kind: Mask) -> None:
    assert value.strip() == "" or value.strip() not in masked(value, kind)


def logged(message: str, *args: object) -> str:
    record = logging.LogRecord("shop", logging.ERROR, __file__, 1, message, args, None)
    StrikeOut().filter(record)
    return record.getMessage()


@pytest.mark.parametrize(
    "secret", ["li.wei@example.org", "+86 138 1234 1234", "+33123456789", "4242 4242 4242 4242", "4242424242424242"]
)
def test_the_log_strikes_out_addresses_phones_and_card_numbers(secret: str) -> None:
    line = logged("order for %s failed", secret)
    assert secret not in line
    assert line == "order for [struck] failed"


def test_the_log_keeps_what_is_nobodys() -> None:
    assert logged("job 42 took 3.5 s at 2026-11-23T10:00:00 in kit.jobs") == (
        "job 42 took 3.5 s at 2026-11-23T10:00:00 in kit.jobs"
    )


def test_a_logged_exception_shows_its_place_but_not_its_words() -> None:
    exc_info = (ValueError, error_with_trace(), None)
    record = logging.LogRecord("shop", logging.ERROR, __file__, 1, "failed", (), exc_info)
    StrikeOut().filter(record)
    text = logging.Formatter().format(record)
    assert "li.wei" not in text
    assert "ValueError" in text
    assert "test_masks_and_logs.py" in text


def error_with_trace() -> ValueError:
    try:
        int("li.wei ordered a bowl")
    except ValueError as error:
        return error
    raise AssertionError


@given(st.dictionaries(st.sampled_from(["street", "floor", "room", "company", "postal_code"]), st.text(min_size=3)))
def test_of_an_address_nothing_but_town_and_country_is_hinted_at(parts: dict[str, str]) -> None:
    whole = {"country": "DE", "city": "Berlin", **parts}
    assert masked(whole, Mask.ADDRESS) == "Be…, DE"
