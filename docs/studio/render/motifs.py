"""Patterns: carved reliefs as height fields, paintings as masks drawn once."""

import math
import random

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFilter

Array = npt.NDArray[np.float64]


def step(low: float, high: float, x: Array) -> Array:
    """A smooth step from 0 at `low` to 1 at `high`."""
    t = np.clip((x - low) / (high - low), 0, 1)
    return np.asarray(t * t * (3 - 2 * t))


def noise(x: Array, y: Array, seed: int, octaves: int = 4) -> Array:
    """Value noise in about -1..1 with unit cells."""
    result = np.zeros_like(x)
    size = 0.5
    for octave in range(octaves):
        table = np.random.default_rng(seed + octave).uniform(-1, 1, (64, 64))
        fx, fy = x * 2**octave, y * 2**octave
        ix, iy = np.floor(fx).astype(int), np.floor(fy).astype(int)
        tx, ty = fx - ix, fy - iy
        tx, ty = tx * tx * (3 - 2 * tx), ty * ty * (3 - 2 * ty)
        a, b = table[ix % 64, iy % 64], table[(ix + 1) % 64, iy % 64]
        c, d = table[ix % 64, (iy + 1) % 64], table[(ix + 1) % 64, (iy + 1) % 64]
        result += size * ((a * (1 - tx) + b * tx) * (1 - ty) + (c * (1 - tx) + d * tx) * ty)
        size /= 2
    return result


def lozenges(x: Array, y: Array, cell: float) -> Array:
    """A lattice of lozenges with a raised point in each, 0..1."""
    u, v = (x / cell + y / cell) % 1 - 0.5, (x / cell - y / cell) % 1 - 0.5
    edge = 0.5 - np.maximum(abs(u), abs(v))
    rib = 1 - step(0.05, 0.11, edge)
    point = 1 - step(0.12, 0.24, np.maximum(abs(u), abs(v)))
    inner = 1 - step(0.03, 0.06, abs(np.maximum(abs(u), abs(v)) - 0.31))
    return np.maximum(np.maximum(rib, point), 0.65 * inner)


def _petals(r: Array, a: Array, count: int, turn: float, low: float, high: float) -> tuple[Array, Array]:
    """Distance inside a ring of pointed petals (positive inside), and the place across a petal, -1..1."""
    sector = 2 * np.pi / count
    across = (((a + turn) / sector) % 1 - 0.5) * 2
    reach = low + (high - low) * (1 - abs(across) ** 1.7) ** 0.62
    return reach - r, across


def lotus(x: Array, y: Array, radius: float) -> Array:
    """An open lotus filling a disc of `radius`, petals over a fine lattice, 0..1."""
    r, a = np.hypot(x, y) / radius, np.arctan2(y, x)
    h = 0.22 * lozenges(x, y, radius * 0.05)
    rings = (
        (16, 0.5, 0.70, 1.0, 0.45),
        (16, 0.0, 0.55, 0.82, 0.60),
        (10, 0.3, 0.34, 0.60, 0.76),
        (8, 0.0, 0.20, 0.40, 0.92),
    )
    for count, turn, low, high, top in rings:
        inside, across = _petals(r, a, count, turn * 2 * np.pi / count, low, high)
        body = step(0.0, 0.018, inside)
        rim = 1 - step(0.014, 0.028, abs(inside - 0.02))
        tip = step(low - 0.16, high, r)
        vein = 0.5 + 0.5 * np.cos(across * 26)
        dome = 0.40 + 0.55 * tip * (1 - 0.35 * across**2) - 0.13 * vein * step(0.03, 0.08, inside) + 0.16 * rim
        shade = top * (0.42 + 0.58 * np.clip(dome, 0, 1.1))
        h = h * (1 - body) + shade * body
    pod = step(0.0, 0.02, 0.155 - r)
    dots = np.zeros_like(r)
    for ring, many in ((0.0, 1), (0.058, 6), (0.112, 11)):
        for k in range(many):
            t = 2 * np.pi * k / many
            d = np.hypot(x / radius - ring * np.cos(t), y / radius - ring * np.sin(t))
            dots = np.maximum(dots, step(0.0, 0.012, 0.019 - d))
    return np.asarray(h * (1 - pod) + pod * (0.72 + 0.28 * dots))


