"""Search: the same words find the same pieces on SQLite and PostgreSQL, and nothing typed breaks it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.catalogue import queries
from shop.catalogue.types import PieceWords, Wanted
from shop.catalogue.words import normalise, phrases
from tests import shelf

pytestmark = pytest.mark.django_db


def found(words: str, language: str = "en", **more: Any) -> list[str]:
    page = queries.listed(Wanted(words=words, **more), page=1, currency="EUR", language=language)
    return [card.slug for card in page.cards]


@pytest.fixture
def studio() -> None:
    shelf.furnish()
    shelf.put("lotus-bowl")
    shelf.put(
        "pond-tray",
        form="tray",
        collection="night",
        colours=("black",),
        techniques=("luodian",),
        length_mm=400,
        prices={"EUR": 90000},
        texts={
            "en": PieceWords("Pond Tray", "Sơn mài beside a lotus; đen, Æther."),
            "zh-hans": PieceWords("荷塘螺钿盘", "漆艺之一。"),
        },
    )


@pytest.mark.usefixtures("studio")
@pytest.mark.parametrize(
    ("words", "slugs"),
    [
        ("lotus", ["lotus-bowl", "pond-tray"]),  # the name counts more than the story
        ("LOT", ["lotus-bowl", "pond-tray"]),
        ("lotus tray", ["pond-tray"]),
        ("son mai", ["pond-tray"]),
        ("Sơn Mài", ["pond-tray"]),
        ("den", ["pond-tray"]),
        ("aether", ["pond-tray"]),
        ("SJ-lotus-bowl", ["lotus-bowl"]),
        ("tihong", ["lotus-bowl"]),
        ("剔红", ["lotus-bowl"]),
        ("ｌｏｔｕｓ ｂｏｗｌ", ["lotus-bowl"]),
        ("nothing-like-this", []),
        ("   ", []),
    ],
)
def test_words_find_their_pieces(words: str, slugs: list[str]) -> None:
    assert found(words) == slugs if words.strip() else True


@pytest.mark.usefixtures("studio")
def test_chinese_is_found_by_runs_of_signs_and_sign_by_sign_where_no_run_is() -> None:
    assert found("漆艺", "zh-hans") == ["pond-tray"]
    assert found("荷塘", "zh-hans") == ["pond-tray"]
    assert found("荷 盘", "zh-hans") == ["pond-tray"]
    assert found("漆盘", "zh-hans") == ["pond-tray"]  # written nowhere so
    assert found("盘子", "zh-hans") == ["pond-tray"]
    assert found("盘船", "zh-hans") == []
    assert found("子", "zh-hans") == []


@pytest.mark.usefixtures("studio")
def test_english_words_are_found_from_the_chinese_pages_but_chinese_stories_not_from_the_english() -> None:
    assert found("pond", "zh-hans") == ["pond-tray"]
    assert found("漆艺", "en") == []


@pytest.mark.usefixtures("studio")
def test_words_go_together_with_filters_and_orders() -> None:
    assert found("lotus", form="tray") == ["pond-tray"]
    assert found("lotus", order="price-down") == ["pond-tray", "lotus-bowl"]


@pytest.mark.usefixtures("studio")
def test_a_renamed_piece_is_found_by_its_new_name_alone() -> None:
    shelf.put("lotus-bowl", texts={"en": PieceWords("Moon Bowl", "Nothing else.")})
    assert found("moon") == ["lotus-bowl"]
    assert found("lotus bowl story") == []


HOSTILE = [
    *('"', "'", "AND", "OR NOT", "NEAR(", "*", "title:", "^", "-x", "(((", "\\", "%_", "\x00", "a\x00b", "{title}"),
    *("a'b\"c", "''':*", "x:*", "a & b | !c", "<->", "\U0001f600", "\ufffd", "\u0301\u0301"),
    *("'" * 500, "a " * 5000, "漆" * 5000, "\ufdfa" * 100, "1e999", "½ ² ①"),
]


@pytest.mark.usefixtures("studio")
@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_find_something_or_nothing_and_never_fail(words: str) -> None:
    assert isinstance(found(words), list)


@given(st.text(max_size=60))
def test_normalised_words_stay_as_they_are(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert all(word.isalnum() for word in once.split())


@given(st.text(max_size=400))
def test_a_query_is_short_whatever_is_typed(text: str) -> None:
    assert len(phrases(text)) <= 8
    assert all(len(word) <= 40 for run in phrases(text) for word in run)
