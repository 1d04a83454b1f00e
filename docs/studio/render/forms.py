"""Vessel and box forms: an outline carried along a profile, as dense grids that can be carved."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import bpy
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Outline = Callable[[float], Array]  # inset in mm -> closed ring of points, (n, 2)
Height = Callable[[Array, Array], Array]  # points (n, 3), uv (n, 2) -> mm outwards


@dataclass
class Band:
    """A stretch of profile, (inset, z) in mm, wearing one material; smooth unless `corners`."""

    points: Sequence[tuple[float, float]]
    material: str
    steps: int = 24
    corners: bool = False


@dataclass
class Part:
    """A grid of vertices: rings along the profile, columns around the outline."""

    vertices: Array  # (rings, columns, 3), mm
    uv: Array  # (rings, columns + 1, 2): u around, v along
    materials: list[str]  # one per ring gap
    attributes: dict[str, Array] = field(default_factory=dict)

    def moved(self, x: float = 0, y: float = 0, z: float = 0, turn: float = 0) -> "Part":
        """The part turned by `turn` degrees about its axis, then shifted."""
        angle = np.radians(turn)
        rotation = np.array([[np.cos(angle), -np.sin(angle), 0], [np.sin(angle), np.cos(angle), 0], [0, 0, 1]])
        return Part(self.vertices @ rotation.T + (x, y, z), self.uv, self.materials, self.attributes)


def circle(radius: float, columns: int = 320, shape: Callable[[Array], Array] | None = None) -> Outline:
    """Rings of `radius` minus the inset; `shape` scales the radius by angle (lobes, wavy leaves)."""
    angle = np.linspace(0, 2 * np.pi, columns, endpoint=False)
    scale = shape(angle) if shape else np.ones_like(angle)

    def ring(inset: float) -> Array:
        r = max(radius - inset, 0.0) * scale
        return np.stack([r * np.cos(angle), r * np.sin(angle)], axis=1)

    return ring


def rounded(length: float, width: float, corner: float, columns: int = 480) -> Outline:
    """Rings of a rectangle with round corners; insets shrink it evenly."""

    def ring(inset: float) -> Array:
        if min(length, width) / 2 - inset < 1:
            inset = min(length, width) / 2  # closes the middle
        a, b = max(length / 2 - inset, 1e-3), max(width / 2 - inset, 1e-3)
        r = min(max(corner - inset, 0.4), a, b)
        legs = np.array([2 * (b - r), np.pi * r / 2, 2 * (a - r), np.pi * r / 2] * 2)
        ends = np.cumsum(legs)
        at = np.linspace(0, 1, columns, endpoint=False) * ends[-1]
        leg = np.searchsorted(ends, at, side="right").clip(0, 7)
        along = (at - (ends - legs)[leg]) / np.maximum(legs[leg], 1e-9)
        quarter = leg // 2
        centres = np.array([(a - r, b - r), (r - a, b - r), (r - a, r - b), (a - r, r - b)])
        # Straight legs hold the angle at which their corner starts, and slide between two corners' centres.
        angle = np.radians(90 * quarter + np.where(leg % 2 == 1, 90 * along, 0))
        slide = np.where(leg % 2 == 1, 1.0, along)[:, None]
        centre = centres[quarter - 1] * (1 - slide) + centres[quarter] * slide
        return np.asarray(centre + r * np.stack([np.cos(angle), np.sin(angle)], axis=1))

    return ring


def _curve(points: Sequence[tuple[float, float]], steps: int) -> Array:
    """A centripetal Catmull-Rom curve through `points`, evenly spaced by length."""
    p = np.array(points, dtype=float)
    p = np.concatenate([[2 * p[0] - p[1]], p, [2 * p[-1] - p[-2]]])
    pieces = []
    for a, b, c, d in zip(p, p[1:], p[2:], p[3:], strict=False):
        gaps = np.sqrt(np.maximum(np.linalg.norm(np.array([b - a, c - b, d - c]), axis=1), 1e-6))
        t1, t2, t3 = np.cumsum(gaps)
        t = np.linspace(t1, t2, 40)[:, None]
        ab = (t1 - t) / t1 * a + t / t1 * b
        bc = (t2 - t) / (t2 - t1) * b + (t - t1) / (t2 - t1) * c
        cd = (t3 - t) / (t3 - t2) * c + (t - t2) / (t3 - t2) * d
        abc = (t2 - t) / t2 * ab + t / t2 * bc
        bcd = (t3 - t) / (t3 - t1) * bc + (t - t1) / (t3 - t1) * cd
        pieces.append((t2 - t) / (t2 - t1) * abc + (t - t1) / (t2 - t1) * bcd)
    return _even(np.concatenate(pieces), steps)


def _even(path: Array, steps: int) -> Array:
    length = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1))])
    at = np.linspace(0, length[-1], steps + 1)
    return np.stack([np.interp(at, length, path[:, 0]), np.interp(at, length, path[:, 1])], axis=1)


def carry(outline: Outline, bands: Sequence[Band]) -> Part:
    """The part whose rings follow `bands` from first to last point."""
    path: list[Array] = []
    materials: list[str] = []
    for band in bands:
        points = (
            _even(np.array(band.points, dtype=float), band.steps) if band.corners else _curve(band.points, band.steps)
        )
        path.append(points if not path else points[1:])
        materials += [band.material] * band.steps
    profile = np.concatenate(path)
    rings = np.stack([np.column_stack([outline(inset), np.full(len(outline(0)), z)]) for inset, z in profile])
    length = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(profile, axis=0), axis=1))])
    u = np.linspace(0, 1, rings.shape[1] + 1)
    uv = np.stack(np.meshgrid(u, length / length[-1]), axis=-1)
    return Part(rings, uv, materials)


def normals(part: Part) -> Array:
    """Outward unit normals on the grid (outward where the profile rises anticlockwise)."""
    v = part.vertices
    around = np.roll(v, -1, axis=1) - np.roll(v, 1, axis=1)
    along = np.gradient(v, axis=0)
    n = np.cross(around, along)
    return np.asarray(n / np.maximum(np.linalg.norm(n, axis=-1, keepdims=True), 1e-9))


def raise_by(part: Part, height: Height, only: set[str]) -> Part:
    """Push vertices of the materials `only` outwards by `height`; stores it as attribute "height"."""
    n = normals(part)
    rows = np.array([m in only for m in [*part.materials, part.materials[-1]]])
    amount = np.where(rows[:, None], height(part.vertices, part.uv[:, :-1]), 0.0)
    part.attributes["height"] = amount
    part.vertices = part.vertices + n * amount[..., None]
    return part


def mesh(name: str, part: Part, materials: dict[str, bpy.types.Material]) -> bpy.types.Object:
    """A smooth-shaded Blender object of `part`, with its UV map, materials and attributes."""
    rings, columns = part.vertices.shape[:2]
    r, c = np.meshgrid(np.arange(rings - 1), np.arange(columns), indexing="ij")
    nxt = (c + 1) % columns
    quads = np.stack([r * columns + c, r * columns + nxt, (r + 1) * columns + nxt, (r + 1) * columns + c], axis=-1)
    corner_uv = np.stack([part.uv[r, c], part.uv[r, c + 1], part.uv[r + 1, c + 1], part.uv[r + 1, c]], axis=-2)
    data = bpy.data.meshes.new(name)
    data.vertices.add(rings * columns)
    data.vertices.foreach_set("co", part.vertices.astype(np.float32).ravel())
    faces = quads.reshape(-1, 4)
    data.loops.add(faces.size)
    data.loops.foreach_set("vertex_index", faces.astype(np.int32).ravel())
    data.polygons.add(len(faces))
    data.polygons.foreach_set("loop_start", (np.arange(len(faces)) * 4).astype(np.int32))
    layer = data.uv_layers.new(name="wrap")
    layer.data.foreach_set("uv", corner_uv.astype(np.float32).ravel())
    used = list(dict.fromkeys(part.materials))
    for key in used:
        data.materials.append(materials[key])
    index = np.repeat([used.index(m) for m in part.materials], columns).astype(np.int32)
    data.polygons.foreach_set("material_index", index)
    for key, values in part.attributes.items():
        attribute = data.attributes.new(key, "FLOAT", "POINT")
        attribute.data.foreach_set("value", values.astype(np.float32).ravel())
    data.update(calc_edges=True)
    data.shade_smooth()
    thing = bpy.data.objects.new(name, data)
    bpy.context.scene.collection.objects.link(thing)
    return thing