def curls(x: Array, y: Array, cell: float, seed: int, period: float | None = None, *, turns: float = 2.2) -> Array:
    """Cloud curls: a jittered field of spirals, each in its own cell, 0..1. `period` closes x around a wall."""
    columns = round(period / cell) if period else 0
    cell_x = period / columns if period else cell
    gx, gy = np.floor(x / cell_x), np.floor(y / cell)
    best = np.full_like(x, 1e9)
    second = np.full_like(x, 1e9)
    phase = np.zeros_like(x)
    for dx in (-1, 0, 1):
        for dy in (-1, 0, 1):
            cx, cy = gx + dx, gy + dy
            key = (cx % columns if columns else cx) * 127.1 + cy * 311.7 + seed
            jx, jy = np.sin(key) * 0.24, np.sin(key * 1.7 + 2) * 0.24
            spin = np.where(np.sin(key * 2.3) > 0, 1.0, -1.0)
            px = (cx + 0.5 + jx + 0.5 * (cy % 2) * (0 if columns else 1)) * cell_x
            ox, oy = x - px, y - (cy + 0.5 + jy) * cell
            d = np.hypot(ox, oy)
            here = d < best
            second = np.where(here, best, np.minimum(second, d))
            best = np.where(here, d, best)
            phase = np.where(here, spin * np.arctan2(oy, ox) + key, phase)
    wave = np.cos(2 * np.pi * turns * best / cell * 1.45 + phase)
    ridge = step(-0.55, 0.25, wave)
    border = step(0.0, 0.10 * cell, second - best)
    return np.asarray(np.clip(ridge * border, 0, 1) * (0.8 + 0.2 * step(0.6, 0.0, best / cell)))


def scrolls(x: Array, y: Array, period: float, height: float, count: int) -> Array:
    """Depth of the slanted grooves of sword-ring scrolls on a wall, 0 at the surface to 1 at the floor."""
    tall, wide = (height - 14) / 3, period / (2 * count)
    row, column = np.floor((y - 7) / tall), np.floor(x / wide)
    u, v = (x / wide - column - 0.5) * 2, ((y - 7) / tall - row - 0.5) * 2
    spin = np.where((column + row) % 2 > 0, 1.0, -1.0)
    d = np.hypot(u, v)
    line = ((d / 0.36 - spin * np.arctan2(v, u) / (2 * np.pi)) % 1) - 0.5
    coil = (1 - step(0.06, 0.30, abs(line))) * step(0.93, 0.85, d)
    ring = 1 - step(0.02, 0.13, abs(d - 0.92))
    spandrel = 1 - step(0.05, 0.22, abs(np.hypot(1 - abs(u), 1 - abs(v)) - 0.02))
    inside = step(0.0, 0.6, np.minimum(y - 7, height - 7 - y))
    frame = 1 - step(0.8, 2.2, abs(np.minimum(y, height - y) - 4.5))
    return np.asarray(np.maximum(np.maximum(np.maximum(coil, ring), spandrel) * inside, frame))


def wave_band(x: Array, y: Array, length: float) -> Array:
    """Carved water: three rows of nested crests, 0..1."""
    h = np.zeros_like(x)
    for row in (2, 1, 0):
        shift = 0.5 * (row % 2)
        u = ((x / length + shift) % 1 - 0.5) * length
        v = y - row * length * 0.42 + length * 0.15
        d = np.hypot(u, v * 1.15) / (length * 0.62)
        line = 0.45 + 0.55 * step(-0.2, 0.5, np.cos(d * 2 * np.pi * 4))
        h = np.where(d < 1, line * (0.7 + 0.3 * (1 - d)), h)
    return h


