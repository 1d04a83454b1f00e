"""What leaves about interests: an attacker who knows everybody but one learns nothing of that one."""

import itertools
import uuid

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from privacy.sharing.anonymous import Cell, Interest, k_anonymous

pytestmark = pytest.mark.keeps("third.anonymous-interest")
TRAITS = ("country", "language")
WHO = [uuid.UUID(int=number) for number in range(60)]


def interest(person: int, what: str, country: str, language: str) -> Interest:
    return Interest(WHO[person], what, {"country": country, "language": language})


interests = st.lists(
    st.builds(
        interest,
        st.integers(0, 59),
        st.sampled_from(["bowls", "boxes"]),
        st.sampled_from(["DE", "FR", "JP"]),
        st.sampled_from(["en", "zh"]),
    ),
    max_size=120,
)


def told(rows: list[Interest], k: int = 5) -> list[Cell]:
    return k_anonymous(rows, traits=TRAITS, k=k)


@settings(max_examples=150, deadline=None)
@given(interests)
def test_no_cell_is_of_fewer_than_k_and_no_hidden_rest_can_be_counted_out(rows: list[Interest]) -> None:
    for what in ("bowls", "boxes"):
        mine = [one for one in rows if one.in_what == what]
        shown = {cell.about for cell in told(mine)}
        sizes = {
            about: len({one.person_id for one in mine if tuple(one.about.items()) == about})
            for about in {tuple(one.about.items()) for one in mine}
        }
        assert all(cell.persons >= 5 and cell.persons % 5 == 0 for cell in told(mine))
        assert all(cell.persons <= sizes[cell.about] for cell in told(mine))
        hidden = sum(size for about, size in sizes.items() if about not in shown)
        assert hidden == 0 or hidden >= 5 or not shown


def test_repeated_visits_of_one_person_are_no_crowd() -> None:
    assert told([interest(1, "bowls", "DE", "en")] * 50) == []


def test_a_person_alone_in_a_country_is_never_told_of() -> None:
    rows = [interest(person, "bowls", "DE", "en") for person in range(20)] + [interest(30, "bowls", "JP", "en")]
    assert told(rows) == []  # else the one in Japan would be known by what is missing
    crowd = [interest(person, "bowls", "DE", "en") for person in range(20)]
    assert [cell.persons for cell in told(crowd)] == [20]


def test_whoever_knows_all_but_one_cannot_tell_from_two_releases_whether_that_one_came() -> None:
    """The differencing attack: of all sizes, how often does one person more change what is told?"""
    changed = 0
    for size in range(5, 45):
        before = [interest(person, "bowls", "DE", "en") for person in range(size)]
        after = [*before, interest(50, "bowls", "DE", "en")]
        changed += told(before) != told(after)
    assert changed == 8  # at each multiple of five alone: 40 sizes, 8 steps
    exact = sum(size != size + 1 for size in range(5, 45))
    assert exact == 40  # unrounded counts would tell each time


def test_an_attacker_who_joins_releases_by_trait_finds_no_cell_below_k() -> None:
    """The linking attack: subtract what is told by country and language from what is told by country alone."""
    rows = [
        interest(person, "bowls", country, language)
        for person, (country, language) in enumerate(
            itertools.chain([("DE", "en")] * 12, [("DE", "zh")] * 3, [("FR", "en")] * 7, [("FR", "zh")] * 6)
        )
    ]
    fine = {cell.about: cell.persons for cell in told(rows)}
    coarse = {cell.about[0][1]: cell.persons for cell in k_anonymous(rows, traits=("country",), k=5)}
    for country, total in coarse.items():
        known = sum(persons for about, persons in fine.items() if about[0][1] == country)
        rest = total - known
        assert rest <= 0 or rest >= 5, (country, rest)


@pytest.mark.parametrize("k", [0, 1, 4])
def test_a_floor_below_five_is_refused(k: int) -> None:
    with pytest.raises(ValueError, match="five"):
        told([], k=k)
