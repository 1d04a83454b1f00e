"""Public pages beside their floors, on the same server, in turns."""

import tempfile
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from bench.house import environment
from bench.probe import Probe
from bench.report import Row, at_least, at_most, middle, ratio
from bench.serving import Asked, Server, ask, serving

GOAL_HELD, GOAL_UNHELD = 0.8, 1.5


def measure(var: Path, *, quick: bool) -> Iterator[Row]:
    """Each page from the page cache beside an empty view, then list and object made anew beside a bare Django site."""
    rounds, count = (2, 100) if quick else (5, 1500)
    with serving("config.wsgi:application", env=environment(var)) as site:
        pages = _pages(site)
        for title, path in list(pages.items())[: 1 if quick else None]:
            yield _held(site, title, path, rounds, count)
        if not quick:
            yield from (_held(site, title, path, 3, count // 3) for title, path in _others(pages).items())
    yield from _unheld(var, pages, rounds, 10 if quick else 120)


def _pages(site: Server) -> dict[str, str]:
    piece = _get(site, "/en/pieces/").decode().split('href="/en/pieces/')[1].split('"')[0]
    return {
        "object page": f"/en/pieces/{piece}",
        "list of 24 pieces": "/en/pieces/",
        "home": "/en/",
        "privacy notice": "/en/privacy/",
    }


def _others(pages: dict[str, str]) -> dict[str, str]:
    """The other public pages, the Chinese front page among them."""
    names = "collections search?q=bowl studio craft care delivery imprint promises privacy/changes my-data/guides"
    return {f"/{one}": f"/en/{_with_slash(one)}" for one in names.split()} | {
        "home in Chinese": "/zh-hans/",
        "object page in Chinese": pages["object page"].replace("/en/", "/zh-hans/"),
    }


def _with_slash(name: str) -> str:
    path, mark, query = name.partition("?")
    return f"{path}/{mark}{query}"


def _held(site: Server, title: str, path: str, rounds: int, count: int) -> Row:
    with tempfile.NamedTemporaryFile() as body:
        body.write(_get(site, path))
        body.flush()
        empty = {**environment(Path("/nowhere")), "BENCH_BODY": body.name}
        with serving("bench.empty:application", env=empty) as floor:
            both = _asked(site, floor, path, rounds, count)
    speed = ratio((one.per_second, bare.per_second) for one, bare in both)
    work = ratio((one.cpu_ms, bare.cpu_ms) for one, bare in both)
    here = (
        f"{middle(one.per_second for one, _ in both):.0f} requests/s; "
        f"{middle(one.cpu_ms for one, _ in both):.2f} ms CPU ({work:.2f} ×); p95 "
        f"{_p95(one for one, _ in both)} ms, floor {_p95(bare for _, bare in both)}, 8 clients"
    )
    return at_least(f"{title}, held", speed, GOAL_HELD, here, of="of an empty view's requests/s")


def _unheld(var: Path, pages: dict[str, str], rounds: int, count: int) -> Iterator[Row]:
    bare = environment(var) | {"DJANGO_SETTINGS_MODULE": "bench.floor.settings"}
    with (
        Probe(var) as probe,
        serving("bench.unheld:application", env=environment(var)) as site,
        serving("bench.floor.wsgi:application", env=bare) as floor,
    ):
        for title, most in (("list of 24 pieces", 4), ("object page", 6)):
            path = pages[title]
            both = _asked(site, floor, path, rounds, count)
            work = ratio((one.cpu_ms, bare.cpu_ms) for one, bare in both)
            here = (
                f"{middle(one.cpu_ms for one, _ in both):.2f} ms CPU, floor "
                f"{middle(bare.cpu_ms for _, bare in both):.2f}; p95 {_p95(one for one, _ in both)} ms, 8 clients"
            )
            yield at_most(f"{title}, made anew", work, GOAL_UNHELD, here, of="a bare view's CPU")
            sent = probe("asking.page_statements", path=path)
            yield Row(f"{title}, statements", f"{sent}", f"≤ {most}", sent <= most, "the same for any number of rows")


def _asked(site: Server, floor: Server, path: str, rounds: int, count: int) -> list[tuple[Asked, Asked]]:
    for server in (site, floor):
        ask(server, path, count=min(30, count))
    found: list[tuple[Asked, Asked]] = []
    for number in range(rounds):
        order = (site, floor) if number % 2 else (floor, site)
        asked = {server.port: ask(server, path, count=count) for server in order}
        found.append((asked[site.port], asked[floor.port]))
    return found


def _p95(asked: "Iterator[Asked]") -> str:
    return f"{middle(one.slowest_of_95 for one in asked) * 1000:.1f}"


def _get(site: Server, path: str) -> bytes:
    request = urllib.request.Request(f"http://localhost:{site.port}{path}")
    with urllib.request.urlopen(request) as answer:  # noqa: S310 - loopback
        content: bytes = answer.read()
    return content