def sea(u: Array, r: Array, count: int, rows: int) -> Array:
    """Gold sea waves inside a bowl: `u` around (0..1), `r` from centre (0) to lip (1). A mask, 0..1."""
    mask = np.zeros_like(u)
    for row in range(rows, -1, -1):
        centre = row / rows * 0.94 + 0.02
        across = ((u * count + 0.5 * (row % 2)) % 1 - 0.5) * 2 * np.pi * np.maximum(r, 0.08) / count
        d = np.hypot(across, (r - centre) * 0.9) / (np.pi / count * 0.99 * max(centre, 0.16) + 0.018)
        line = 1 - step(0.16, 0.30, abs((d * 4) % 1 - 0.85))
        covered = (d < 1) & (r > centre - 0.002)
        mask = np.where(covered, line, mask)
    return mask


def _soft(image: Image.Image, width: int, height: int) -> Array:
    small = image.resize((width, height), Image.Resampling.LANCZOS).filter(ImageFilter.GaussianBlur(0.6))
    return np.asarray(small, dtype=np.float64) / 255


class Brush:
    """Strokes of varying width on a mask: draws at twice the size and softens."""

    def __init__(self, width: int, height: int, *, wraps: bool = False) -> None:
        self.size = (width, height)
        self.image = Image.new("L", (width * 2, height * 2), 0)
        self.pen = ImageDraw.Draw(self.image)
        self.wraps = wraps

    def dot(self, x: float, y: float, r: float, tone: int = 255) -> None:
        """A filled circle, in final pixels."""
        shifts = (-self.size[0], 0, self.size[0]) if self.wraps else (0,)
        for shift in shifts:
            box = [2 * (x + shift - r), 2 * (y - r), 2 * (x + shift + r), 2 * (y + r)]
            self.pen.ellipse(box, fill=tone)

    def stroke(self, points: list[tuple[float, float]], start: float, end: float, tone: int = 255) -> None:
        """A tapering line through `points`."""
        path = np.array(points)
        length = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(path, axis=0).T))])
        many = max(int(length[-1] / 0.7), 2)
        for k in range(many):
            t = k / (many - 1)
            x = float(np.interp(t * length[-1], length, path[:, 0]))
            y = float(np.interp(t * length[-1], length, path[:, 1]))
            self.dot(x, y, start + (end - start) * t, tone)

    def area(self, points: list[tuple[float, float]], tone: int) -> None:
        """A filled polygon."""
        self.pen.polygon([(2 * x, 2 * y) for x, y in points], fill=tone)

    def mask(self) -> Array:
        """The drawing, 0..1, row 0 at the top."""
        return _soft(self.image, *self.size)


def _blossom(gold: Brush, shell: Brush, x: float, y: float, size: float, turn: float) -> None:
    for k in range(5):
        t = turn + k * 2 * math.pi / 5
        shell.dot(x + math.cos(t) * size * 0.62, y + math.sin(t) * size * 0.62, size * 0.53, 0)
        shell.dot(x + math.cos(t) * size * 0.62, y + math.sin(t) * size * 0.62, size * 0.46, 200 + k * 11)
    gold.dot(x, y, size * 0.17)
    for k in range(11):
        t = turn + k * 2 * math.pi / 11
        reach = size * (0.42 + 0.12 * (k % 2))
        gold.stroke([(x, y), (x + math.cos(t) * reach, y + math.sin(t) * reach)], size * 0.022, size * 0.022)
        gold.dot(x + math.cos(t) * reach, y + math.sin(t) * reach, size * 0.05)


def _bough(rng: random.Random, start: tuple[float, float], heading: float, length: float) -> list[tuple[float, float]]:
    points = [start]
    x, y = start
    bend = rng.choice((-1, 1))
    for k in range(9):
        heading += bend * rng.uniform(0.05, 0.5)
        if k % 2:
            bend = -bend
        x, y = x + math.cos(heading) * length / 9, y - math.sin(heading) * length / 9
        points.append((x, y))
    return points


