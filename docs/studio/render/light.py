"""Light Body: dry lacquer."""

import numpy as np

from render import motifs
from render.forms import Array, Band, carry, circle
from render.materials import CINNABAR, INK, MOSS, PERSIMMON, plain, worn
from render.piece import Piece, Turn, bowl, turned


def gourd_vase() -> Piece:
    """Two spheres with a waist; brown comes through at the shoulders."""
    part = turned(
        88,
        [
            Turn([(0, 3), (44, 3)], "ink", 6, corners=True),
            Turn([(44, 3), (45, 0.3), (48, 0), (51, 0.6), (53, 3)], "worn", 20),
            Turn(
                [
                    (53, 3),
                    (78, 30),
                    (88, 70),
                    (80, 112),
                    (58, 142),
                    (44, 156),
                    (42, 163),
                    (48, 176),
                    (56, 196),
                    (55, 218),
                    (43, 240),
                    (26, 256),
                    (17, 266),
                    (15.4, 276),
                    (17.4, 286),
                ],
                "worn",
                260,
            ),
            Turn([(17.4, 286), (17.2, 287.6), (16, 288), (14.6, 286.6), (13.6, 276), (13, 262)], "ink", 30),
        ],
    )
    z = part.vertices[..., 2]
    part.attributes["wear"] = (
        0.62 * np.exp(-(((z - 118) / 20) ** 2))
        + 0.7 * np.exp(-(((z - 226) / 16) ** 2))
        + 0.5 * motifs.step(278, 288, z)
        + 0.5 * motifs.step(8, 0, z)
    )
    return Piece(
        [part],
        {"ink": plain("ink", INK), "worn": worn("worn", PERSIMMON, (0.13, 0.03, 0.007), "wear", grain=0.022)},
        elevation=14,
        focus=(12, -52, 216),
        close=0.5,
        detail_elevation=16,
        mark=(2.8, 17),
        lies=True,
    )


def lotus_leaf_dish() -> Piece:
    """A leaf with a moving rim."""

    def shape(a: Array) -> Array:
        return 1 + 0.028 * np.sin(3 * a + 1) + 0.022 * np.sin(5 * a + 0.4) + 0.014 * np.sin(9 * a)

    part = carry(
        circle(128, 720, shape),
        [
            Band([(127.9, 1.2), (84, 1.2)], "under", 10, corners=True),
            Band([(84, 1.2), (83, 0.2), (80, 0), (77, 0.6)], "under", 14),
            Band([(77, 0.6), (56, 4.5), (30, 13), (8, 27), (0, 35)], "under", 80),
            Band([(0, 35), (0.2, 36.4), (1.2, 36.8), (2.4, 35.6)], "leaf", 12),
            Band([(2.4, 35.6), (10, 28.6), (31, 15.6), (56, 7), (84, 3.6), (127.9, 2.8)], "leaf", 260),
        ],
    )
    v = part.vertices
    r, a = np.hypot(v[..., 0], v[..., 1]) / 128, np.arctan2(v[..., 1], v[..., 0])
    sway = 0.55 * np.sin(4 * a + 0.6) + 0.35 * np.sin(7 * a + 2) + 0.25 * np.sin(11 * a)
    v[..., 2] += 11 * sway * motifs.step(0.55, 1.05, r)
    fork = np.abs(((a / (2 * np.pi) * 14) % 1) - 0.5) * 2
    main = np.abs(fork - 1.0) * np.maximum(r, 0.05) * 9
    split = np.abs(fork - (1.0 - 0.55 * motifs.step(0.45, 1.0, r))) * np.maximum(r, 0.05) * 9
    vein = np.maximum(
        1 - motifs.step(0.02, 0.16, main), (1 - motifs.step(0.02, 0.12, split)) * motifs.step(0.42, 0.5, r)
    )
    vein *= motifs.step(0.05, 0.10, r) * motifs.step(1.0, 0.9, r)
    top = np.array([m == "leaf" for m in [*part.materials, "leaf"]])[:, None]
    v[..., 2] += np.where(top, 0.9 * vein - 1.2 * motifs.step(0.10, 0.0, r), 0)
    part.attributes["wear"] = np.where(top, 0.62 * vein, 0) + 0.62 * motifs.step(0.965, 1.0, r / shape(a))
    leaf = worn("leaf", (MOSS[0] * 1.1, MOSS[1] * 1.2, MOSS[2]), (0.20, 0.105, 0.018), "wear", grain=0.06)
    return Piece(
        [part],
        {"under": plain("under", (MOSS[0] * 0.6, MOSS[1] * 0.6, MOSS[2] * 0.6)), "leaf": leaf},
        elevation=42,
        turn=30,
        focus=(30, -30, 8),
        close=0.38,
        detail_elevation=40,
        mark=(1.0, 22),
    )


def feather_bowl() -> Piece:
    """A thin red cone on a small foot."""
    part = bowl(78, 63.4, 22, 1.5, out="red", inside="red", straight=1.0)
    red = plain("red", CINNABAR)
    return Piece(
        [part],
        {"red": red, "lip": red},
        elevation=22,
        focus=(-20, -72, 60),
        close=0.4,
        detail_elevation=24,
        mark=(3.3, 10),
    )


def long_neck_vase() -> Piece:
    """A drop with a long neck, undecorated."""
    part = turned(
        82,
        [
            Turn([(0, 3), (38, 3)], "ink", 6, corners=True),
            Turn([(38, 3), (39, 0.3), (42, 0), (45, 0.5), (47, 2.5)], "ink", 20),
            Turn(
                [
                    (47, 2.5),
                    (70, 24),
                    (82, 66),
                    (75, 108),
                    (52, 144),
                    (31, 178),
                    (19.5, 218),
                    (15.2, 262),
                    (14.6, 304),
                    (17, 328),
                    (21.6, 336.6),
                ],
                "ink",
                240,
            ),
            Turn(
                [(21.6, 336.6), (22, 337.6), (21, 338.2), (19.4, 336.6), (15.2, 326), (12.8, 304), (12.8, 280)],
                "ink",
                40,
            ),
        ],
        400,
    )
    return Piece(
        [part],
        {"ink": plain("ink", INK)},
        elevation=11,
        focus=(-14, -62, 100),
        close=0.5,
        detail_elevation=16,
        mark=(2.8, 16),
        lies=True,
    )


PIECES = {
    "gourd-vase": gourd_vase,
    "lotus-leaf-dish": lotus_leaf_dish,
    "feather-bowl": feather_bowl,
    "long-neck-vase": long_neck_vase,
}
