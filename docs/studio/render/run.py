"""Renders the views still missing: `python -m render.run OUT [--views three-quarter,top] [--only slug,slug]`."""

import argparse
import time
from collections.abc import Callable
from pathlib import Path

from render import cinnabar, egg, gold, light, shell, stage, table
from render.piece import Piece

PIECES: dict[str, Callable[[], Piece]] = {
    **cinnabar.PIECES,
    **shell.PIECES,
    **gold.PIECES,
    **light.PIECES,
    **table.PIECES,
    **egg.PIECES,
}


def main() -> None:
    """Piece by piece; a piece is built once for all its missing views."""
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--views", default=",".join(stage.VIEWS))
    parser.add_argument("--only", default=",".join(PIECES))
    parser.add_argument("--width", type=int, default=1200)
    parser.add_argument("--samples", type=int, default=4)
    asked = parser.parse_args()
    for slug in asked.only.split(","):
        paths = {view: asked.out / slug / f"{view}.png" for view in asked.views.split(",")}
        missing = [view for view, path in paths.items() if not path.exists()]
        if missing:
            stage.fresh(asked.width, asked.width * 3 // 4, asked.samples)
            piece = PIECES[slug]()
            things = stage.build(piece)
        for view in missing:
            began = time.monotonic()
            stage.arrange(piece, things, view)
            stage.shoot(paths[view])
            print(f"{slug} {view} {time.monotonic() - began:.0f} s", flush=True)  # noqa: T201 the command's output


if __name__ == "__main__":
    main()
