"""Join the style sheets into the one file that is served: `python -m ui.bundle`."""

import re
import sys
from pathlib import Path

ROOM = Path(__file__).resolve().parent
SOURCES = ROOM / "styles"
BUNDLE = ROOM / "static" / "ui" / "css" / "site.css"


def sources() -> list[Path]:
    """Layer files by their number, components where their layer's turn comes."""
    return sorted([*SOURCES.glob("*.css"), *(SOURCES / "50-components").glob("*.css")])


def joined() -> str:
    """All sources in order, without comments and indentation; the order of layers is the first line's."""
    text = "\n".join(source.read_text() for source in sources())
    bare = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    lines = (line.strip() for line in bare.splitlines())
    return "\n".join(line for line in lines if line) + "\n"


if __name__ == "__main__":
    BUNDLE.parent.mkdir(parents=True, exist_ok=True)
    BUNDLE.write_text(joined())
    sys.stdout.write(f"{BUNDLE.relative_to(ROOM.parent)}: {BUNDLE.stat().st_size} bytes\n")