def plum(
    width: int, height: int, start: tuple[float, float], heading: float, reach: float, seed: int, *, wraps: bool
) -> tuple[Array, Array]:
    """A plum branch as (gold, blossom) masks. `heading` in radians from the right; `reach` in pixels."""
    rng = random.Random(seed)  # noqa: S311 a drawing, not a secret
    gold, shell = Brush(width, height, wraps=wraps), Brush(width, height, wraps=wraps)
    trunk = _bough(rng, start, heading, reach)
    thick = reach * 0.0135
    gold.stroke(trunk, thick, thick * 0.25)
    flowers: list[tuple[float, float, float]] = []
    for index in range(2, 10):
        side = 1 if index % 2 else -1
        twig = _bough(rng, trunk[index], heading + side * rng.uniform(0.45, 0.95), reach * rng.uniform(0.2, 0.42))
        gold.stroke(twig, thick * 0.42, thick * 0.10)
        flowers += [(*twig[k], reach * rng.uniform(0.034, 0.048)) for k in (3, 6, 9) if rng.random() < 0.85]
        for k in (2, 4, 5, 7, 8):
            if rng.random() < 0.6:
                x, y = twig[k][0] + rng.uniform(-1, 1) * thick, twig[k][1] + rng.uniform(-1, 1) * thick
                shell.dot(x, y, reach * rng.uniform(0.007, 0.012), 235)
    kept: list[tuple[float, float, float]] = []
    for x, y, size in flowers:
        if all(math.hypot(x - a, y - b) > (size + s) * 0.95 for a, b, s in kept):
            kept.append((x, y, size))
            gold.dot(x, y, size * 1.12, 0)
            _blossom(gold, shell, x, y, size, rng.uniform(0, 6.28))
    return gold.mask(), shell.mask()


def _leaf(gold: Brush, glow: Brush, x: float, y: float, wide: float, tall: float, rng: random.Random) -> None:
    waves = [(rng.uniform(0.01, 0.05), rng.randint(3, 9), rng.uniform(0, 6.28)) for _ in range(3)]
    rim = []
    for k in range(241):
        t = k / 240 * 2 * math.pi
        s = 1 + sum(a * math.sin(n * t + p) for a, n, p in waves)
        rim.append((x + math.cos(t) * wide * s, y + math.sin(t) * tall * s))
    gold.area(rim, 0)
    glow.area(rim, 150)
    gold.stroke(rim, wide * 0.012, wide * 0.012)
    for k in range(0, 240, 15):
        ex, ey = rim[k]
        mid = (x + (ex - x) * 0.55 + wide * 0.02, y + (ey - y) * 0.55)
        gold.stroke([(x, y), mid, (x + (ex - x) * 0.96, y + (ey - y) * 0.96)], wide * 0.011, wide * 0.003)
        fork = rim[(k + 6) % 240]
        gold.stroke([mid, (x + (fork[0] - x) * 0.9, y + (fork[1] - y) * 0.9)], wide * 0.006, wide * 0.002)
    gold.dot(x, y, wide * 0.03)


def _petal(gold: Brush, glow: Brush, base: tuple[float, float], lean: float, long: float, wide: float) -> None:
    left, right = [], []
    for k in range(25):
        t = k / 24
        bulge = wide * math.sin(math.pi * t**0.8) * (1 - 0.25 * t)
        cx, cy = base[0] + math.sin(lean) * long * t, base[1] - math.cos(lean) * long * t
        left.append((cx - math.cos(lean) * bulge, cy - math.sin(lean) * bulge))
        right.append((cx + math.cos(lean) * bulge, cy + math.sin(lean) * bulge))
    gold.area(left + right[::-1], 0)
    glow.area(left + right[::-1], 255)
    gold.stroke(left, long * 0.010, long * 0.008)
    gold.stroke(right, long * 0.010, long * 0.008)
    for share in (-0.5, 0.0, 0.5):
        line = [
            ((a[0] + b[0]) / 2 + (b[0] - a[0]) / 2 * share, (a[1] + b[1]) / 2 + (b[1] - a[1]) / 2 * share)
            for a, b in zip(left, right, strict=True)
        ]
        gold.stroke(line[2:21], long * 0.004, long * 0.002)


