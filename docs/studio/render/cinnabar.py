"""Cinnabar Relief: carved pieces."""

import numpy as np

from render import motifs
from render.forms import Array, raise_by
from render.materials import CINNABAR, DARK_RED, INK, carved, layered, plain
from render.piece import Piece, Turn, around, dish, from_pole, turned


def lotus_tray() -> Piece:
    """A round tray with one open lotus."""
    part = dish(160, 36, wall="red", floor="carved", under="ink", columns=1500, floor_steps=520)

    def height(p: Array, _uv: Array) -> Array:
        return 5.2 * motifs.lotus(p[..., 0], p[..., 1], 137.5)

    raise_by(part, height, {"carved"})
    materials = {
        "red": plain("red", CINNABAR),
        "ink": plain("ink", INK),
        "carved": carved("carved", CINNABAR, DARK_RED, 3.6),
    }
    return Piece([part], materials, elevation=46, focus=(38, -42, 10), close=0.36, detail_elevation=42, mark=(2.8, 26))


def cloud_incense_box() -> Piece:
    """A palm-sized box covered with curling clouds."""
    part = turned(
        46,
        [
            Turn([(0, 1.6), (33, 1.6)], "ink", 6, corners=True),
            Turn([(33, 1.6), (34, 0.2), (36, 0), (38, 0.4)], "ink", 16),
            Turn([(38, 0.4), (43, 5), (45.6, 13), (46, 21.4)], "carved", 170),
            Turn([(46, 21.4), (45.2, 21.8), (45.0, 22.1), (45.2, 22.4), (46, 22.8)], "ink", 10),
            Turn([(46, 22.8), (45.4, 31), (41, 39), (31, 43.8), (15, 45.8), (0, 46.2)], "carved", 430),
        ],
        1300,
    )

    def height(p: Array, _uv: Array) -> Array:
        x, y = from_pole(p)
        return 1.5 * motifs.curls(x, y, 15, 5)

    raise_by(part, height, {"carved"})
    return Piece(
        [part],
        {"ink": plain("ink", INK), "carved": carved("carved", CINNABAR, DARK_RED, 1.3)},
        elevation=34,
        focus=(6, -14, 45),
        close=0.5,
        mark=(1.4, 11),
    )


def lattice_tea_caddy() -> Piece:
    """Carved lozenges below a plain black shoulder and lid."""
    part = turned(
        42,
        [
            Turn([(0, 2), (36, 2)], "ink", 6, corners=True),
            Turn([(36, 2), (37, 0.2), (39, 0), (41, 0.8), (41.4, 3.4)], "ink", 20),
            Turn([(41.4, 3.4), (41.4, 82)], "carved", 620, corners=True),
            Turn([(41.4, 82), (42, 83), (42, 86), (40.5, 91), (36, 94.4), (31, 95.2)], "ink", 50),
            Turn(
                [
                    (31, 95.2),
                    (30.4, 95.6),
                    (30.4, 96.2),
                    (31, 96.6),
                    (31.4, 98),
                    (31.4, 113),
                    (30.4, 116.4),
                    (27, 117.8),
                    (12, 118.4),
                    (0, 118.5),
                ],
                "ink",
                90,
            ),
        ],
        1400,
    )

    def height(p: Array, _uv: Array) -> Array:
        x, y = around(p, 42)
        return 1.3 * motifs.lozenges(x, y, 2 * np.pi * 42 / 32) * motifs.step(3.5, 4.5, y) * motifs.step(82, 81, y)

    raise_by(part, height, {"carved"})
    return Piece(
        [part],
        {"ink": plain("ink", INK), "carved": carved("carved", CINNABAR, DARK_RED, 1.1)},
        elevation=20,
        focus=(8, -41, 56),
        close=0.42,
        detail_elevation=14,
        mark=(1.8, 13),
    )


def scroll_brush_pot() -> Piece:
    """Black over red, cut at a slant."""
    part = turned(
        56,
        [
            Turn([(0, 3), (46, 3)], "ink", 6, corners=True),
            Turn([(46, 3), (47, 0.3), (50, 0), (54.5, 0.6), (56, 2.5)], "ink", 22),
            Turn([(56, 2.5), (56, 139)], "layered", 760, corners=True),
            Turn([(56, 139), (55.6, 141), (54, 142), (50, 142), (48.6, 141), (48.2, 139)], "ink", 26),
            Turn([(48.2, 139), (48, 20), (45, 12), (30, 9), (0, 8.6)], "ink", 70),
        ],
        1700,
    )

    def height(p: Array, _uv: Array) -> Array:
        x, y = around(p, 56)
        return -4.2 * motifs.scrolls(x, y - 2.5, 2 * np.pi * 56, 136.5, 4)

    raise_by(part, height, {"layered"})
    return Piece(
        [part],
        {"ink": plain("ink", INK), "layered": layered("layered", 4.2)},
        elevation=22,
        turn=14,
        focus=(6, -56, 74),
        close=0.5,
        detail_elevation=16,
        mark=(2.8, 17),
    )


def wave_bangle() -> Piece:
    """A narrow ring of carved water."""
    part = turned(
        37,
        [
            Turn([(31.4, 3), (32.2, 1.0), (34, 0.2), (35.6, 0.8), (36, 2.0)], "red", 20),
            Turn([(36, 2.0), (36, 17)], "carved", 220, corners=True),
            Turn([(36, 17), (35.6, 18.2), (34, 18.8), (32.2, 18), (31.4, 16), (31, 9.5), (31.4, 3)], "red", 60),
        ],
        1500,
    )

    def height(p: Array, _uv: Array) -> Array:
        x, y = around(p, 37)
        return 1.5 * motifs.wave_band(x, y - 2, 2 * np.pi * 37 / 11) * motifs.step(2.1, 3, y) * motifs.step(17, 16.2, y)

    raise_by(part, height, {"carved"})
    return Piece(
        [part],
        {"red": plain("red", CINNABAR), "carved": carved("carved", CINNABAR, DARK_RED, 1.3)},
        elevation=30,
        focus=(4, -36, 9),
        close=0.5,
        detail_elevation=18,
    )


PIECES = {
    "lotus-tray": lotus_tray,
    "cloud-incense-box": cloud_incense_box,
    "lattice-tea-caddy": lattice_tea_caddy,
    "scroll-brush-pot": scroll_brush_pot,
    "wave-bangle": wave_bangle,
}
