"""Lacquer, gold, shell and eggshell as Cycles materials."""

from collections.abc import Sequence
from typing import Any

import bpy
import numpy as np
import numpy.typing as npt

Colour = tuple[float, float, float]
Mask = npt.NDArray[np.float64]

# Linear light. The reds are deeper than they look here: the coat adds the room's white on top.
CINNABAR: Colour = (0.40, 0.014, 0.008)
DEEP_RED: Colour = (0.22, 0.006, 0.004)
DARK_RED: Colour = (0.11, 0.0035, 0.0025)
INK: Colour = (0.0045, 0.0038, 0.0034)
PERSIMMON: Colour = (0.46, 0.072, 0.009)
MOSS: Colour = (0.050, 0.055, 0.015)
TORTOISE: Colour = (0.060, 0.019, 0.006)
AMBER: Colour = (0.38, 0.115, 0.014)
GOLD: Colour = (0.90, 0.60, 0.22)
EGGSHELL: Colour = (0.80, 0.755, 0.66)


class Sheet:
    """A material being put together: its node tree, with the few nodes used here by name."""

    def __init__(self, name: str) -> None:
        self.material = bpy.data.materials.new(name)
        self.material.use_nodes = True
        self.nodes = self.material.node_tree.nodes
        self.links = self.material.node_tree.links
        self.surface = self.nodes["Principled BSDF"]

    def node(self, kind: str, inputs: dict[str | int, Any] | None = None, **settings: Any) -> Any:
        """A new node; `inputs` may be values or sockets."""
        node = self.nodes.new(kind)
        for key, value in settings.items():
            setattr(node, key, value)
        for name, value in (inputs or {}).items():
            self.put(node.inputs[name], value)
        return node

    def put(self, socket: Any, value: Any) -> None:
        """Set or link one input."""
        if isinstance(value, bpy.types.NodeSocket):
            self.links.new(value, socket)
        elif isinstance(value, tuple) and len(value) == 3 and socket.type == "RGBA":
            socket.default_value = (*value, 1)
        else:
            socket.default_value = value

    def math(self, operation: str, a: Any, b: Any = 0.0, *, clamp: bool = False) -> Any:
        """One arithmetic node's result."""
        return self.node("ShaderNodeMath", {0: a, 1: b}, operation=operation, use_clamp=clamp).outputs[0]

    def mix(self, share: Any, a: Any, b: Any) -> Any:
        """Colour `a` going to `b`."""
        node = self.nodes.new("ShaderNodeMix")
        node.data_type = "RGBA"
        self.put(node.inputs[0], share)
        self.put(node.inputs[6], a)
        self.put(node.inputs[7], b)
        return node.outputs[2]

    def ramp(self, share: Any, stops: Sequence[tuple[float, Colour]], *, hard: bool = False) -> Any:
        """A colour ramp over `stops`."""
        node = self.nodes.new("ShaderNodeValToRGB")
        node.color_ramp.interpolation = "CONSTANT" if hard else "LINEAR"
        for index, (at, colour) in enumerate(stops):
            stop = node.color_ramp.elements[index] if index < 2 else node.color_ramp.elements.new(at)
            stop.position = at
            stop.color = (*colour, 1)
        self.put(node.inputs[0], share)
        return node.outputs[0]

    def between(self, value: Any, low: float, high: float) -> Any:
        """`value` mapped from low..high to 0..1, clamped and eased."""
        node = self.node(
            "ShaderNodeMapRange", {0: value, 1: low, 2: high, 3: 0.0, 4: 1.0}, interpolation_type="SMOOTHSTEP"
        )
        return node.outputs[0]

    def attribute(self, name: str) -> Any:
        """A vertex attribute as a number."""
        return self.node("ShaderNodeAttribute", attribute_name=name).outputs["Fac"]

    def place(self, scale: float) -> Any:
        """The object's own coordinates in mm, times `scale`."""
        source = self.node("ShaderNodeTexCoord").outputs["Object"]
        return self.node("ShaderNodeVectorMath", {0: source, 1: (scale, scale, scale)}, operation="MULTIPLY").outputs[0]

    def noise(self, scale: float, detail: float = 3.0, distortion: float = 0.0) -> Any:
        """Noise with `scale` features per mm."""
        node = self.node(
            "ShaderNodeTexNoise",
            {"Vector": self.place(1.0), "Scale": scale, "Detail": detail, "Distortion": distortion},
        )
        return node.outputs["Fac"]

    def image(self, mask: Mask, *, flat: tuple[float, float] | None = None) -> Any:
        """A mask read by the wrap UV, or laid flat from above over `flat` = (length, width) in mm."""
        tall, wide = mask.shape
        picture = bpy.data.images.new("mask", wide, tall, float_buffer=False, is_data=True)
        rgba = np.ones((tall, wide, 4), dtype=np.float32)
        rgba[..., :3] = mask[::-1, :, None]
        picture.pixels.foreach_set(rgba.ravel())
        picture.pack()
        if flat:
            coordinates = self.node("ShaderNodeTexCoord").outputs["Object"]
            vector = self.node(
                "ShaderNodeMapping",
                {"Vector": coordinates, "Location": (0.5, 0.5, 0.0), "Scale": (1 / flat[0], 1 / flat[1], 1.0)},
            ).outputs[0]
            extension = "CLIP"
        else:
            vector = self.node("ShaderNodeUVMap", uv_map="wrap").outputs[0]
            extension = "REPEAT"
        node = self.node(
            "ShaderNodeTexImage", {"Vector": vector}, image=picture, interpolation="Cubic", extension=extension
        )
        return node.outputs["Color"]

    def lacquer(self, colour: Any, *, rough: Any = 0.28, coat: float = 1.0, shine: float = 0.045) -> "Sheet":
        """A coated body: what is under is soft, what is on top is a mirror with the faintest waves."""
        self.put(self.surface.inputs["Base Color"], colour)
        self.put(self.surface.inputs["Roughness"], rough)
        self.put(self.surface.inputs["Specular IOR Level"], 0.35)
        self.put(self.surface.inputs["Coat Weight"], coat)
        self.put(self.surface.inputs["Coat Roughness"], shine)
        self.put(self.surface.inputs["Coat IOR"], 1.52)
        hand = self.node(
            "ShaderNodeBump", {"Strength": 0.035, "Distance": 1.0, "Height": self.noise(0.035, 1.0)}
        ).outputs[0]
        self.put(self.surface.inputs["Coat Normal"], hand)
        return self

    def gild(self, mask: Any, under: Any, tone: Colour = GOLD) -> "Sheet":
        """Gold powder where `mask`, a little raised and a little uneven."""
        grain = self.noise(3.0, 2.0)
        gold = self.mix(self.between(grain, 0.3, 0.75), tuple(c * 0.72 for c in tone), tone)
        self.put(self.surface.inputs["Base Color"], self.mix(mask, under, gold))
        self.put(self.surface.inputs["Metallic"], mask)
        self.put(self.surface.inputs["Roughness"], 0.30)
        relief = self.math("ADD", mask, self.math("MULTIPLY", grain, self.math("MULTIPLY", mask, 0.25)))
        bump = self.node("ShaderNodeBump", {"Strength": 0.5, "Distance": 0.12, "Height": relief}).outputs[0]
        self.put(self.surface.inputs["Normal"], bump)
        return self

    def shell(self, under: Colour, *, cell: float, density: Any, gap: float = 0.06) -> "Sheet":
        """Shell in flakes of `cell` mm, present where a flake's chance is below `density`."""
        wobble = self.node(
            "ShaderNodeTexNoise", {"Vector": self.place(1.0), "Scale": 0.5 / cell, "Detail": 2.0}
        ).outputs["Color"]
        spot = self.node("ShaderNodeVectorMath", {0: self.place(1 / cell), 1: wobble}, operation="ADD").outputs[0]
        cells = self.node("ShaderNodeTexVoronoi", {"Vector": spot, "Scale": 1.0, "Randomness": 1.0})
        edges = self.node(
            "ShaderNodeTexVoronoi", {"Vector": spot, "Scale": 1.0, "Randomness": 1.0}, feature="DISTANCE_TO_EDGE"
        ).outputs["Distance"]
        parts = self.node("ShaderNodeSeparateColor", {0: cells.outputs["Color"]}).outputs
        inside = self.between(edges, gap * 0.5, gap)
        here = self.math("MULTIPLY", inside, self.math("LESS_THAN", parts[1], density))
        self._pearl(here, under, parts[0], cells.outputs["Color"], 1 / cell)
        return self

    def pearl(self, mask: Any, under: Any) -> "Sheet":
        """Cut shell where `mask` stands; its tone tells the petals apart."""
        drift = self.noise(0.09, 2.0, 1.0)
        self._pearl(
            self.between(mask, 0.35, 0.6),
            under,
            self.math("MULTIPLY", mask, 2.0),
            self.node("ShaderNodeTexNoise", {"Vector": self.place(1.0), "Scale": 0.3}).outputs["Color"],
            0.4,
            drift,
        )
        return self

    def _pearl(self, here: Any, under: Any, chance: Any, tilt: Any, scale: float, drift: Any = None) -> None:
        facing = self.node("ShaderNodeLayerWeight", {0: 0.5}).outputs["Facing"]
        growth = self.noise(0.5 * scale, 2.0, 1.5)
        sway = self.math("ADD", self.math("MULTIPLY", facing, 0.9), self.math("MULTIPLY", growth, 0.7))
        hue = self.math(
            "FRACT",
            self.math(
                "ADD", self.math("MULTIPLY", chance, 0.75), sway if drift is None else self.math("ADD", sway, drift)
            ),
        )
        colour = self.ramp(
            hue,
            [
                (0.0, (0.05, 0.26, 0.46)),
                (0.2, (0.07, 0.52, 0.46)),
                (0.4, (0.28, 0.66, 0.34)),
                (0.58, (0.70, 0.62, 0.52)),
                (0.76, (0.66, 0.26, 0.42)),
                (0.9, (0.22, 0.20, 0.56)),
                (1.0, (0.05, 0.26, 0.46)),
            ],
        )
        self.put(self.surface.inputs["Base Color"], self.mix(here, under, colour))
        self.put(self.surface.inputs["Metallic"], self.math("MULTIPLY", here, 0.72))
        self.put(self.surface.inputs["Roughness"], 0.26)
        geometry = self.node("ShaderNodeNewGeometry").outputs["Normal"]
        lean = self.node("ShaderNodeVectorMath", {0: tilt, 1: (0.5, 0.5, 0.5)}, operation="SUBTRACT").outputs[0]
        lean = self.node("ShaderNodeVectorMath", {0: lean, "Scale": 0.34}, operation="SCALE").outputs[0]
        leaning = self.node("ShaderNodeVectorMath", {0: geometry, 1: lean}, operation="ADD").outputs[0]
        self.put(
            self.surface.inputs["Normal"],
            self.node("ShaderNodeVectorMath", {0: leaning}, operation="NORMALIZE").outputs[0],
        )

    def eggshell(self, under: Colour, *, cell: float, density: Any, crack: Colour | None = None) -> "Sheet":
        """Eggshell in fragments of `cell` mm with fine cracks; fewer and smaller where `density` falls."""
        wobble = self.node(
            "ShaderNodeTexNoise", {"Vector": self.place(1.0), "Scale": 0.8 / cell, "Detail": 3.0}
        ).outputs["Color"]
        wobble = self.node("ShaderNodeVectorMath", {0: wobble, "Scale": 0.55}, operation="SCALE").outputs[0]
        white: Any = None
        for size, gap in ((1.0, 0.030), (0.36, 0.055)):
            spot = self.node(
                "ShaderNodeVectorMath", {0: self.place(1 / (cell * size)), 1: wobble}, operation="ADD"
            ).outputs[0]
            edges = self.node(
                "ShaderNodeTexVoronoi", {"Vector": spot, "Scale": 1.0}, feature="DISTANCE_TO_EDGE"
            ).outputs["Distance"]
            cells = self.node("ShaderNodeTexVoronoi", {"Vector": spot, "Scale": 1.0}).outputs["Color"]
            chance = self.node("ShaderNodeSeparateColor", {0: cells}).outputs
            kept = self.math("LESS_THAN", chance[0 if size == 1.0 else 1], density)
            layer = self.math("MULTIPLY", self.between(edges, gap * 0.45, gap), kept)
            white = layer if white is None else self.math("MULTIPLY", white, layer)
        tone = self.mix(self.noise(0.25, 4.0), EGGSHELL, tuple(c * 0.86 for c in EGGSHELL))
        dark: Any = under
        if crack:
            dark = self.mix(self.math("GREATER_THAN", density, 0.5), under, crack)
        return self.lacquer(self.mix(white, dark, tone), rough=0.4)


