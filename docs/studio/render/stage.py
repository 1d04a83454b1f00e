"""Puts a piece on the paper, poses it for a view and renders it."""

import math
from pathlib import Path

import bpy
import numpy as np
from mathutils import Matrix
from PIL import Image, ImageDraw

from render import lighting
from render.forms import Array, mesh
from render.materials import INK, Sheet, gold_leaf
from render.piece import Piece

VIEWS = ("three-quarter", "top", "detail", "underside", "scale")


def fresh(width: int, height: int, samples: int) -> None:
    """An empty scene with the render settings all pictures share."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = bpy.context.scene
    scene.render.engine = "CYCLES"
    scene.render.resolution_x, scene.render.resolution_y = width, height
    scene.render.threads_mode, scene.render.threads = "FIXED", 2
    scene.render.use_persistent_data = True
    cycles = scene.cycles
    cycles.samples, cycles.use_adaptive_sampling, cycles.adaptive_threshold = samples, True, 0.02
    cycles.use_denoising, cycles.denoiser = True, "OPENIMAGEDENOISE"
    # The accurate prefilter costs more than the rendering itself and shows nowhere.
    cycles.denoising_prefilter, cycles.denoising_quality = "FAST", "BALANCED"
    cycles.max_bounces, cycles.diffuse_bounces, cycles.glossy_bounces = 3, 1, 2
    cycles.caustics_reflective = cycles.caustics_refractive = False
    cycles.sample_clamp_indirect = 4
    cycles.use_light_tree = False
    # Keeps a saturated red saturated, where film-like views turn it to salmon.
    scene.view_settings.view_transform = "Khronos PBR Neutral"
    scene.view_settings.exposure = 0.22


def _comb(sheet: Sheet, edge: bpy.types.Material) -> bpy.types.Object:
    """A half moon with thirty-one teeth, sawn from a board 8 mm thick."""
    outline = [(62 * math.cos(t), 36 * math.sin(t) + 4) for t in np.linspace(0, math.pi, 90)]
    outline = [(x, y) for x, y in outline] + [(-60.5, -6), (-56, -21)]
    left = -54.0
    pitch = 108 / 31
    for k in range(31):
        x = left + k * pitch
        tip = -21.5 + 0.4 * math.cos(k)
        outline += [(x, tip), (x + pitch * 0.56, tip)]
        if k < 30:
            gap = (x + pitch * 0.78) / 62
            top = 10 * (1 - gap * gap) - 1
            outline += [(x + pitch * 0.60, top - 1), (x + pitch * 0.80, top), (x + pitch * 0.97, top - 1)]
    outline += [(56, -21), (60.5, -6)]
    curve = bpy.data.curves.new("comb", "CURVE")
    curve.dimensions, curve.fill_mode = "2D", "BOTH"
    curve.extrude, curve.bevel_depth, curve.bevel_resolution, curve.offset = 3.0, 0.8, 3, -0.25
    spline = curve.splines.new("POLY")
    spline.points.add(len(outline) - 1)
    for point, (x, y) in zip(spline.points, outline, strict=True):
        point.co = (x, y, 0, 1)
    spline.use_cyclic_u = True
    thing = bpy.data.objects.new("comb", curve)
    bpy.context.scene.collection.objects.link(thing)
    solid = bpy.data.objects.new(
        "comb", bpy.data.meshes.new_from_object(thing.evaluated_get(bpy.context.evaluated_depsgraph_get()))
    )
    bpy.data.objects.remove(thing)
    bpy.context.scene.collection.objects.link(solid)
    solid.data.materials.clear()
    solid.data.materials.append(sheet.material)
    solid.data.materials.append(edge)
    for face in solid.data.polygons:
        middle = face.center
        rim = math.hypot(middle.x / 62, (middle.y - 4) / 36) > 0.985 and middle.y > 4
        face.material_index = 1 if rim and abs(face.normal.z) < 0.9 else 0
    solid.data.transform(Matrix.Translation((0, 0, 3.8)))
    return solid


def _mark(height: float, side: float, at: tuple[float, float]) -> bpy.types.Object:
    """The studio's square mark: a frame, a bend and a hook, in gold."""
    picture = Image.new("L", (512, 512), 0)
    pen = ImageDraw.Draw(picture)
    pen.rounded_rectangle((24, 24, 488, 488), 40, outline=255, width=30)
    pen.line(
        [(236, 132), (118, 132), (118, 250), (236, 250), (236, 380), (112, 380)], fill=255, width=38, joint="curve"
    )
    pen.line([(306, 132), (396, 132)], fill=255, width=38)
    pen.line([(372, 132), (372, 380), (290, 380), (290, 306)], fill=255, width=38, joint="curve")
    sheet = Sheet("mark").lacquer(INK)
    sheet.gild(sheet.image(np.asarray(picture, dtype=np.float64) / 255), INK)
    data = bpy.data.meshes.new("mark")
    s, z = side / 2, height - 0.08
    data.from_pydata([(-s, -s, z), (-s, s, z), (s, s, z), (s, -s, z)], [], [(0, 1, 2, 3)])
    layer = data.uv_layers.new(name="wrap")
    # Seen from below, so the picture is laid on mirrored.
    for corner, uv in zip(layer.data, [(0, 0), (0, 1), (1, 1), (1, 0)], strict=True):
        corner.uv = (uv[0], 1 - uv[1])
    data.materials.append(sheet.material)
    data.transform(Matrix.Translation((*at, 0)))
    thing = bpy.data.objects.new("mark", data)
    bpy.context.scene.collection.objects.link(thing)
    return thing


