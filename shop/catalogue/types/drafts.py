"""Frozen values that are to be saved. Texts are by language; slugs name what exists already."""

import datetime as dt
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class TermDraft:
    """A collection, technique, material or word: `texts` by language, each (name, longer text)."""

    slug: str
    texts: dict[str, tuple[str, str]]
    position: int = 0


@dataclass(frozen=True, slots=True)
class FilesDraft:
    """Picture files that already lie below MEDIA_ROOT."""

    stem: str
    width: int
    height: int
    widths: tuple[int, ...]
    formats: tuple[str, ...]
    share: str = ""


@dataclass(frozen=True, slots=True)
class PictureDraft:
    """A view of a piece; `alts` by language."""

    view: str
    files: FilesDraft
    alts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PieceWords:
    """A piece's words in one language."""

    name: str
    story: str = ""
    base: str = ""
    ground: str = ""
    care: str = ""


@dataclass(frozen=True, slots=True)
class StageDraft:
    """A stage of the passport: slugs of stage and role."""

    stage: str
    role: str
    finished_on: dt.date


@dataclass(frozen=True, slots=True)
class PieceDraft:
    """A piece: lengths in mm, weights in g, prices in minor units by currency. Leading slugs first."""

    slug: str
    serial: str
    collection: str
    form: str
    colours: tuple[str, ...]
    techniques: tuple[str, ...]
    materials: tuple[str, ...]
    length_mm: int
    width_mm: int
    height_mm: int
    weight_g: int
    parcel_g: int
    hs_code: str
    coats: int
    curing_days: int
    finished_on: dt.date
    texts: dict[str, PieceWords]
    prices: dict[str, int]
    origin: str = "CN"
    pictures: tuple[PictureDraft, ...] = ()
    passport: tuple[StageDraft, ...] = ()
    position: int = 0
    edition: int = 1
    stock: int = 1
    published: bool = True
