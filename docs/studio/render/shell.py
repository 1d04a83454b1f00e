"""Night and Shell: pieces inlaid with mother-of-pearl."""

import numpy as np

from render import motifs
from render.forms import Band, Part, carry, circle, rounded
from render.materials import GOLD, INK, MOSS, Sheet, gold_leaf, plain
from render.piece import Piece, Turn, constant, edges, flat, turned


def star_river_tray() -> Piece:
    """A long tray with a river of flakes."""
    part = carry(
        rounded(360, 220, 16),
        [
            Band([(109.5, 3), (14, 3)], "matt", 8, corners=True),
            Band([(14, 3), (12.6, 0.3), (11, 0), (9, 0.3)], "matt", 14),
            Band([(9, 0.3), (4, 6), (1, 16), (0, 24.6)], "ink", 36),
            Band([(0, 24.6), (0.6, 25.8), (1.8, 26), (2.8, 25)], "ink", 12),
            Band([(2.8, 25), (5, 15), (9, 9), (16, 7)], "ink", 30),
            Band([(16, 7), (109.5, 7)], "river", 190, corners=True),
        ],
    )
    x, y = part.vertices[..., 0], part.vertices[..., 1]
    bend = y + 0.34 * x - 26 * np.sin(x / 75) + 16 * motifs.noise(x / 60, y / 60, 3)
    part.attributes["share"] = 0.9 * motifs.step(62, 0, abs(bend)) ** 1.7
    river = Sheet("river").lacquer(INK)
    river.shell(INK, cell=3.6, density=river.attribute("share"))
    materials = {"ink": plain("ink", INK), "matt": plain("matt", INK, shine=0.3), "river": river}
    return Piece(
        [part], materials, elevation=40, turn=-18, focus=(20, -14, 7), close=0.3, detail_elevation=48, mark=(2.8, 26)
    )


def plum_writing_box() -> Piece:
    """A flowering branch in shell and gold on a black lid."""
    length, width = 286, 212
    body = carry(
        rounded(length, width, 12),
        [
            Band([(105.5, 2), (9, 2)], "ink", 6, corners=True),
            Band([(9, 2), (7.4, 0.2), (6, 0), (4, 0.4), (2.2, 3)], "ink", 16),
            Band(edges(40), "ink", 50),
        ],
    )
    lid = carry(
        rounded(length, width, 12),
        [
            Band([(1.6, 40.4), (0.5, 40.6), (0, 41.4), (0, 60), (0.8, 63.6), (3.2, 66.0), (7, 66.8)], "ink", 60),
            Band([(7, 66.8), (40, 67.7), (105.5, 68)], "plum", 60),
        ],
    )
    flat(lid, length, width)
    gold, blossom = motifs.plum(2574, 1908, (100, 1560), 0.5, 2330, 2, wraps=False)
    plum = Sheet("plum").lacquer(INK)
    plum.pearl(plum.image(blossom), INK)
    pearl = plum.surface.inputs["Base Color"].links[0].from_socket
    sheen = plum.surface.inputs["Metallic"].links[0].from_socket
    line = plum.image(gold)
    plum.put(plum.surface.inputs["Base Color"], plum.mix(line, pearl, GOLD))
    plum.put(plum.surface.inputs["Metallic"], plum.math("MAXIMUM", line, sheen))
    return Piece(
        [body, lid],
        {"ink": plain("ink", INK), "plum": plum},
        elevation=42,
        turn=20,
        focus=(20, 10, 68),
        close=0.3,
        detail_elevation=52,
        mark=(1.8, 24),
    )


def petal_incense_box() -> Piece:
    """Eight lobes under a mosaic of shell."""
    outline = circle(44, 640, lambda a: 0.89 + 0.11 * abs(np.cos(4 * a)) ** 0.55)
    part = carry(
        outline,
        [
            Band([(43.9, 1.5), (12, 1.5)], "moss", 6, corners=True),
            Band([(12, 1.5), (10.6, 0.2), (9, 0), (7.4, 0.5)], "moss", 14),
            Band([(7.4, 0.5), (2.4, 5), (0.2, 12), (0, 18.4)], "moss", 40),
            Band([(0, 18.4), (0.8, 18.8), (1.0, 19), (0.8, 19.3), (0, 19.7)], "moss", 10),
            Band([(0, 19.7), (0.4, 25), (4.5, 31.5), (14, 35.8), (28, 37.6), (43.9, 38)], "mosaic", 120),
        ],
    )
    mosaic = Sheet("mosaic").lacquer(INK)
    mosaic.shell((0.004, 0.007, 0.004), cell=4.2, density=1.1, gap=0.075)
    green = (MOSS[0] * 0.18, MOSS[1] * 0.25, MOSS[2] * 0.35)
    return Piece(
        [part],
        {"moss": plain("moss", green), "mosaic": mosaic},
        elevation=36,
        turn=10,
        focus=(4, -14, 37),
        close=0.45,
        mark=(1.3, 11),
    )


def night_comb() -> Piece:
    """A half-moon comb; its back strewn with shell."""
    sheet = Sheet("comb").lacquer(INK)
    place = sheet.node("ShaderNodeSeparateXYZ", {0: sheet.place(1.0)}).outputs
    thick = sheet.math("MULTIPLY", sheet.between(place[0], 62, -50), sheet.between(place[1], 2, 20))
    sheet.shell(INK, cell=2.6, density=sheet.math("MULTIPLY", thick, 0.95))
    tiny = Part(np.zeros((2, 3, 3)), np.zeros((2, 4, 2)), ["gold"])
    tiny.attributes["share"] = constant(0, tiny)
    return Piece(
        [],
        {"gold": gold_leaf("gold")},
        elevation=52,
        turn=-16,
        focus=(-14, 18, 6),
        close=0.4,
        detail_elevation=44,
        comb=sheet,
    )


def moonlit_caddy() -> Piece:
    """A bud-shaped caddy with falling flakes."""
    part = turned(
        48,
        [
            Turn([(0, 2), (22, 2)], "under", 6, corners=True),
            Turn([(22, 2), (23, 0.2), (25, 0), (27.4, 0.6), (29, 2.6)], "under", 18),
            Turn([(29, 2.6), (41, 20), (48, 50), (43, 74), (31, 86.5), (22, 89.4)], "night", 180),
            Turn([(22, 89.4), (21.2, 89.9), (21.2, 90.4), (22, 90.8)], "under", 10),
            Turn([(22, 90.8), (22.2, 96), (19.5, 103.4), (11, 107.2), (0, 108)], "night", 60),
        ],
    )
    z = part.vertices[..., 2]
    part.attributes["share"] = 0.05 + 0.9 * motifs.step(26, 100, z) ** 1.5
    brown = (0.020, 0.0072, 0.0032)
    night = Sheet("night").lacquer(brown)
    night.shell(brown, cell=3.4, density=night.attribute("share"))
    return Piece(
        [part],
        {"under": plain("under", brown), "night": night},
        elevation=18,
        focus=(10, -40, 76),
        close=0.42,
        detail_elevation=30,
        mark=(1.8, 10),
    )


PIECES = {
    "star-river-tray": star_river_tray,
    "plum-writing-box": plum_writing_box,
    "petal-incense-box": petal_incense_box,
    "night-comb": night_comb,
    "moonlit-caddy": moonlit_caddy,
}
