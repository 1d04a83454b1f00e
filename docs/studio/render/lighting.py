"""The room: a paper sweep, one large soft light, a strip and a little air, all in proportion to the piece."""

import bpy
import numpy as np
from mathutils import Vector

from render.forms import Array
from render.materials import paper


def sweep(size: float, wide: float = 60.0) -> None:
    """A sheet of paper that rises behind the piece without an edge."""
    profile = [(-40.0, 0.0), (3.5, 0.0)]
    profile += [(3.5 + 6 * np.sin(t), 6 - 6 * np.cos(t)) for t in np.linspace(0.05, np.pi / 2, 32)]
    profile += [(9.5, 40.0)]
    points = [(x * size, y * size, z * size) for y, z in profile for x in (-wide, wide)]
    faces = [(2 * k, 2 * k + 1, 2 * k + 3, 2 * k + 2) for k in range(len(profile) - 1)]
    data = bpy.data.meshes.new("sweep")
    data.from_pydata(points, [], faces)
    data.shade_smooth()
    data.materials.append(paper("paper").material)
    bpy.context.scene.collection.objects.link(bpy.data.objects.new("sweep", data))


def area(
    place: tuple[float, float, float],
    at: tuple[float, float, float],
    wide: float,
    tall: float,
    power: float,
    warmth: tuple[float, float, float],
    *,
    seen: bool = True,
) -> None:
    """A rectangular soft light looking at a point."""
    data = bpy.data.lights.new("light", "AREA")
    data.shape = "RECTANGLE"
    data.size, data.size_y, data.energy, data.color = wide, tall, power, warmth
    thing = bpy.data.objects.new("light", data)
    thing.location = place
    thing.visible_glossy = seen  # an unseen light fills shadows without standing in the polish
    thing.rotation_euler = (Vector(at) - Vector(place)).to_track_quat("-Z", "Y").to_euler()
    bpy.context.scene.collection.objects.link(thing)


def light(size: float, height: float) -> None:
    """Key from the upper left, a strip from the right rear, a wide low fill from the front."""
    s, middle = size, (0.0, 0.0, height / 2)
    area((-3.1 * s, 0.9 * s, 3.5 * s), middle, 2.9 * s, 2.3 * s, 150 * s * s, (1.0, 0.955, 0.89))
    area((3.4 * s, 1.9 * s, 2.2 * s), middle, 0.8 * s, 3.2 * s, 42 * s * s, (0.93, 0.96, 1.0))
    area((1.6 * s, -5.5 * s, 2.6 * s), middle, 4.0 * s, 2.0 * s, 46 * s * s, (1.0, 0.97, 0.93), seen=False)
    area((0.0, 0.5 * s, 7.0 * s), (0.0, 9.5 * s, 2.6 * s), 5.0 * s, 3.0 * s, 210 * s * s, (1.0, 0.96, 0.91), seen=False)
    world = bpy.data.worlds.new("air")
    bpy.context.scene.world = world
    world.use_nodes = True
    world.node_tree.nodes["Background"].inputs[0].default_value = (1.0, 0.96, 0.90, 1)
    world.node_tree.nodes["Background"].inputs[1].default_value = 0.42


def camera(
    points: Array, elevation: float, *, fill: float = 0.76, lens: float = 85, aspect: float = 4 / 3, lift: float = 0.0
) -> bpy.types.Object:
    """A camera in front of the points that holds them all; `fill` is their share of the frame."""
    data = bpy.data.cameras.new("camera")
    data.lens, data.sensor_width, data.sensor_fit = lens, 36, "HORIZONTAL"
    data.clip_start, data.clip_end = 1, 1e6
    thing = bpy.data.objects.new("camera", data)
    bpy.context.scene.collection.objects.link(thing)
    bpy.context.scene.camera = thing
    e = np.radians(min(elevation, 89.5))
    back = np.array([0, -np.cos(e), np.sin(e)])
    right, up = np.array([1.0, 0, 0]), np.array([0, np.sin(e), np.cos(e)])
    target = (points.min(axis=0) + points.max(axis=0)) / 2
    distance = float(np.ptp(points, axis=0).max() * 4)
    slope = 18 / lens
    for _ in range(12):
        rel = points - (target + back * distance)
        deep = -(rel @ back)
        x, y = rel @ right / deep / slope, rel @ up / deep / slope * aspect
        target = (
            target
            + right * (x.min() + x.max()) / 2 * distance * slope
            + up * (y.min() + y.max()) / 2 * distance * slope / aspect
        )
        distance *= float(max(np.ptp(x), np.ptp(y)) / 2 / fill)
    thing.location = Vector((target + back * distance - up * lift * distance * slope).tolist())
    thing.rotation_euler = (np.pi / 2 - e, 0, 0)
    return thing


def close_up(focus: Array, elevation: float, width: float, *, lens: float = 100) -> None:
    """A camera that sees `width` mm around `focus`, with little depth of field."""
    data = bpy.data.cameras.new("close")
    data.lens, data.sensor_width = lens, 36
    data.clip_start, data.clip_end = 1, 1e6
    thing = bpy.data.objects.new("close", data)
    bpy.context.scene.collection.objects.link(thing)
    bpy.context.scene.camera = thing
    e = np.radians(elevation)
    distance = width / (36 / lens)
    place = focus + np.array([0, -np.cos(e), np.sin(e)]) * distance
    thing.location = Vector(place.tolist())
    thing.rotation_euler = (np.pi / 2 - e, 0, 0)
    data.dof.use_dof = True
    data.dof.focus_distance = distance
    data.dof.aperture_fstop = 36 / width * 9.0 / 1000 * 100 if width < 36 else 0.9 * 36 / width
