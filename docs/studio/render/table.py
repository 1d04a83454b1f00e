"""Still Table: plain forms with a rubbed finish."""

import numpy as np

from render import motifs
from render.forms import Array, Band, Part, carry, rounded
from render.materials import CINNABAR, INK, MOSS, plain, tortoise, worn
from render.piece import Piece, Turn, bowl, edges, turned


def nesting_bowls() -> Piece:
    """Five bowls; the smallest stands apart."""
    parts = []
    for k, radius in enumerate((84, 75, 66, 57)):
        part = bowl(radius, 74 - 6 * k, radius * 0.47, out="ink", inside="red")
        parts.append(part.moved(x=-34, y=24, z=10.4 * k))
    small = bowl(48, 46, 23, out="ink", inside="red")
    parts.append(small.moved(x=92, y=-44))
    red = plain("red", CINNABAR)
    return Piece(
        parts,
        {"ink": plain("ink", INK), "red": red, "lip": red},
        elevation=27,
        focus=(-30, -40, 82),
        close=0.42,
        detail_elevation=34,
        mark=(3.8, 14),
        mark_at=(-34, 24),
        single=[0],
    )


def moss_tray() -> Piece:
    """A square tray, its edges rubbed dark."""
    part = carry(
        rounded(240, 240, 30),
        [
            Band([(119.5, 3), (16, 3)], "matt", 8, corners=True),
            Band([(16, 3), (14.6, 0.3), (13, 0), (11, 0.3)], "matt", 14),
            Band([(11, 0.3), (5, 5), (1.4, 13), (0, 20.6)], "moss", 40),
            Band([(0, 20.6), (0.5, 21.7), (1.7, 22), (2.8, 21.1)], "moss", 14),
            Band([(2.8, 21.1), (5, 14.6), (9, 10.4), (17, 9)], "moss", 36),
            Band([(17, 9), (119.5, 9)], "moss", 60, corners=True),
        ],
    )
    z = part.vertices[..., 2]
    part.attributes["wear"] = 0.85 * motifs.step(19.4, 21.6, z) + 0.75 * motifs.step(4, 1, z)
    moss = worn("moss", (MOSS[0] * 1.5, MOSS[1] * 1.6, MOSS[2] * 1.7), INK, "wear", grain=0.07)
    return Piece(
        [part],
        {"matt": plain("matt", INK, shine=0.35), "moss": moss},
        elevation=36,
        turn=32,
        focus=(100, -100, 18),
        close=0.34,
        detail_elevation=36,
        detail_turn=0,
        mark=(2.8, 22),
    )


def tortoise_caddy() -> Piece:
    """A cylinder of ground spots."""
    part = turned(
        41,
        [
            Turn([(0, 2), (35, 2)], "ink", 6, corners=True),
            Turn([(35, 2), (36, 0.2), (38, 0), (40.4, 0.7), (41, 2.6)], "spots", 20),
            Turn([(41, 2.6), (41, 68)], "spots", 40, corners=True),
            Turn([(41, 68), (40.2, 68.6), (40.0, 69), (40.2, 69.4), (41, 70)], "ink", 12),
            Turn([(41, 70), (41, 98)], "spots", 30, corners=True),
            Turn([(41, 98), (40.2, 101.6), (37.4, 103.4), (30, 103.9), (0, 104.4)], "spots", 50),
        ],
    )
    return Piece(
        [part],
        {"ink": plain("ink", INK), "spots": tortoise("spots")},
        elevation=20,
        focus=(8, -41, 76),
        close=0.45,
        detail_elevation=24,
        mark=(1.8, 13),
    )


def _tier(low: float, high: float, *, lid: bool = False) -> Part:
    bands = [
        Band([(85.5, low + 1), (5, low + 1)], "ink", 6, corners=True),
        Band([(p, z) for p, z in edges(high, 0, low + 0.4)], "box", 70),
    ]
    if lid:
        bands.append(Band([(1.4, high), (4, high + 0.9), (14, high + 1.6), (85.5, high + 2)], "box", 60))
    else:
        bands.append(Band([(1.4, high), (8, high), (85.5, high - 0.4)], "ink", 10, corners=True))
    part = carry(rounded(172, 172, 11, 720), bands)
    part.attributes["wear"] = _corner_wear(part.vertices, low, high)
    return part


def _corner_wear(v: Array, low: float, high: float) -> Array:
    x, y, z = np.abs(v[..., 0]), np.abs(v[..., 1]), v[..., 2]
    upright = motifs.step(160, 166, x + y - 2.5)
    rims = np.maximum(
        motifs.step(low + 4.2, low + 1.6, z),
        motifs.step(high - 3.4, high - 1.0, z) * motifs.step(80, 83, np.maximum(x, y)),
    )
    return np.asarray(np.maximum(upright * motifs.step(80, 82.5, np.minimum(x, y)), rims))


def two_tier_box() -> Piece:
    """Two red tiers and a lid with black edges."""
    parts = [_tier(0, 66), _tier(66.4, 122), _tier(122.4, 146, lid=True)]
    return Piece(
        parts,
        {"ink": plain("ink", INK), "box": worn("box", CINNABAR, INK, "wear", grain=0.09)},
        elevation=26,
        turn=34,
        focus=(84, -84, 118),
        close=0.4,
        detail_elevation=24,
        detail_turn=-40,
        mark=(0.8, 22),
    )


PIECES = {
    "nesting-bowls": nesting_bowls,
    "moss-tray": moss_tray,
    "tortoise-caddy": tortoise_caddy,
    "two-tier-box": two_tier_box,
}
