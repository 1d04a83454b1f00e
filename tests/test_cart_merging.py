"""Two carts become one: the newer line wins, a one-off is never doubled, a removal is not undone."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as some

from shop.orders.lines import BadLines, from_browser, merged, newest, present, wanted

line = some.tuples(some.integers(0, 99), some.integers(0, 10**13))
carts = some.dictionaries(some.integers(1, 9), line, max_size=9)


def test_of_each_piece_the_newer_line_wins() -> None:
    assert merged({1: (2, 10), 2: (1, 50)}, {1: (3, 20), 2: (5, 40)}) == {1: (3, 20), 2: (1, 50)}


def test_a_one_off_in_both_carts_is_there_once() -> None:
    assert present(merged({7: (1, 10)}, {7: (1, 20)})) == [(7, 1)]


def test_a_removal_wins_over_an_older_line_and_loses_to_a_newer_one() -> None:
    assert present(merged({7: (1, 10)}, {7: (0, 20)})) == []
    assert present(merged({7: (1, 30)}, {7: (0, 20)})) == [(7, 1)]


@given(carts, carts)
def test_it_does_not_matter_who_merges_into_whom(
    one: dict[int, tuple[int, int]], other: dict[int, tuple[int, int]]
) -> None:
    assert merged(one, other) == merged(other, one)


@given(carts)
def test_merging_with_itself_changes_nothing(one: dict[int, tuple[int, int]]) -> None:
    assert merged(one, one) == one


@given(carts, carts, carts)
def test_three_browsers_agree_in_any_order(
    one: dict[int, tuple[int, int]], two: dict[int, tuple[int, int]], three: dict[int, tuple[int, int]]
) -> None:
    assert merged(merged(one, two), three) == merged(one, merged(two, three))


def test_a_cart_that_grows_without_end_forgets_removals_first() -> None:
    lines = {n: (n % 2, n) for n in range(1, 301)}
    kept = newest(lines)
    assert len(kept) == 100
    assert all(quantity for quantity, _ in kept.values())


def test_a_clock_that_runs_ahead_counts_as_now() -> None:
    assert from_browser('{"7": [1, 99000000000000]}', now_ms=5) == {7: (1, 5)}


ODD_NUMBERS = [
    "1e999999",
    "NaN",
    "-0",
    "-1",
    "0",
    "1.5",
    "１",
    "٣",
    "9" * 400,
    "2**63",
    "100",
    "",
    " 1",
    "1\n",
    "0x1",
    "+1",
]


@pytest.mark.parametrize("odd", ODD_NUMBERS)
def test_odd_quantities_are_refused(odd: str) -> None:
    with pytest.raises(BadLines):
        wanted([f"7:{odd}"])


@pytest.mark.parametrize("odd", ["1e9", "NaN", "-7", "0", "07", "７", "9" * 19, "", "7;drop", " 7"])
def test_odd_pieces_are_refused(odd: str) -> None:
    with pytest.raises(BadLines):
        wanted([f"{odd}:1"])


@pytest.mark.parametrize(
    "content",
    [[], "x", None, {"7": 1}, {"7": [1]}, {"7": [1.5, 1]}, {"7": [True, 1]}, {"7": [-1, 1]}, {"7": [100, 1]},
     {"x": [1, 1]}, {"7": [1, -1]}, {"7": [1, 1e300]}, {"7": ["1", 1]}, {str(n): [1, 1] for n in range(1, 200)}],
)  # fmt: skip
def test_odd_storage_is_refused(content: object) -> None:
    with pytest.raises(BadLines):
        from_browser(json.dumps(content), now_ms=5)


def test_what_is_no_json_is_refused() -> None:
    for text in ("", "{", "[" * 5000, "{" + " " * 9000 + "}"):
        with pytest.raises(BadLines):
            from_browser(text, now_ms=5)
