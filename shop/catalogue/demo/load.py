"""Bring the demo studio into the shop; a second run finds nothing to do."""

import hashlib
import json
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from shop.catalogue import services
from shop.catalogue.demo.pictures import bring
from shop.catalogue.models import Piece
from shop.catalogue.types import PictureDraft, PieceDraft, PieceWords, StageDraft, TermDraft, WordKind

HERE = Path(__file__).parent
LANGUAGES = {"en": "en", "zh": "zh-hans"}


def load() -> int:
    """Make or bring up to date everything of the demo studio; the number of its pieces, 0 when nothing had changed."""
    mark, now = Path(settings.MEDIA_ROOT) / "demo-loaded", _fingerprint()
    if mark.exists() and mark.read_text() == now and Piece.objects.exists():
        return 0
    pieces = _rows("piece")
    with transaction.atomic():
        _vocabulary()
        for place, row in enumerate(pieces):
            services.put_piece(draft=_piece(row, place))
        for row in _rows("scene"):
            if files := bring(HERE / "pictures" / "scenes", row["slug"], f"scenes/{row['slug']}"):
                services.put_scene(slug=row["slug"], files=files, alts=_said(row, "alt"))
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.write_text(now)
    return len(pieces)


def _fingerprint() -> str:
    files = sorted(path for path in HERE.rglob("*") if path.suffix in {".toml", ".avif", ".webp", ".jpg", ".py"})
    listing = [(str(path.relative_to(HERE)), path.stat().st_size, path.stat().st_mtime_ns) for path in files]
    return hashlib.sha256(json.dumps(listing).encode()).hexdigest()


def _rows(kind: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tomllib.loads((HERE / f"{kind}s.toml").read_text())[kind]
    return rows


def _said(row: dict[str, Any], field: str) -> dict[str, str]:
    return {tag: row[f"{field}_{suffix}"] for suffix, tag in LANGUAGES.items() if row.get(f"{field}_{suffix}")}


def _terms(kind: str, longer: str = "") -> Iterable[tuple[dict[str, Any], TermDraft]]:
    for place, row in enumerate(_rows(kind)):
        more = _said(row, longer) if longer else {}
        texts = {tag: (name, more.get(tag, "")) for tag, name in _said(row, "name").items()}
        yield row, TermDraft(row["slug"], texts, place)


def _vocabulary() -> None:
    for _, draft in _terms("collection", "intro"):
        services.put_collection(draft=draft)
    for row, draft in _terms("technique", "about"):
        services.put_technique(draft=draft, native_name=row["name_zh"], pinyin=row["pinyin"])
    for row, draft in _terms("material", "about"):
        services.put_material(draft=draft, hs_code=row["hs_code"].replace(".", ""), origin=row["origin"])
    for kind in WordKind:
        for _, draft in _terms(kind.value):
            services.put_word(kind=kind, draft=draft)


def _piece(row: dict[str, Any], place: int) -> PieceDraft:
    same = {
        name: row[name]
        for name in (
            "slug", "serial", "collection", "form", "length_mm", "width_mm", "height_mm", "weight_g", "origin",
            "coats", "curing_days", "edition", "prices",
        )
    }  # fmt: skip
    return PieceDraft(
        **same,
        colours=tuple(row["colours"]),
        techniques=tuple(row["techniques"]),
        materials=tuple(row["materials"]),
        parcel_g=_packed(row["weight_g"]),
        hs_code=row["hs_code"].replace(".", ""),
        finished_on=row["passport"][-1]["on"],
        texts=_words(row),
        pictures=_pictures(row),
        passport=tuple(StageDraft(stage["stage"], stage["by"], stage["on"]) for stage in row["passport"]),
        position=place,
        stock=row["available"],
    )


def _packed(weight_g: int) -> int:
    """Box, paper and padding grow with the piece; carriers weigh in steps of 50 g."""
    return -(-(weight_g * 5 // 4 + 400) // 50) * 50


def _words(row: dict[str, Any]) -> dict[str, PieceWords]:
    fields = {name: _said(row, name) for name in ("name", "story", "base", "ground", "care")}
    return {tag: PieceWords(**{name: said.get(tag, "") for name, said in fields.items()}) for tag in fields["name"]}


def _pictures(row: dict[str, Any]) -> tuple[PictureDraft, ...]:
    folder = HERE / "pictures" / row["slug"]
    found = ((view, bring(folder, view["view"], f"pieces/{row['slug']}")) for view in row["views"])
    return tuple(PictureDraft(view["view"], files, _said(view, "alt")) for view, files in found if files)