def build(piece: Piece) -> list[bpy.types.Object]:
    """The piece's objects, standing at the origin."""
    materials = {key: sheet.material for key, sheet in piece.materials.items()}
    things = [mesh(f"part{k}", part, materials) for k, part in enumerate(piece.parts)]
    if piece.comb:
        things.append(_comb(piece.comb, gold_leaf("edge").material))
    return things


def pose(things: list[bpy.types.Object], matrix: Matrix) -> Array:
    """Move the objects by `matrix`, set them down on z = 0, and give their points."""
    for thing in things:
        thing.matrix_world = matrix @ thing.matrix_world
    points = points_of(things)
    drop = Matrix.Translation((0, 0, -float(points[:, 2].min())))
    for thing in things:
        thing.matrix_world = drop @ thing.matrix_world
    return points_of(things)


def points_of(things: list[bpy.types.Object]) -> Array:
    """A few thousand world points of the objects."""
    clouds = []
    for thing in things:
        count = len(thing.data.vertices)
        flat = np.empty(count * 3, dtype=np.float32)
        thing.data.vertices.foreach_get("co", flat)
        some = flat.reshape(-1, 3)[:: max(1, count // 6000)].astype(float)
        world = np.array(thing.matrix_world)
        clouds.append(some @ world[:3, :3].T + world[:3, 3])
    return np.concatenate(clouds)


def _sheet_of_a4(points: Array) -> Array:
    """An A4 sheet lying to the right of the piece; gives its corners."""
    x = float(points[:, 0].max()) + 26
    corners = np.array([(x, -148.5, 0.5), (x + 210, -148.5, 0.5), (x + 210, 148.5, 0.5), (x, 148.5, 0.5)])
    white = Sheet("white")
    white.put(white.surface.inputs["Base Color"], (0.86, 0.85, 0.82))
    white.put(white.surface.inputs["Roughness"], 0.8)
    line = Sheet("line")
    line.put(line.surface.inputs["Base Color"], (0.10, 0.075, 0.06))
    for inset, lift, sheet in ((0.0, 0.0, line), (1.3, 0.15, white)):
        data = bpy.data.meshes.new("a4")
        push = np.array([(inset, inset, lift), (-inset, inset, lift), (-inset, -inset, lift), (inset, -inset, lift)])
        data.from_pydata((corners + push).tolist(), [], [(0, 1, 2, 3)])
        data.materials.append(sheet.material)
        bpy.context.scene.collection.objects.link(bpy.data.objects.new("a4", data))
    return corners


def clear(things: list[bpy.types.Object]) -> None:
    """Take everything but the piece out of the room, and the piece back to the origin."""
    for other in [thing for thing in bpy.context.scene.objects if thing not in things]:
        bpy.data.objects.remove(other)
    for thing in things:
        thing.matrix_world = Matrix.Identity(4)
        thing.hide_render = False


def _turned(piece: Piece, view: str) -> Matrix:
    """How the piece is held up to the camera."""
    angle = {"top": 0.0, "detail": piece.turn if piece.detail_turn is None else piece.detail_turn}.get(view, piece.turn)
    if view != "underside":
        return Matrix.Rotation(math.radians(angle), 4, "Z")
    over = Matrix.Rotation(math.radians(-84 if piece.lies else 180), 4, "X")
    return Matrix.Rotation(math.radians(26 if piece.lies else angle), 4, "Z") @ over


def arrange(piece: Piece, things: list[bpy.types.Object], view: str) -> None:
    """Pose the piece's objects for one view and put the room around them."""
    clear(things)
    shown = list(things)
    if view == "underside":
        if piece.single is not None:
            shown = [thing for k, thing in enumerate(things) if k in piece.single]
        for thing in things:
            thing.hide_render = thing not in shown
        if piece.mark:
            shown.append(_mark(*piece.mark, piece.mark_at))
    matrix = _turned(piece, view)
    points = pose(shown, matrix)
    size = float(np.linalg.norm(np.ptp(points, axis=0))) / 2
    lighting.sweep(size)
    lighting.light(size, float(points[:, 2].max()))
    if view == "detail":
        width = piece.close * float(np.ptp(points[:, :2], axis=0).max())
        lighting.close_up(np.array(matrix @ Matrix.Translation(piece.focus))[:3, 3], piece.detail_elevation, width)
    elif view == "scale":
        lighting.camera(np.concatenate([points, _sheet_of_a4(points)]), 40, fill=0.84)
    else:
        elevation = {"top": 90.0, "underside": 24.0 if piece.lies else 48.0}.get(view, piece.elevation)
        lighting.camera(points, elevation, fill=0.72)


def shoot(path: Path) -> None:
    """Render the scene to a PNG, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(".part.png")
    bpy.context.scene.render.filepath = str(half)
    bpy.ops.render.render(write_still=True)
    half.rename(path)
