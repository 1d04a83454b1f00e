"""Templates are imports that import-linter cannot see: what they extend, include, load and link to stands below."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps

from tests.architecture.test_doors import area, module
from tests.architecture.test_guards import HOUSE, ROOT, height, sources
from tests.network import PACKAGES

NAMED = re.compile(r'\{%\s*(extends|include)\s+"([^"#]+)')
LOADED = re.compile(r"\{%\s*load\s+([^%]+?)\s*%\}")
LINKED = re.compile(r"\{%\s*url\s+['\"]([\w-]+):")

# The base of every public page is the storefront's; the engine is told of it by PRIVACY_BASE_TEMPLATE.
CLIMBS = {
    ("shop.accounts", "extends storefront/page.html"): "the base of every public page",
    ("shop.orders", "extends storefront/page.html"): "the base of every public page",
    ("shop.accounts", "links to orders"): "the account's page leads to one's orders",
    ("shop.backoffice", "links to storefront"): "the desk leads to the shop",
    ("privacy.outside", "links to storefront"): "the way back from the announcement",
    ("privacy.consent", "links to notice"): "who is asked may read the notice first",
    ("privacy.notice", "links to feedback"): "each clause may be remarked on",
    ("privacy.notice", "links to rights"): "the notice leads to the rights it tells of",
    ("privacy.promises", "links to feedback"): "each promise may be remarked on",
}


def templates() -> Iterator[tuple[str, Path]]:
    """Each template with its area."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("templates/**/*.html")):
            parts = path.relative_to(ROOT).parts
            yield ".".join(parts[: parts.index("templates")][:2]), path


def homes() -> dict[str, str]:
    """Whose each template is, by the name it is asked for."""
    return {path.as_posix().partition("/templates/")[2]: owner for owner, path in templates()}


def libraries() -> dict[str, str]:
    return {path.stem: area(module(path)) for path in sources() if path.parent.name == "templatetags"}


def namespaces() -> dict[str, str]:
    found = ((path, re.search(r'^app_name(?:: \w+)? = "([\w-]+)"', path.read_text(), re.M)) for path in sources())
    return {match[1]: area(module(path)) for path, match in found if match}


def ways(text: str) -> Iterator[tuple[str, str, str]]:
    """What a template points at: the kind of pointing, the name as it is said, the name as it is looked up."""
    for verb, name in NAMED.findall(text):
        yield f"{verb}s" if verb == "include" else verb, name, "template"
    for names in LOADED.findall(text):
        yield from (("loads", name, "library") for name in names.split())
    yield from (("links to", name, "namespace") for name in LINKED.findall(text))


def floor(name: str) -> tuple[int, int]:
    configured = next((one for one in apps.get_app_configs() if one.name == name), None)
    return height(configured.label) if configured else (HOUSE.index(name.partition(".")[0]), 0)


def test_templates_point_down() -> None:
    owners = {"template": homes(), "library": libraries(), "namespace": namespaces()}
    climbing = set()
    for here, path in templates():
        for verb, name, kind in ways(path.read_text()):
            there = owners[kind].get(name, here)
            if there != here and floor(there) >= floor(here):
                climbing.add((here, f"{verb} {name}"))
    assert climbing - set(CLIMBS) == set(), "point down, or let the area above pass the words in"
    assert set(CLIMBS) - climbing == set(), "good: take it off CLIMBS"


def test_the_guard_knows_where_everything_lives() -> None:
    """A name it could not place would pass unseen."""
    own = {one.partition(":")[0] for one in ("accounts:home", "orders:order", "desk:home", "storefront:home")}
    assert own <= {*namespaces(), "accounts"}
    assert homes()["storefront/page.html"] == "shop.storefront"
    assert libraries()["ui"] == "ui"
    lost = {
        name
        for _here, path in templates()
        for _verb, name, kind in ways(path.read_text())
        if kind == "template" and name not in homes() and not name.startswith(("django/", "account/"))
    }
    assert lost == set()
