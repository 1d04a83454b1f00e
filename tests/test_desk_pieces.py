"""The workshop changes pieces at the desk; an upload is drawn anew by a limited process or refused whole."""

import datetime as dt
import io
import re
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from kit.pictures import NotAPicture, redraw
from shop.accounts.models import Account
from shop.catalogue.models import Picture, Piece, Price
from tests.shelf import furnish, put
from tests.test_desk_people import account

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client, noon: dt.datetime) -> Client:
    client.force_login(account("workshop@example.org", "Workshop", noon, role="workshop"))
    return client


@pytest.fixture
def piece() -> Piece:
    furnish()
    return Piece.objects.get(pk=put())


def typed(piece: Piece, **changes: str) -> dict[str, str]:
    typed = {"published": "on", "stock": str(piece.stock), "seen_stock": str(piece.stock), "price_EUR": "1480.00"}
    for language in ("en", "zh-hans"):
        typed |= {f"name_{language}": "Evening bowl", f"story_{language}": "Sixty coats."}
    return typed | changes


def page_of(piece: Piece) -> str:
    return reverse("desk:piece", args=[piece.slug])


def test_price_and_words_are_changed_and_a_currency_left_empty_is_not_sold_in(desk: Client, piece: Piece) -> None:
    assert desk.post(page_of(piece), typed(piece, price_JPY="240000")).status_code == 302
    assert dict(Price.objects.filter(piece=piece).values_list("currency", "minor")) == {"EUR": 148000, "JPY": 240000}
    assert {text.name for text in piece.texts.all()} == {"Evening bowl"}


def test_stock_sold_meanwhile_is_not_put_back_by_an_open_page(desk: Client, piece: Piece) -> None:
    open_page = typed(piece)
    Piece.objects.filter(pk=piece.pk).update(stock=0)
    desk.post(page_of(piece), open_page)
    piece.refresh_from_db()
    assert piece.stock == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"price_EUR": ""},
        {"price_EUR": "-1"},
        {"price_EUR": "1e999"},
        {"price_EUR": "NaN"},
        {"price_EUR": "1.005"},
        {"price_JPY": "10.5"},
        {"stock": "99"},
        {"name_en": ""},
    ],
)
def test_what_does_not_fit_is_said_and_changes_nothing(desk: Client, piece: Piece, wrong: dict[str, str]) -> None:
    before = list(Price.objects.filter(piece=piece).values_list("currency", "minor"))
    reply = desk.post(page_of(piece), typed(piece, **wrong))
    assert reply.status_code == 200
    assert list(Price.objects.filter(piece=piece).values_list("currency", "minor")) == before


def photograph(size: tuple[int, int] = (640, 480), kind: str = "JPEG", **more: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (166, 32, 28)).save(out, kind, **more)
    return out.getvalue()


def test_an_upload_is_drawn_anew_without_the_cameras_data(desk: Client, piece: Piece) -> None:
    exif = Image.Exif()
    exif[0x010E] = "made in the house of Aurelie"
    upload = SimpleUploadedFile("../../evil.php", photograph(exif=exif.tobytes()), "image/jpeg")
    sent = {"view": "top", "file": upload, "alt_en": "From above", "alt_zh-hans": "俯视"}
    before = Picture.objects.filter(piece=piece).count()
    assert desk.post(reverse("desk:add-picture", args=[piece.slug]), sent).status_code == 302
    picture = Picture.objects.filter(piece=piece).order_by("-position")[0]
    assert Picture.objects.filter(piece=piece).count() == before + 1
    files = sorted(Path(settings.MEDIA_ROOT).glob(f"{picture.stem}-*"))
    assert {file.suffix for file in files} == {".webp", ".avif"}
    assert not any(b"Aurelie" in file.read_bytes() for file in files)
    assert desk.get(f"/media/{picture.stem}-640.webp").status_code == 200


def shown(desk: Client, piece: Piece) -> list[str]:
    """What stands below the pictures at the desk, in their order."""
    return re.findall(r'<span class="quiet">([^<]+)</span></p><form', desk.get(page_of(piece)).content.decode())


