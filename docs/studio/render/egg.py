"""Eggshell and Moon: pieces inlaid with eggshell."""

import numpy as np

from render import motifs
from render.forms import Band, carry, rounded
from render.materials import CINNABAR, INK, Sheet, plain
from render.piece import Piece, Turn, constant, dish, edges, turned


def frost_tray() -> Piece:
    """A black tray with a white crackled field."""
    part = dish(150, 24, wall="ink", floor="frost", under="ink", columns=480, floor_steps=200)
    r = np.hypot(part.vertices[..., 0], part.vertices[..., 1])
    part.attributes["share"] = 1.02 * motifs.step(131, 112, r) ** 0.5
    frost = Sheet("frost")
    frost.eggshell(INK, cell=13, density=frost.attribute("share"))
    return Piece(
        [part],
        {"ink": plain("ink", INK), "frost": frost},
        elevation=44,
        focus=(50, -60, 9),
        close=0.36,
        detail_elevation=48,
        mark=(2.8, 24),
    )


def moon_vase() -> Piece:
    """White above, breaking into black below."""
    part = turned(
        105,
        [
            Turn([(0, 3), (40, 3)], "ink", 6, corners=True),
            Turn([(40, 3), (41, 0.3), (44, 0), (48, 0.6), (50, 3)], "ink", 20),
            Turn([(50, 3), (82, 30), (104, 78), (103, 122), (84, 164), (58, 190), (40, 201), (33, 206)], "moon", 300),
            Turn([(33, 206), (31, 210), (32, 219), (36, 225)], "ink", 30),
            Turn([(36, 225), (36.2, 226.2), (35, 226.6), (33.4, 225), (29.6, 217), (29, 200)], "ink", 30),
        ],
        480,
    )
    z = part.vertices[..., 2]
    part.attributes["share"] = 1.02 * motifs.step(48, 150, z) ** 0.8
    moon = Sheet("moon")
    moon.eggshell(INK, cell=17, density=moon.attribute("share"))
    return Piece(
        [part],
        {"ink": plain("ink", INK), "moon": moon},
        elevation=14,
        focus=(14, -100, 96),
        close=0.42,
        detail_elevation=8,
        mark=(2.8, 17),
        lies=True,
    )


def crackle_box() -> Piece:
    """A white lid with red in its cracks."""
    body = carry(
        rounded(96, 96, 20),
        [
            Band([(47.5, 2), (9, 2)], "red", 6, corners=True),
            Band([(9, 2), (7.4, 0.2), (6, 0), (4, 0.4), (2.2, 3)], "red", 16),
            Band(edges(26), "red", 50),
        ],
    )
    lid = carry(
        rounded(96, 96, 20),
        [
            Band([(1.6, 26.4), (0.5, 26.6), (0, 27.4), (0, 36), (0.6, 39), (2.4, 41.4)], "red", 50),
            Band([(2.4, 41.4), (6, 42.9), (18, 43.8), (47.5, 44)], "crackle", 80),
        ],
    )
    lid.attributes["share"] = constant(1.02, lid)
    crackle = Sheet("crackle")
    crackle.eggshell(CINNABAR, cell=10, density=crackle.attribute("share"))
    return Piece(
        [body, lid],
        {"red": plain("red", CINNABAR), "crackle": crackle},
        elevation=34,
        turn=28,
        focus=(8, -14, 44),
        close=0.5,
        mark=(1.8, 12),
    )


def snow_bangle() -> Piece:
    """A round bangle with snow on one side."""
    part = turned(
        39,
        [
            Turn([(32, 5), (33, 1.2), (35, 0), (37, 1.6)], "snow", 26),
            Turn([(37, 1.6), (38.6, 6), (39, 13), (38.6, 20), (37, 24.4)], "snow", 120),
            Turn([(37, 24.4), (35, 26), (33, 24.8), (32, 21), (31.6, 13), (32, 5)], "snow", 60),
        ],
        700,
    )
    v = part.vertices
    across = np.abs(np.arctan2(v[..., 0] - 8, -v[..., 1])) + 0.12 * motifs.noise(v[..., 0] / 6, v[..., 2] / 6, 2)
    outside = motifs.step(33.5, 35.5, np.hypot(v[..., 0], v[..., 1]))
    part.attributes["share"] = 1.02 * motifs.step(1.25, 0.35, across) ** 0.8 * outside
    brown = (0.030, 0.0105, 0.0042)
    snow = Sheet("snow")
    snow.eggshell(brown, cell=6, density=snow.attribute("share"))
    return Piece([part], {"snow": snow}, elevation=30, focus=(8, -36, 14), close=0.5, detail_elevation=16)


PIECES = {
    "frost-tray": frost_tray,
    "moon-vase": moon_vase,
    "crackle-box": crackle_box,
    "snow-bangle": snow_bangle,
}
