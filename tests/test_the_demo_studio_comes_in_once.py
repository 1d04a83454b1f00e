"""The demo studio: whole in both languages, and loading it again changes nothing."""

import pytest
from django.conf import settings

from shop.catalogue import services
from shop.catalogue.demo.load import load
from shop.catalogue.models import Collection, Picture, Piece, PieceText, Price, SearchEntry
from shop.catalogue.types import CURRENCIES

pytestmark = pytest.mark.django_db


def test_it_is_whole_and_a_second_time_brings_nothing_new() -> None:
    number = load()
    assert number == Piece.objects.filter(published=True).count() >= 24
    assert Collection.objects.filter(pieces__published=True).distinct().count() >= 5
    for language, _ in settings.LANGUAGES:
        assert PieceText.objects.filter(language=language).exclude(story="").exclude(care="").count() == number
        assert SearchEntry.objects.filter(language=language).count() == number
    assert Price.objects.count() == number * len(CURRENCIES)
    assert Picture.objects.filter(position=0).exclude(share="").count() == number

    piece = Piece.objects.filter(stock__gt=0)[0]
    services.take(piece_id=piece.pk, quantity=1)
    before = set(Piece.objects.values_list("pk", "slug", "stock"))
    assert load() == 0
    (settings.MEDIA_ROOT / "demo-loaded").unlink()
    assert load() == number
    assert set(Piece.objects.values_list("pk", "slug", "stock")) == before


def test_every_picture_it_names_lies_in_the_media_folder() -> None:
    load()
    for picture in Picture.objects.all():
        for width in picture.widths.split(","):
            for kind in picture.formats.split(","):
                assert (settings.MEDIA_ROOT / f"{picture.stem}-{width}.{kind}").stat().st_size
