"""The published JSON schema of `data.json`."""

import functools
import json
from pathlib import Path
from typing import Any

PATH = Path(__file__).with_name("schema.json")


@functools.cache
def text() -> str:
    """The schema as it is served and packed."""
    return PATH.read_text()


def parsed() -> dict[str, Any]:
    """The schema as data."""
    said: dict[str, Any] = json.loads(text())
    return said