def plain(name: str, colour: Colour, *, shine: float = 0.045, deep: float = 0.25) -> Sheet:
    """One colour of lacquer, barely uneven in depth."""
    sheet = Sheet(name)
    shade = sheet.mix(sheet.noise(0.02, 2.0), colour, tuple(c * (1 - deep) for c in colour))
    return sheet.lacquer(shade, shine=shine)


def carved(name: str, top: Colour, floor: Colour, depth: float) -> Sheet:
    """Lacquer whose colour darkens with the carved depth (mm); edges are not mirror-flat."""
    sheet = Sheet(name)
    low = sheet.between(sheet.attribute("height"), 0.0, depth)
    colour = sheet.mix(low, floor, top)
    return sheet.lacquer(colour, rough=0.34, coat=0.85, shine=0.10)


def layered(name: str, depth: float) -> Sheet:
    """Black lacquer whose cut walls show red bands: colour goes by depth below the surface (mm)."""
    sheet = Sheet(name)
    down = sheet.math("MULTIPLY", sheet.attribute("height"), -1.0 / depth)
    stops = [
        (0.0, INK),
        (0.13, CINNABAR),
        (0.23, INK),
        (0.36, CINNABAR),
        (0.48, INK),
        (0.60, CINNABAR),
        (0.74, INK),
        (0.86, CINNABAR),
        (0.95, DEEP_RED),
    ]
    return sheet.lacquer(sheet.ramp(down, stops, hard=True), rough=0.3, coat=0.9, shine=0.08)


