"""Renders the wide pictures for the home page: `python -m render.scenes OUT [--only row-of-bowls]`."""

import argparse
import math
from collections.abc import Callable
from pathlib import Path

import bpy  # noqa: F401 first: it brings mathutils with it
import numpy as np
from mathutils import Matrix

from render import cinnabar, gold, light, lighting, stage
from render.forms import Array
from render.materials import CINNABAR, INK, MOSS, PERSIMMON, gold_leaf, plain
from render.piece import Piece, bowl


def _set(piece: Piece, x: float, y: float, turn: float = 0) -> Array:
    """A piece standing at (x, y)."""
    matrix = Matrix.Translation((x, y, 0)) @ Matrix.Rotation(math.radians(turn), 4, "Z")
    return stage.pose(stage.build(piece), matrix)


def _plain_bowl(name: str, colour: tuple[float, float, float], radius: float, height: float) -> Piece:
    part = bowl(radius, height, radius * 0.47, out="out", inside="in")
    return Piece(
        [part],
        {"out": plain(f"{name} out", INK), "in": plain(f"{name} in", colour), "lip": plain(f"{name} lip", colour)},
    )


def _persimmon_bowl() -> Piece:
    part = bowl(62, 66, 30, out="out", inside="in")
    return Piece([part], {"out": plain("persimmon", PERSIMMON), "in": gold_leaf("inside"), "lip": gold_leaf("lip")})


def row_of_bowls() -> None:
    """Five bowls in a slanting row, the nearest at the right."""
    moss = (MOSS[0] * 1.3, MOSS[1] * 1.3, MOSS[2] * 1.3)
    pieces = [
        _plain_bowl("moss", moss, 66, 64),
        _persimmon_bowl(),
        light.feather_bowl(),
        gold.wave_bowl(),
        _plain_bowl("red", CINNABAR, 75, 68),
    ]
    places = [(-330, 150), (-186, 84), (-18, 30), (158, -30), (330, -70)]
    points = [_set(piece, x, y) for piece, (x, y) in zip(pieces, places, strict=True)]
    _room(np.concatenate(points), 17, fill=0.9, size=230)


def vases_at_rest() -> None:
    """A bowl and two vases to the right, air to the left."""
    points = [_set(gold.plum_vase(), 120, 40), _set(light.gourd_vase(), 320, 90), _set(light.feather_bowl(), 10, -110)]
    frame = np.concatenate([*points, np.array([(-420.0, 0.0, 0.0)])])
    _room(frame, 10, fill=0.86, size=270)


def gold_surface() -> None:
    """The golden sea inside a bowl, filling the frame."""
    points = _set(gold.wave_bowl(), 0, 0)
    size = float(np.linalg.norm(np.ptp(points, axis=0))) / 2
    lighting.sweep(size)
    lighting.light(size, 73)
    lighting.close_up(np.array([6.0, 26.0, 34.0]), 46, 104)


def carved_portrait() -> None:
    """The carved incense box, upright."""
    points = _set(cinnabar.cloud_incense_box(), 0, 0, 20)
    _room(points, 30, fill=0.74, size=75, aspect=4 / 5)


def _room(points: Array, elevation: float, *, fill: float, size: float, aspect: float = 16 / 9) -> None:
    lighting.sweep(size)
    lighting.light(size, float(points[:, 2].max()))
    lighting.camera(points, elevation, fill=fill, aspect=aspect)


SCENES: dict[str, tuple[Callable[[], None], int, int]] = {
    "row-of-bowls": (row_of_bowls, 1600, 900),
    "vases-at-rest": (vases_at_rest, 1600, 900),
    "gold-surface": (gold_surface, 1600, 900),
    "carved-portrait": (carved_portrait, 960, 1200),
}


def main() -> None:
    """Every scene still missing."""
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", default=",".join(SCENES))
    parser.add_argument("--share", type=float, default=1.0, help="of the full size")
    parser.add_argument("--samples", type=int, default=14)
    asked = parser.parse_args()
    for name in asked.only.split(","):
        path = asked.out / "scenes" / f"{name}.png"
        if not path.exists():
            arrange, width, height = SCENES[name]
            stage.fresh(round(width * asked.share), round(height * asked.share), asked.samples)
            arrange()
            stage.shoot(path)


if __name__ == "__main__":
    main()
