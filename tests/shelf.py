"""Pieces for tests: a small studio on a shelf."""

import datetime as dt
from typing import Any

from kit import generation
from shop.catalogue import services
from shop.catalogue.models import (
    Collection,
    CollectionText,
    Material,
    MaterialText,
    Piece,
    Technique,
    TechniqueText,
    Word,
    WordText,
)
from shop.catalogue.types import FilesDraft, PictureDraft, PieceDraft, PieceWords, StageDraft, TermDraft, WordKind

FILES = FilesDraft("pieces/test/top-0123456789", 1200, 900, (400, 800, 1200), ("avif", "webp"), "pieces/test/top.jpg")


VOCABULARY: tuple[Any, ...] = (
    Collection,
    CollectionText,
    Technique,
    TechniqueText,
    Material,
    MaterialText,
    Word,
    WordText,
)
_kept: list[list[Any]] = []


def furnish() -> None:
    """The vocabulary every test piece needs. It is put together once a process: later tests get the same rows."""
    bare = not any(model.objects.exists() for model in VOCABULARY)
    if bare and _kept:
        for rows in _kept:
            rows[0].__class__.objects.bulk_create(rows)
    else:
        _put_vocabulary()
    if bare and not _kept:
        _kept.extend(list(model.objects.all()) for model in VOCABULARY)
    generation.touch()  # a test's transaction never commits, so nothing tells of the change


def _put_vocabulary() -> None:
    def both(en: str, zh: str) -> dict[str, tuple[str, str]]:
        return {"en": (en, f"About {en}."), "zh-hans": (zh, f"关于{zh}。")}

    services.put_collection(draft=TermDraft("red", both("Red Room", "朱室")))
    services.put_collection(draft=TermDraft("night", {"en": ("Night", "Only English.")}, 1))
    services.put_technique(
        draft=TermDraft("tihong", both("Carved lacquer", "剔红")), native_name="剔红", pinyin="tihong"
    )
    services.put_technique(
        draft=TermDraft("luodian", both("Mother-of-pearl", "螺钿"), 1), native_name="螺钿", pinyin="luodian"
    )
    services.put_material(draft=TermDraft("wood", both("Basswood", "椴木")), hs_code="440729", origin="CN")
    for kind, slug, en, zh in (
        (WordKind.FORM, "bowl", "Bowl", "碗"),
        (WordKind.FORM, "tray", "Tray", "盘"),
        (WordKind.COLOUR, "cinnabar", "Cinnabar", "朱砂红"),
        (WordKind.COLOUR, "black", "Ink black", "墨黑"),
        (WordKind.STAGE, "base", "Base made", "制胎"),
        (WordKind.STAGE, "coats", "Coats laid", "髹漆"),
        (WordKind.ROLE, "lacquerer", "Lacquerer", "髹漆师"),
    ):
        services.put_word(kind=kind, draft=TermDraft(slug, both(en, zh)))


def draft(slug: str = "lotus-bowl", **changes: Any) -> PieceDraft:
    """A bowl of cinnabar in both languages, priced in euro and yuan."""
    facts: dict[str, Any] = {
        "slug": slug,
        "serial": f"SJ-{slug}",
        "collection": "red",
        "form": "bowl",
        "colours": ("cinnabar",),
        "techniques": ("tihong",),
        "materials": ("wood",),
        "length_mm": 120,
        "width_mm": 110,
        "height_mm": 60,
        "weight_g": 250,
        "parcel_g": 750,
        "hs_code": "441990",
        "coats": 60,
        "curing_days": 200,
        "finished_on": dt.date(2026, 1, 19),
        "texts": {
            "en": PieceWords("Lotus Bowl", "A story of the lotus.", "Turned basswood", "Hemp cloth", "Dust it."),
            "zh-hans": PieceWords("莲纹碗", "莲的故事。", "椴木胎", "麻布", "除尘。"),
        },
        "prices": {"EUR": 48000, "CNY": 379000},
        "pictures": (PictureDraft("top", FILES, {"en": "A red bowl", "zh-hans": "红碗"}),),
        "passport": (
            StageDraft("base", "lacquerer", dt.date(2025, 5, 1)),
            StageDraft("coats", "lacquerer", dt.date(2026, 1, 19)),
        ),
    }
    return PieceDraft(**(facts | changes))


def put(slug: str = "lotus-bowl", **changes: Any) -> int:
    """A piece on the shelf; its id."""
    piece_id = services.put_piece(draft=draft(slug, **changes))
    generation.touch()
    return piece_id


def ids() -> list[int]:
    """All pieces on the shelf."""
    return list(Piece.objects.values_list("id", flat=True))