def pond(width: int, height: int, seed: int) -> tuple[Array, Array]:
    """Lotus leaves, two flowers and a bud over still water: (gold line, green glow) masks."""
    rng = random.Random(seed)  # noqa: S311 a drawing, not a secret
    gold, glow = Brush(width, height), Brush(width, height)
    unit = width / 10
    for k in range(9):
        y = height - unit * (0.45 + 0.22 * k)
        x = rng.uniform(0, width * 0.6)
        gold.stroke(
            [(x, y), (x + unit * 1.5, y + unit * 0.04), (x + unit * rng.uniform(2, 4), y)], unit * 0.008, unit * 0.004
        )
    stems = (
        ((3.0, 0.0), (3.25, 3.0), (2.8, 5.1)),
        ((6.9, 0.0), (6.5, 3.4), (6.9, 7.3)),
        ((5.2, 0.0), (5.0, 2.6), (5.25, 4.6)),
        ((8.4, 0.0), (8.2, 1.4), (8.5, 2.9)),
    )
    for stem in stems:
        gold.stroke([(x * unit, height - y * unit) for x, y in stem], unit * 0.030, unit * 0.022)
    for x, y, wide, tall in (
        (2.2, 2.0, 1.7, 0.55),
        (7.3, 1.5, 1.9, 0.5),
        (2.6, 5.4, 2.0, 1.25),
        (7.4, 4.4, 1.8, 0.95),
        (4.9, 1.1, 1.1, 0.3),
    ):
        _leaf(gold, glow, x * unit, height - y * unit, wide * unit, tall * unit, rng)
    for x, y, size in ((6.9, 7.2, 1.55), (5.25, 4.55, 1.15)):
        base = (x * unit, height - y * unit)
        for lean in (-1.25, 1.25, -0.95, 0.95, -0.62, 0.62, -0.32, 0.32, 0.0):
            _petal(gold, glow, base, lean, size * unit * (1.05 - 0.16 * abs(lean)), size * unit * 0.24)
    base = (8.5 * unit, height - 2.85 * unit)
    for lean in (-0.22, 0.22, 0.0):
        _petal(gold, glow, base, lean, 0.85 * unit, 0.17 * unit)
    return gold.mask(), glow.mask()


def cloud_dust(width: int, height: int, seed: int) -> Array:
    """Drifting bands of gold dust in three grades of grain, 0..1."""
    y, x = np.mgrid[0:height, 0:width] / width
    drift = noise(x * 3 + 5, y * 9 + 3, seed, 3)
    density = np.zeros_like(x)
    for centre, slope, thick in ((0.07, 0.05, 0.045), (0.20, -0.04, 0.055), (0.33, 0.03, 0.040)):
        line = centre + slope * (x - 0.5) + 0.035 * drift
        density = np.maximum(
            density,
            step(1.0, 0.0, abs(y - line) / thick) * step(-0.35, 0.45, noise(x * 2.3 + centre * 90, y * 2, seed + 7, 3)),
        )
    rng = np.random.default_rng(seed)
    mask = np.zeros_like(x)
    for grain, share in ((1, 0.9), (2, 0.6), (3, 0.3)):
        rows, columns = -(-height // grain), -(-width // grain)
        speck = np.kron(rng.random((rows, columns)), np.ones((grain, grain)))[:height, :width]
        mask = np.maximum(mask, (speck < density**1.2 * share).astype(float) * (0.6 + 0.4 * (speck * 97 % 1)))
    return mask