@pytest.fixture
def two(desk: Client, piece: Piece) -> list[Picture]:
    """The piece's picture and one more."""
    upload = SimpleUploadedFile("side.jpg", photograph(), "image/jpeg")
    sent = {"view": "detail", "file": upload, "alt_en": "From the side", "alt_zh-hans": "侧视"}
    desk.post(reverse("desk:add-picture", args=[piece.slug]), sent)
    return list(Picture.objects.filter(piece=piece).order_by("position"))


def press(desk: Client, piece: Piece, picture: Picture, button: str) -> int:
    address = reverse("desk:change-picture", args=[piece.slug, picture.pk])
    return desk.post(address, {button: "1"}).status_code


def test_the_pictures_are_shown_and_another_can_come_first(desk: Client, piece: Piece, two: list[Picture]) -> None:
    assert shown(desk, piece) == ["A red bowl", "From the side"]
    assert press(desk, piece, two[1], "first") == 302
    assert shown(desk, piece) == ["From the side", "A red bowl"]


@pytest.mark.django_db(transaction=True)
def test_a_picture_that_is_taken_away_goes_with_its_files(desk: Client, piece: Piece, two: list[Picture]) -> None:
    files = list(Path(settings.MEDIA_ROOT).glob(f"{two[1].stem}-*"))
    assert press(desk, piece, two[0], "away") == 302
    assert shown(desk, piece) == ["From the side"]
    assert Picture.objects.get(piece=piece).position == 0
    assert all(file.exists() for file in files)
    assert press(desk, piece, two[1], "away") == 302
    assert files
    assert not any(file.exists() for file in files)
    assert press(desk, piece, two[1], "away") == 404


def test_files_that_another_picture_shows_stay(
    desk: Client, piece: Piece, two: list[Picture], django_capture_on_commit_callbacks: Any
) -> None:
    twin = Picture.objects.get(pk=two[1].pk)
    twin.pk, twin.position = None, 7
    twin.save()
    with django_capture_on_commit_callbacks(execute=True):
        assert press(desk, piece, two[1], "away") == 302
    assert list(Path(settings.MEDIA_ROOT).glob(f"{twin.stem}-*"))


def test_no_picture_of_another_piece_is_reached(desk: Client, piece: Piece, two: list[Picture]) -> None:
    put("moon-box")
    stranger = Picture.objects.get(piece__slug="moon-box")
    for button in ("first", "away"):
        assert press(desk, piece, stranger, button) == 404
    assert Picture.objects.filter(pk=stranger.pk).exists()


def bomb() -> bytes:
    """A PNG of 12,000 × 12,000 one-bit pixels: small on disk, 144 million pixels when decoded."""
    side = 12_000

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress((b"\0" + b"\0" * (side // 8)) * side, 9)
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"GIF89a" + b"\0" * 100,
        b"<?php echo 1;",
        photograph(kind="BMP"),
        photograph(kind="TIFF"),
        photograph()[:200],
        bomb(),
    ],
    ids=["empty", "svg", "gif", "php", "bmp", "tiff", "cut", "bomb"],
)
def test_what_is_no_picture_is_refused_and_leaves_nothing(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(NotAPicture):
        redraw(content, stem=tmp_path / "top-0123456789", widths=(400,))
    assert list(tmp_path.iterdir()) == []


def test_a_refused_upload_is_told_at_the_field(desk: Client, piece: Piece) -> None:
    upload = SimpleUploadedFile("a.jpg", b"no picture", "image/jpeg")
    sent = {"view": "top", "file": upload, "alt_en": "x", "alt_zh-hans": "x"}
    reply = desk.post(reverse("desk:add-picture", args=[piece.slug]), sent)
    assert "This is no JPEG" in reply.content.decode()


def test_customers_find_no_shelf(client: Client, piece: Piece, noon: dt.datetime) -> None:
    customer: Account = account("customer@example.org", "Customer", noon)
    client.force_login(customer)
    assert client.get(page_of(piece)).status_code == 404
    assert client.post(page_of(piece), typed(piece)).status_code == 404