def worn(name: str, top: Colour, under: Colour, attribute: str, *, grain: float = 0.05) -> Sheet:
    """A top colour rubbed through to the one under it where the attribute nears 1."""
    sheet = Sheet(name)
    uneven = sheet.math("MULTIPLY", sheet.math("SUBTRACT", sheet.noise(grain, 5.0, 0.6), 0.5), 1.1)
    wear = sheet.math("ADD", sheet.attribute(attribute), uneven)
    colour = sheet.mix(sheet.between(wear, 0.25, 0.95), top, under)
    return sheet.lacquer(colour)


def tortoise(name: str) -> Sheet:
    """Amber, brown and near-black spots ground level."""
    sheet = Sheet(name)
    hills = sheet.noise(0.055, 3.0, 1.4)
    spots = sheet.noise(0.16, 2.0, 0.8)
    mixed = sheet.math("ADD", sheet.math("MULTIPLY", hills, 0.75), sheet.math("MULTIPLY", spots, 0.25))
    stops = [
        (0.0, INK),
        (0.40, INK),
        (0.455, (0.05, 0.013, 0.004)),
        (0.50, (0.17, 0.036, 0.006)),
        (0.545, AMBER),
        (0.57, (0.46, 0.17, 0.026)),
        (0.60, (0.19, 0.04, 0.007)),
        (0.68, (0.06, 0.016, 0.005)),
    ]
    return sheet.lacquer(sheet.ramp(mixed, stops), rough=0.2)


def gold_leaf(name: str) -> Sheet:
    """Gold powder all over, burnished."""
    sheet = Sheet(name).lacquer(GOLD)
    return sheet.gild(1.0, GOLD)


def paper(name: str) -> Sheet:
    """The matt ground all pictures stand on."""
    sheet = Sheet(name)
    sheet.put(sheet.surface.inputs["Base Color"], (0.765, 0.728, 0.667))
    sheet.put(sheet.surface.inputs["Roughness"], 0.9)
    sheet.put(sheet.surface.inputs["Specular IOR Level"], 0.1)
    return sheet
