"""Gold Line: pieces painted with gold."""

import numpy as np

from render import motifs
from render.forms import Band, Part, carry, rounded
from render.materials import INK, MOSS, PERSIMMON, TORTOISE, Sheet, gold_leaf, plain
from render.piece import Piece, Turn, bowl, by_height, dish, edges, flat, turned


def plum_vase() -> Piece:
    """A meiping with a branch climbing from the foot."""
    part = turned(
        84,
        [
            Turn([(0, 4), (42, 4)], "ink", 6, corners=True),
            Turn([(42, 4), (43, 0.4), (46, 0), (50, 0.6), (51, 3)], "ink", 20),
            Turn(
                [(51, 3), (51, 45), (58, 110), (76, 195), (84, 240), (76, 272), (52, 292), (29, 298.5), (22, 301)],
                "plum",
                220,
            ),
            Turn(
                [
                    (22, 301),
                    (21.4, 304),
                    (23, 308.5),
                    (27, 310.6),
                    (28, 312),
                    (26.4, 312.8),
                    (22.5, 311),
                    (19.6, 304),
                    (19, 280),
                ],
                "ink",
                60,
            ),
        ],
    )
    by_height(part, 312)
    gold, blossom = motifs.plum(2400, 1560, (1500, 1530), 1.15, 1640, 2, wraps=True)
    plum = Sheet("plum").lacquer(INK)
    plum.gild(plum.image(np.abs(blossom * 0.95 - gold)), INK)
    return Piece(
        [part],
        {"ink": plain("ink", INK), "plum": plum},
        elevation=12,
        focus=(34, -62, 232),
        close=0.62,
        detail_elevation=10,
        mark=(3.8, 17),
        lies=True,
    )


def wave_bowl() -> Piece:
    """A black bowl with a golden sea inside."""
    part = bowl(71, 73, 35, out="ink", inside="sea")
    flat(part, 142, 142)
    y, x = np.mgrid[-1:1:2304j, -1:1:2304j]
    mask = motifs.sea(np.arctan2(y, x) / (2 * np.pi) + 0.5, np.hypot(x, y), 26, 13)
    sea = Sheet("sea").lacquer(INK)
    sea.gild(sea.image(mask), INK)
    return Piece(
        [part],
        {"ink": plain("ink", INK), "lip": gold_leaf("lip"), "sea": sea},
        elevation=38,
        focus=(0, 34, 40),
        close=0.42,
        detail_elevation=52,
        mark=(3.8, 13),
    )


def cloud_document_box() -> Piece:
    """A long low box in clear brown with drifting gold dust."""
    length, width = 380, 140
    body = carry(
        rounded(length, width, 9),
        [
            Band([(69.5, 2), (9, 2)], "brown", 6, corners=True),
            Band([(9, 2), (7.4, 0.2), (6, 0), (4, 0.4), (2.2, 3)], "brown", 16),
            Band(edges(30), "brown", 50),
        ],
    )
    lid = carry(
        rounded(length, width, 9),
        [
            Band([(1.6, 30.4), (0.5, 30.6), (0, 31.4), (0, 50), (0.8, 53.4), (3.0, 55.8), (6, 56.8)], "cloud", 60),
            Band([(6, 56.8), (24, 57.6), (69.5, 58)], "cloud", 40),
        ],
    )
    flat(lid, length, width)
    cloud = Sheet("cloud").lacquer(TORTOISE)
    brown = cloud.mix(cloud.noise(0.02, 3.0), TORTOISE, (0.115, 0.038, 0.010))
    cloud.gild(cloud.image(motifs.cloud_dust(2660, 980, 4)), brown)
    return Piece(
        [body, lid],
        {"brown": plain("brown", TORTOISE, deep=0.5), "cloud": cloud},
        elevation=34,
        turn=-24,
        focus=(-30, -8, 58),
        close=0.28,
        detail_elevation=40,
        mark=(1.8, 20),
    )


