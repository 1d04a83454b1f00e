"""A card's number is no id, reference or count: it passes as no argument of a job, no fact, no key, in no form."""

import datetime as dt
import secrets
import uuid

import pytest

from kit.jobs import registry, services
from kit.opaque import is_forbidden, is_opaque
from privacy.ledger import services as ledger

CARDS = [
    "4242424242424242",
    "378282246310005",
    "2221000000000009",
    "6200000000000005",
    "4222222222222",
    "30569309025904",
]
LONG = "4000000000000000006"  # 19 digits
pytestmark = pytest.mark.keeps("collect.payment")


@pytest.mark.parametrize("card", CARDS)
def test_a_cards_number_is_not_opaque(card: str) -> None:
    assert not is_opaque(card)
    assert not is_opaque(int(card))
    assert not is_opaque(-int(card))
    assert not is_opaque(f"payment:{card}:paid", longest=128)
    assert not is_opaque(f"L-{card}")


@pytest.mark.parametrize(
    "printed",
    [
        "4242-4242-4242-4242",
        "4242/4242/4242/4242",
        "3782-822463-10005",
        "x:4242.4242.4242.4242",
        "abc:4242-4242-4242-4242-abcdefghijkl",
    ],
)
def test_nor_is_one_in_the_groups_it_is_printed_in(printed: str) -> None:
    assert not is_opaque(printed)


NOON = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize("unit", [10**3, 10**6, 10**9])
def test_instants_pass_in_every_unit_for_years(unit: int) -> None:
    """Every tenth of them passes the sum of a card; in keys of jobs they stand as milliseconds."""
    for second in range(200):
        instant = (int(NOON.timestamp()) + second * 1_000_003) * unit
        assert is_opaque(instant)
        assert is_opaque(f"complaint:R-1:{instant}:receipt")


def test_dates_written_out_digests_numbers_and_tokens_pass() -> None:
    for number in range(200):
        moment = NOON + dt.timedelta(days=number, seconds=number)
        assert is_opaque(f"{moment:%Y%m%d%H%M%S}")
        assert is_opaque(f"{moment:%Y%m%d%H%M%S%f}"[:19])
        assert is_opaque(f"n:2026-07:m:{secrets.token_hex(18)}")
        assert is_opaque(str(uuid.uuid4()))
        assert is_opaque(secrets.token_hex(32))
    assert is_opaque("12345678-1234-4123-8123-123456789012")
    assert is_opaque("a" + "4242424242424242" * 3)
    assert is_opaque(10**12 - 1)
    assert is_opaque("4242424242424241"), "its last digit is wrong"


@pytest.mark.django_db
def test_neither_a_job_nor_the_ledger_takes_one(noon: dt.datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "find", lambda _name: None)
    refused: list[dict[str, str | int]] = [{"it": "4242424242424242"}, {"it": 4242424242424242}, {"cvv": "123"}]
    for args in refused:
        with pytest.raises(ValueError, match="job argument"):
            services.enqueue("test", args=args, at=noon)
        with pytest.raises(ValueError, match="ledger fact"):
            ledger.append(kind="test.done", about=None, facts=args, at=noon)
    with pytest.raises(ValueError, match="key"):
        services.enqueue("test", args={}, key="pay:4242424242424242", at=noon)


@pytest.mark.parametrize(
    "name", ["fingerprint", "notice_fingerprint", "company", "span", "irish", "card_last4", "handed_at"]
)
def test_names_that_only_sound_alike_may_be_used(name: str) -> None:
    assert not is_forbidden(name)
