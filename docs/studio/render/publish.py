"""Turns rendered PNGs into the shop's files: `python -m render.publish RENDERED PICTURES`."""

import argparse
from pathlib import Path

from PIL import Image

WIDTHS = {"pieces": (200, 400, 800, 1200), "wide": (800, 1600), "portrait": (480, 960)}


def publish(png: Path, stem: Path, widths: tuple[int, ...], *, share: bool = False) -> None:
    """AVIF and WebP in each width, and a JPEG for sharing; skips what is newer than its render."""
    made = stem.with_name(f"{stem.name}-{widths[-1]}.webp")
    if made.exists() and made.stat().st_mtime >= png.stat().st_mtime:
        return
    stem.parent.mkdir(parents=True, exist_ok=True)
    with Image.open(png) as source:
        picture = source.convert("RGB")
    for width in widths:
        small = picture.resize((width, round(width * picture.height / picture.width)), Image.Resampling.LANCZOS)
        small.save(stem.with_name(f"{stem.name}-{width}.webp"), quality=80, method=5)
        small.save(stem.with_name(f"{stem.name}-{width}.avif"), quality=62, speed=8)
    if share:
        picture.save(stem.with_name(f"{stem.name}-{widths[-1]}.jpg"), quality=84, optimize=True, progressive=True)


def main() -> None:
    """Everything rendered so far."""
    parser = argparse.ArgumentParser()
    parser.add_argument("rendered", type=Path)
    parser.add_argument("pictures", type=Path)
    asked = parser.parse_args()
    for png in sorted(asked.rendered.glob("*/*.png")):
        if png.name.endswith(".part.png"):
            continue
        folder, view = png.parent.name, png.stem
        kind = "pieces" if folder != "scenes" else "portrait" if view.endswith("portrait") else "wide"
        publish(png, asked.pictures / folder / view, WIDTHS[kind], share=view == "three-quarter")


if __name__ == "__main__":
    main()
