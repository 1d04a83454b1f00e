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
    """View by view, so that every piece has its main picture before any has two."""
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--views", default=",".join(stage.VIEWS))
    parser.add_argument("--only", default=",".join(PIECES))
    parser.add_argument("--width", type=int, default=1200)
    parser.add_argument("--samples", type=int, default=4)
    asked = parser.parse_args()
    for view in asked.views.split(","):
        for slug in asked.only.split(","):
            path = asked.out / slug / f"{view}.png"
            if path.exists():
                continue
            began = time.monotonic()
            stage.fresh(asked.width, asked.width * 3 // 4, asked.samples)
            stage.arrange(PIECES[slug](), view)
            stage.shoot(path)
            print(f"{slug} {view} {time.monotonic() - began:.0f} s", flush=True)  # noqa: T201 the command's output


if __name__ == "__main__":
    main()
