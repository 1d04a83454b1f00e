"""Adding a language means adding rows; until then readers get English."""

import pytest

from shop.catalogue import queries, services
from shop.catalogue.types import PieceWords, TermDraft, Wanted, WordKind
from tests import shelf

pytestmark = pytest.mark.django_db


def test_a_piece_without_words_in_the_language_is_told_in_english() -> None:
    shelf.furnish()
    shelf.put(collection="night", texts={"en": PieceWords("Lotus Bowl", "A story.")})
    page = queries.piece_page("lotus-bowl", currency="EUR", language="zh-hans")
    assert page
    assert (page.name, page.story, page.collection.name) == ("Lotus Bowl", "A story.", "Night")
    assert page.form.name == "碗"


def test_a_new_language_needs_nothing_but_rows() -> None:
    shelf.furnish()
    words = {"en": PieceWords("Lotus Bowl"), "ja": PieceWords("蓮文碗")}
    shelf.put(texts=words)
    services.put_word(kind=WordKind.FORM, draft=TermDraft("bowl", {"ja": ("わん", "")}))
    (card,) = queries.listed(Wanted(), page=1, currency="EUR", language="ja").cards
    assert (card.name, card.form, card.technique) == ("蓮文碗", "わん", "Carved lacquer")
