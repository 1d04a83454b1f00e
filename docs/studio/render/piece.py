"""What a piece is to the camera: its parts, its materials and how it likes to be seen."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from render.forms import Array, Band, Part, carry, circle
from render.materials import Sheet


@dataclass
class Piece:
    """Parts in mm on the plane z = 0, and the angles that suit them (degrees)."""

    parts: list[Part]
    materials: dict[str, Sheet]
    elevation: float = 26
    turn: float = 0
    focus: tuple[float, float, float] = (0, 0, 0)  # where the detail looks
    close: float = 0.45  # the detail's width as a share of the piece's
    detail_elevation: float = 38
    detail_turn: float | None = None
    mark: tuple[float, float] | None = None  # height of the mark's plane, its side
    mark_at: tuple[float, float] = (0, 0)
    lies: bool = False  # too tall to stand on its mouth: the underside is shown lying
    single: Sequence[int] | None = None  # parts that show the underside, when not all
    comb: Sheet | None = None  # the one form that is sawn, not turned


Radial = Sequence[tuple[float, float]]


@dataclass
class Turn:
    """A stretch of a turned profile: (radius, z)."""

    points: Radial
    material: str
    steps: int = 24
    corners: bool = False


def turned(radius: float, turns: Sequence[Turn], columns: int = 320) -> Part:
    """A form turned on the lathe, from the middle of the underside round to the inside."""
    bands = [Band([(radius - r, z) for r, z in t.points], t.material, t.steps, t.corners) for t in turns]
    return carry(circle(radius, columns), bands)


def by_height(part: Part, height: float) -> Part:
    """The part with v running from foot to mouth, so that a painting wraps without stretching."""
    v = part.vertices[:, :1, 2] / height
    part.uv[..., 1] = np.broadcast_to(v, part.uv.shape[:2])
    return part


def flat(part: Part, length: float, width: float) -> Part:
    """The part with its painting laid on from above."""
    closed = np.concatenate([part.vertices, part.vertices[:, :1]], axis=1)
    part.uv = closed[..., :2] / (length, width) + 0.5
    return part


def around(points: Array, radius: float) -> tuple[Array, Array]:
    """Place on an unrolled wall: mm around, mm up."""
    angle = np.arctan2(points[..., 1], points[..., 0]) % (2 * np.pi)
    return np.asarray(angle * radius), np.asarray(points[..., 2])


def from_pole(points: Array) -> tuple[Array, Array]:
    """Place on a domed top laid flat, keeping lengths measured from its middle."""
    gaps = np.linalg.norm(np.diff(points[:, 0], axis=0), axis=1)
    arc = np.concatenate([np.cumsum(gaps[::-1])[::-1], [0]])[:, None]
    angle = np.arctan2(points[..., 1], points[..., 0])
    return np.asarray(arc * np.cos(angle)), np.asarray(arc * np.sin(angle))


def bowl(
    radius: float, height: float, foot: float, wall: float = 2.2, *, out: str, inside: str, straight: float = 0.0
) -> Part:
    """A bowl on a foot ring; `straight` 1 makes its wall a cone."""
    f, h = foot, height
    rise = [
        (f + 1.5, h * 0.10),
        (f + (radius - f) * (0.52 + 0.0 * straight), h * (0.26 + 0.22 * straight)),
        (f + (radius - f) * (0.88 - 0.08 * straight), h * (0.60 + 0.12 * straight)),
        (radius, h),
    ]
    inner = [(r - wall, z + wall * 0.5) for r, z in reversed(rise[:-1])]
    floor = h * 0.10 + wall
    return turned(
        radius,
        [
            Turn([(0, h * 0.055), (f - 3.5, h * 0.055)], out, 8, corners=True),
            Turn(
                [
                    (f - 3.5, h * 0.055),
                    (f - 2.6, 0.5),
                    (f - 1.6, 0),
                    (f - 0.6, 0),
                    (f, 0.6),
                    (f, h * 0.06),
                    (f + 1.5, h * 0.10),
                ],
                out,
                40,
            ),
            Turn(rise, out, 70),
            Turn(
                [
                    (radius, h),
                    (radius - 0.25 * wall, h + 0.45 * wall),
                    (radius - 0.75 * wall, h + 0.4 * wall),
                    (radius - wall, h - 0.1 * wall),
                ],
                "lip",
                14,
            ),
            Turn(
                [
                    (radius - wall, h - 0.1 * wall),
                    *inner[:-1],
                    (f + 2, floor + h * 0.015),
                    (f * 0.5, floor - h * 0.02),
                    (0, floor - h * 0.025),
                ],
                inside,
                110,
            ),
        ],
    )


def dish(
    radius: float, height: float, *, wall: str, floor: str, under: str, columns: int = 360, floor_steps: int = 60
) -> Part:
    """A round low tray."""
    r, h = radius, height
    return turned(
        radius,
        [
            Turn([(0, 3), (r * 0.84, 3)], under, 8, corners=True),
            Turn([(r * 0.84, 3), (r * 0.845, 0.6), (r * 0.86, 0), (r * 0.875, 0), (r * 0.885, 0.8)], under, 20),
            Turn([(r * 0.885, 0.8), (r * 0.94, h * 0.22), (r * 0.985, h * 0.62), (r, h - 1)], wall, 40),
            Turn([(r, h - 1), (r - 0.8, h), (r - 2.2, h - 0.1), (r - 3, h - 1.4)], wall, 12),
            Turn([(r - 3, h - 1.4), (r * 0.955, h * 0.52), (r * 0.915, h * 0.33), (r * 0.87, 9)], wall, 30),
            Turn([(r * 0.87, 9), (r * 0.86, 8.6), (0, 8.6)], floor, floor_steps, corners=True),
        ],
        columns,
    )


def edges(height: float, inset: float = 0, foot: float = 3) -> list[tuple[float, float]]:
    """The softened wall of a box body, foot to top edge."""
    return [
        (inset + 2.2, foot),
        (inset + 0.5, foot + 0.7),
        (inset, foot + 2.4),
        (inset, height - 1.2),
        (inset + 0.4, height - 0.25),
        (inset + 1.4, height),
    ]


def constant(value: float, part: Part) -> Array:
    """An attribute that is the same everywhere."""
    return np.full(part.vertices.shape[:2], value)


__all__ = [
    "Band",
    "Part",
    "Piece",
    "Turn",
    "around",
    "bowl",
    "by_height",
    "carry",
    "circle",
    "constant",
    "dish",
    "edges",
    "field",
    "flat",
    "from_pole",
    "turned",
]
