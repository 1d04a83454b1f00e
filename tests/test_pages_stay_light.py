"""The size report: what the pages a buyer opens first weigh on the way, compressed, each kind within its bound.

Photographs are weighed in a real browser by `bin/bench browser`: here is what grows a line at a time.
"""

import re
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from tests import shelf

pytestmark = [pytest.mark.django_db, pytest.mark.once]

PAGES = ("", "pieces/", "pieces/lotus-bowl/", "collections/red/", "cart/")
# Bytes: the page itself; all its scripts (25 kB is the goal); its style sheets; the fonts of Latin text (60 kB).
BOUNDS = {"document": 8_000, "scripts": 10_000, "styles": 12_000, "fonts": 60_000}
FETCHED = {
    "scripts": re.compile(r"""<script[^>]+src="/static/([^"?]+)"""),
    "styles": re.compile(r"""<link[^>]+rel="stylesheet"[^>]+href="/static/([^"?]+)"""),
}
IMPORTED = re.compile(r"""(?:from|import)\s*\(?["'](\./[^"']+|\.\./[^"']+)["']""")


@pytest.fixture(autouse=True)
def studio() -> None:
    shelf.furnish()
    for number in range(24):
        shelf.put(f"tray-{number}", form="tray")
    shelf.put()


def file_of(name: str) -> Path:
    found = finders.find(name)
    assert found, name
    return Path(found)


def weight(path: Path) -> int:
    return len(brotli.compress(path.read_bytes()))


def scripts(paths: set[Path]) -> set[Path]:
    """These and whatever they import."""
    found, left = set(paths), list(paths)
    while left:
        path = left.pop()
        for name in IMPORTED.findall(path.read_text()):
            if (imported := (path.parent / name).resolve()) not in found:
                found.add(imported)
                left.append(imported)
    return found


def weights(html: str) -> dict[str, int]:
    """Bytes by kind, as they go over the wire; of the fonts those of Latin text, which every page sets."""
    files = {kind: {file_of(name) for name in pattern.findall(html)} for kind, pattern in FETCHED.items()}
    files["scripts"] = scripts(files["scripts"])
    files["fonts"] = {
        (sheet.parent / name).resolve()
        for sheet in files["styles"]
        for name in re.findall(r"url\(\"?([^)\"]+-latin\.woff2)", sheet.read_text())
    }
    sizes = {kind: sum(weight(path) for path in paths) for kind, paths in files.items()}
    return {"document": len(brotli.compress(html.encode())), **sizes}


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("page", PAGES)
def test_every_kind_is_within_its_bound(client: Client, page: str, language: str) -> None:
    answer = client.get(f"/{language}/{page}", follow=True)
    assert answer.status_code == 200
    found = weights(answer.content.decode())
    print({kind: f"{size / 1000:.1f} kB" for kind, size in found.items()})
    assert {kind: size for kind, size in found.items() if size > BOUNDS[kind]} == {}
    assert min(found[kind] for kind in ("document", "scripts", "styles")) > 500
