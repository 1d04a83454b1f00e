"""The pictures of a piece that is already there: one more, another first, one less."""

import hashlib
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import F

from kit.pictures import redraw
from shop.catalogue.models import Picture, PictureText, Piece
from shop.catalogue.services.shown import changed

WIDTHS = (200, 400, 800, 1200)
ASIDE = 10_000  # no piece has so many: positions are unique, and pass each other here


def add_picture(*, piece_id: int, view: str, content: bytes, alts: Mapping[str, str]) -> None:
    """Draw an uploaded picture anew in our sizes and put it behind the piece's others. Raises `NotAPicture`.

    The files' name carries a fingerprint of the upload, so the same one twice is the same files.
    """
    piece = Piece.objects.get(pk=piece_id)
    stem = f"pieces/{piece.slug}/{view}-{hashlib.sha256(content).hexdigest()[:10]}"
    drawn = redraw(content, stem=Path(settings.MEDIA_ROOT) / stem, widths=WIDTHS)
    with transaction.atomic():
        last = Picture.objects.select_for_update().filter(piece=piece).order_by("-position").first()
        picture = Picture.objects.create(
            piece=piece,
            position=last.position + 1 if last else 0,
            view=view,
            stem=stem,
            width=drawn.width,
            height=drawn.height,
            widths=",".join(map(str, drawn.widths)),
            formats="avif,webp",
        )
        PictureText.objects.bulk_create(
            PictureText(picture=picture, language=language, alt=alt) for language, alt in alts.items()
        )
        changed()


@transaction.atomic
def show_first(*, piece_id: int, picture_id: int) -> bool:
    """Make a picture the main one, before the others in their order. False when the piece has no such picture."""
    there = _in_order(piece_id)
    if picture_id not in there:
        return False
    _put_in_order(piece_id, [picture_id, *(one for one in there if one != picture_id)])
    changed()
    return True


@transaction.atomic
def take_away_picture(*, piece_id: int, picture_id: int) -> bool:
    """Delete a picture, with its files once that is certain. False when the piece has no such picture."""
    there = _in_order(piece_id)
    if picture_id not in there:
        return False
    picture = Picture.objects.get(pk=picture_id)
    picture.delete()
    _put_in_order(piece_id, [one for one in there if one != picture_id])
    transaction.on_commit(partial(_delete_files, picture.stem, picture.share))
    changed()
    return True


def _in_order(piece_id: int) -> list[int]:
    rows = Picture.objects.select_for_update().filter(piece_id=piece_id).order_by("position")
    return list(rows.values_list("pk", flat=True))


def _put_in_order(piece_id: int, pictures: Sequence[int]) -> None:
    Picture.objects.filter(piece_id=piece_id).update(position=F("position") + ASIDE)
    for position, picture_id in enumerate(pictures):
        Picture.objects.filter(pk=picture_id).update(position=position)


def _delete_files(stem: str, share: str) -> None:
    """The files of a picture that is gone; the same upload may still be shown elsewhere."""
    place = Path(settings.MEDIA_ROOT)
    if not Picture.objects.filter(stem=stem).exists():
        for file in (place / stem).parent.glob(f"{Path(stem).name}-*"):
            file.unlink(missing_ok=True)
    if share and not Picture.objects.filter(share=share).exists():
        (place / share).unlink(missing_ok=True)
