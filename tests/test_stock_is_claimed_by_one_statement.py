"""The last piece is claimed once, whoever asks."""

import pytest
from django.db import IntegrityError, transaction

from shop.catalogue import queries, services
from shop.catalogue.models import Piece
from tests import shelf

pytestmark = pytest.mark.django_db


@pytest.fixture
def bowl() -> int:
    shelf.furnish()
    return shelf.put(edition=3, stock=2)


def left(piece_id: int) -> int:
    return Piece.objects.get(id=piece_id).stock


def test_what_is_there_can_be_taken_and_no_more(bowl: int) -> None:
    assert services.take(piece_id=bowl, quantity=2)
    assert not services.take(piece_id=bowl, quantity=1)
    assert left(bowl) == 0


def test_more_than_is_left_takes_nothing(bowl: int) -> None:
    assert not services.take(piece_id=bowl, quantity=3)
    assert left(bowl) == 2


def test_a_piece_that_is_not_published_cannot_be_taken(bowl: int) -> None:
    Piece.objects.update(published=False)
    assert not services.take(piece_id=bowl, quantity=1)


@pytest.mark.parametrize("quantity", [0, -1])
def test_nothing_and_less_cannot_be_taken_or_given_back(bowl: int, quantity: int) -> None:
    with pytest.raises(ValueError, match="at least one"):
        services.take(piece_id=bowl, quantity=quantity)
    with pytest.raises(ValueError, match="at least one"):
        services.give_back(piece_id=bowl, quantity=quantity)


def test_what_was_taken_can_be_given_back_but_never_beyond_the_edition(bowl: int) -> None:
    services.take(piece_id=bowl, quantity=1)
    services.give_back(piece_id=bowl, quantity=1)
    services.give_back(piece_id=bowl, quantity=1)
    with pytest.raises(services.TooManyGivenBack):
        services.give_back(piece_id=bowl, quantity=1)
    assert left(bowl) == 3


def test_the_database_itself_refuses_a_stock_below_zero_or_above_the_edition(bowl: int) -> None:
    for stock in (-1, 4):
        with pytest.raises(IntegrityError), transaction.atomic():
            Piece.objects.filter(id=bowl).update(stock=stock)


def test_the_shelf_can_be_counted_anew_within_the_edition(bowl: int) -> None:
    services.set_stock(piece_id=bowl, stock=3)
    for stock in (-1, 4):
        with pytest.raises(services.TooManyGivenBack):
            services.set_stock(piece_id=bowl, stock=stock)
    assert left(bowl) == 3


def test_saving_a_piece_again_leaves_its_stock_as_it_was_sold_down_to(bowl: int) -> None:
    services.take(piece_id=bowl, quantity=2)
    assert shelf.put(edition=3, stock=2) == bowl
    assert left(bowl) == 0


def test_a_snapshot_says_what_an_order_needs(bowl: int) -> None:
    (piece,) = queries.snapshot([bowl, 999], "CNY", "zh-hans")
    assert (piece.name, str(piece.price), piece.hs_code, piece.origin, piece.parcel_g) == (
        "莲纹碗", "3790.00 CNY", "441990", "CN", 750,
    )  # fmt: skip
    assert piece.is_available


def test_a_piece_without_a_price_in_the_currency_is_not_available_in_it(bowl: int) -> None:
    (piece,) = queries.snapshot([bowl], "JPY", "en")
    assert piece.price is None
    assert not piece.is_available
