"""Copy rendered pictures to the media folder under names that carry a fingerprint: they may be kept for ever."""

import hashlib
import re
import shutil
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from PIL import Image

from shop.catalogue.types import FilesDraft

_NAME = re.compile(r"(?P<width>\d+)\.(?P<format>avif|webp|jpg)")


def bring(folder: Path, name: str, place: str) -> FilesDraft | None:
    """Copy `folder/NAME-WIDTH.FORMAT` below MEDIA_ROOT/PLACE; None if there are none."""
    found = {
        (int(match["width"]), match["format"]): path
        for path in sorted(folder.glob(f"{name}-*"))
        if (match := _NAME.fullmatch(path.name.removeprefix(f"{name}-")))
    }
    widths = sorted({width for width, kind in found if kind == "webp"})
    if not widths:
        return None
    stem = f"{place}/{name}-{_fingerprint(found.values())}"
    for (width, kind), path in found.items():
        _copy(path, Path(settings.MEDIA_ROOT) / f"{stem}-{width}.{kind}")
    with Image.open(found[widths[-1], "webp"]) as picture:
        size = picture.size
    share = next((f"{stem}-{width}.jpg" for width, kind in found if kind == "jpg"), "")
    formats = tuple(kind for kind in ("avif", "webp") if all((width, kind) in found for width in widths))
    return FilesDraft(stem, *size, widths=tuple(widths), formats=formats, share=share)


def _fingerprint(paths: Iterable[Path]) -> str:
    digest = hashlib.blake2b(digest_size=5)
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _copy(source: Path, target: Path) -> None:
    if target.exists() and target.stat().st_size == source.stat().st_size:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