def _stand(part: Part, z: float) -> Part:
    """A flat slab stood upright, its face to the front."""
    v = part.vertices
    part.vertices = np.stack([v[..., 0], -v[..., 2], v[..., 1] + z], axis=-1)
    return part


def lotus_screen() -> Piece:
    """A table screen: a pond at night in gold line."""
    length, tall = 392, 408
    slab = carry(
        rounded(length, tall, 10),
        [
            Band([(195, -8), (3, -8)], "frame", 8, corners=True),
            Band([(3, -8), (0.6, -7), (0, -5), (0, 5), (0.6, 7), (3, 8)], "frame", 30),
            Band([(3, 8), (14, 8), (15.5, 7.4), (16, 6), (16.4, 4.6), (18, 4)], "frame", 30),
            Band([(18, 4), (195, 4)], "pond", 30, corners=True),
        ],
    )
    flat(slab, length - 34, tall - 34)
    _stand(slab, tall / 2 + 58)
    parts = [slab]
    for x in (-150, 150):
        foot = carry(
            rounded(30, 130, 9),
            [
                Band([(14.9, 0), (2, 0)], "frame", 6, corners=True),
                Band([(2, 0), (0.3, 1), (0, 3), (0, 22), (1, 30), (4, 33.4), (14.9, 34)], "frame", 40),
            ],
        )
        post = carry(
            rounded(26, 34, 6),
            [
                Band([(12.9, 30), (0, 30)], "frame", 4, corners=True),
                Band([(0, 30), (0, 88), (1, 93), (4, 95.5), (12.9, 96)], "frame", 40),
            ],
        )
        parts += [foot.moved(x=x), post.moved(x=x)]
    beam = carry(
        rounded(316, 20, 4),
        [
            Band([(9.9, 22), (0.5, 22)], "frame", 4, corners=True),
            Band([(0.5, 22), (0, 24), (0, 56), (0.6, 57.6), (9.9, 58)], "frame", 30),
        ],
    )
    parts.append(beam)
    gold, glow = motifs.pond(1790, 1870, 8)
    pond = Sheet("pond").lacquer(INK)
    depth = pond.math("MULTIPLY", pond.image(glow), 0.85)
    haze = pond.mix(
        pond.between(pond.noise(0.012, 4.0, 0.8), 0.42, 0.75), INK, (MOSS[0] * 0.28, MOSS[1] * 0.34, MOSS[2] * 0.4)
    )
    green = pond.mix(depth, haze, (MOSS[0] * 0.75, MOSS[1] * 0.85, MOSS[2] * 0.7))
    pond.gild(pond.image(gold), green)
    return Piece(
        parts,
        {"frame": plain("frame", INK), "pond": pond},
        elevation=11,
        turn=18,
        focus=(90, -8, 345),
        close=0.42,
        detail_elevation=8,
        mark=None,
    )


def gold_lined_tea_set() -> Piece:
    """Five persimmon cups on a black tray."""
    tray = dish(150, 20, wall="ink", floor="ink", under="ink")
    parts: list[Part] = [tray]
    for k in range(5):
        angle = np.radians(90 + 72 * k)
        cup = bowl(35, 62, 17, 1.8, out="persimmon", inside="gold")
        parts.append(cup.moved(x=84 * np.cos(angle), y=84 * np.sin(angle), z=8.6))
    return Piece(
        parts,
        {
            "ink": plain("ink", INK),
            "persimmon": plain("persimmon", PERSIMMON),
            "lip": gold_leaf("lip"),
            "gold": gold_leaf("gold"),
        },
        elevation=33,
        focus=(40, -60, 62),
        close=0.36,
        detail_elevation=32,
        mark=(2.8, 24),
        single=[0],
    )


PIECES = {
    "plum-vase": plum_vase,
    "wave-bowl": wave_bowl,
    "cloud-document-box": cloud_document_box,
    "lotus-screen": lotus_screen,
    "gold-lined-tea-set": gold_lined_tea_set,
}
