"""Turning an upload into pictures of our own making: what arrives is never served, only what was drawn anew from it."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

MOST_BYTES = 25 * 1024 * 1024
PATIENCE_SECONDS = 30


class NotAPicture(ValueError):
    """The upload is no JPEG, PNG or WebP picture of at most 40 million pixels."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """The files `{stem}-{width}.webp` and `.avif` that were written; `width` × `height` is the largest one."""

    widths: tuple[int, ...]
    width: int
    height: int


def redraw(content: bytes, *, stem: Path, widths: Sequence[int]) -> Drawn:
    """Decode `content` in a limited process and write its sizes. Raises `NotAPicture`; then no file is left."""
    if len(content) > MOST_BYTES:
        raise NotAPicture
    stem.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "kit.picture_child", str(stem), *map(str, widths)]
    try:
        child = subprocess.run(command, input=content, capture_output=True, timeout=PATIENCE_SECONDS, check=True)  # noqa: S603 - our own program, its arguments ours
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        for half in stem.parent.glob(f"{stem.name}-*"):
            half.unlink()
        raise NotAPicture from None
    told = json.loads(child.stdout)
    return Drawn(tuple(told["widths"]), told["width"], told["height"])


def cleaned(content: bytes) -> bytes:
    """`content` drawn anew as one WebP of at most 2000 pixels' width, never touching the disk. Raises `NotAPicture`."""
    if len(content) > MOST_BYTES:
        raise NotAPicture
    command = [sys.executable, "-m", "kit.picture_child", "-"]
    try:
        child = subprocess.run(command, input=content, capture_output=True, timeout=PATIENCE_SECONDS, check=True)  # noqa: S603 - our own program, its arguments ours
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        raise NotAPicture from None
    return child.stdout
