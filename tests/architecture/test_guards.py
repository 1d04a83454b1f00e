"""What import-linter cannot see: relations by name, ways to the network, stores in the browser."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from privacy.notice import register
from tests.network import MAY_CONNECT, PACKAGES

ROOT = Path(settings.BASE_DIR)
HOUSE = ["kit", "ui", "privacy", "policy", "shop", "config"]
SHOP = ["accounts", "catalogue payments delivery", "orders", "analytics", "storefront backoffice"]
ENGINE = ["ledger", "people deadlines", "datamap", "consent", "access", "vault", "handles", "erasure"]
ENGINE += ["retention sharing outside", "correspondence", "rights notice incidents staff scans handover", "children"]
ENGINE += ["promises", "feedback"]

CONNECTS = {
    "_socket",
    "aiohttp",
    "aiosmtpd",
    "asyncio",
    "django.core.mail",
    "ftplib",
    "http.client",
    "httpcore",
    "httpx",
    "imap_tools",
    "imaplib",
    "nntplib",
    "poplib",
    "requests",
    "smtplib",
    "socket",
    "socketserver",
    "telnetlib",
    "urllib.request",
    "urllib3",
    "xmlrpc.client",
}


BY_NAME = {"__import__", "import_module", "import_string"}


def sources() -> Iterator[Path]:
    for package in PACKAGES:
        yield from (path for path in (ROOT / package).rglob("*.py") if "migrations" not in path.parts)


def height(label: str) -> tuple[int, int]:
    """How high in the house an installed model's area stands: (floor, storey on that floor)."""
    name = apps.get_app_config(label).name
    floor, _, area = name.partition(".")
    if floor not in HOUSE:
        return (-1, 0)
    order = SHOP if floor == "shop" else ENGINE if floor == "privacy" else []
    return (HOUSE.index(floor), next((at for at, areas in enumerate(order) if area in areas.split()), 0))


def test_relations_between_areas_point_down() -> None:
    climbing = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.related_model
        and not isinstance(field.related_model, str)
        and height(field.related_model._meta.app_label) > height(model._meta.app_label)
        and apps.get_app_config(model._meta.app_label).name.split(".")[0] in HOUSE
    ]
    assert climbing == []


@pytest.mark.keeps("share.providers")
def test_only_the_gate_and_the_payment_providers_reach_the_network() -> None:
    reaching = {str(path.relative_to(ROOT)): connecting(path.read_text()) for path in sources()}
    elsewhere = {
        place: names for place, names in reaching.items() if names and not place.startswith(tuple(MAY_CONNECT))
    }
    assert elsewhere == {}


def connecting(source: str) -> list[str]:
    """What a module imports of all that can reach the network, in whichever way it is written."""
    names = {name for node in ast.walk(ast.parse(source)) for name in _imported(node)}
    return sorted(name for name in names if any(f"{name}.".startswith(f"{one}.") for one in CONNECTS))


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and not node.level:
        return [str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)]
    if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in BY_NAME:
        return [one.value for one in node.args[:1] if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    return []


@pytest.mark.parametrize(
    "line",
    [
        "import socket",
        "import http.client as web",
        "from urllib import request",
        "from http import client",
        "from django.core import mail",
        "from django.core.mail import send_mail",
        "import asyncio",
        "import _socket",
        "from aiosmtpd import smtp",
        "from httpx import Client",
        "importlib.import_module('requests')",
        "__import__('smtplib')",
    ],
)
def test_the_lint_of_the_network_sees_each_way(line: str) -> None:
    assert connecting(line)
    assert not connecting("from urllib.parse import urlsplit\nfrom http import HTTPStatus\nimport socketless")


def _takes_a_provider(path: Path) -> bool:
    """Whether a module imports what speaks to payment providers."""
    return any(
        isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith("shop.payments.providers")
        and (
            (node.module or "").endswith((".http", ".client"))
            or {"http", "provider"} & {one.name for one in node.names}
        )
        for node in ast.walk(ast.parse(path.read_text()))
    )


@pytest.mark.keeps("share.providers")
def test_only_what_passes_the_gate_speaks_to_a_payment_provider() -> None:
    """Beside the providers themselves, and the inbox, which proves the origin of their messages and calls nobody."""
    taking = {str(path.relative_to(ROOT)) for path in sources() if _takes_a_provider(path)}
    outside = {place for place in taking if not place.startswith("shop/payments/providers/")}
    assert outside == {"shop/payments/services/telling.py", "shop/payments/services/inbox.py"}


def formatted_by_others_words() -> list[str]:
    """Where a text that is no literal and no constant of its module is filled in as a format or a template (X5)."""
    return [
        f"{path.relative_to(ROOT)}:{node.lineno}: {why}"
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and (why := _fills_in(node))
    ]


def _fills_in(node: ast.Call) -> str:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if name in {"Template", "format_map", "vformat", "from_string", "eval", "exec", "Formatter"}:
        own = name == "Template" and not node.args
        return "" if own else name
    if name != "format" or not isinstance(node.func, ast.Attribute):
        return ""
    on = node.func.value
    constant = isinstance(on, ast.Name) and on.id.lstrip("_").isupper()
    return "" if constant or isinstance(on, ast.Constant) else "format() of a text that may be anybody's"


@pytest.mark.keeps("protect.access")
def test_only_texts_of_our_own_are_formats_or_templates() -> None:
    assert formatted_by_others_words() == []


@pytest.mark.parametrize("bad", ["typed.format(1)", "row.text.format(n=1)", "Template(typed)", "eval(typed)"])
def test_the_lint_sees_a_format_of_anybodys_words(bad: str) -> None:
    assert _fills_in(ast.parse(bad, mode="eval").body)  # type: ignore[arg-type]  # a call, each of them


@pytest.mark.keeps("right.access")
def test_tables_are_written_by_one_door() -> None:
    """X7: whoever writes a table for a spreadsheet does it where no cell is left that would be calculated."""
    tables = {"csv", "openpyxl", "xlsxwriter", "xlwt", "odf", "pandas"}
    found = [
        f"{path.relative_to(ROOT)}: {names}"
        for path in sources()
        if path.relative_to(ROOT) != Path("kit/tables.py")
        for node in ast.walk(ast.parse(path.read_text()))
        for names in [
            {one.name for one in node.names}
            if isinstance(node, ast.Import)
            else {(node.module or "").split(".")[0]}
            if isinstance(node, ast.ImportFrom)
            else {node.value}
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
            else set()
        ]
        if {one.split(".")[0] for one in names} & tables or {"text/csv", "text/tab-separated-values"} & names
    ]
    assert found == []


def test_pages_carry_no_inline_script_or_style() -> None:
    inline = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/(ld\+)?json)|<style|\son\w+=\"|\sstyle=\"", re.I)
    mails = re.compile(r"(mails?|email|export|outgoing)/|mail_|/export|invoice")
    found = [
        str(path.relative_to(ROOT))
        for package in PACKAGES
        for path in (ROOT / package).rglob("templates/**/*.html")
        if not mails.search(str(path)) and inline.search(path.read_text())
    ]
    assert found == []


@pytest.mark.keeps("collect.cookies")
def test_scripts_use_only_registered_storage_keys() -> None:
    known = {item.name for item in register.items()}
    used = {
        (str(path.relative_to(ROOT)), key)
        for package in PACKAGES
        for path in (ROOT / package).rglob("static/**/*.js")
        for key in re.findall(r"(?:local|session)Storage\.(?:get|set|remove)Item\(\s*[\"'](\w+)[\"']", path.read_text())
    }
    assert [one for one in used if one[1] not in known] == []


# Ways to keep something in a browser that no key names, and those who use them with names of the register alone.
KEEPS_UNNAMED = re.compile(
    r"(?:local|session)Storage\s*(?:\.(?!(?:get|set|remove)Item\b|length\b|key\b)\w+|\[)|\bindexedDB\b|\bcaches\s*\."
    r"|\.getDirectory\(|serviceWorker|cookieStore|document\.cookie\s*=[^=]"
)
SETS_COOKIES = {"ui/static/ui/js/site.js": "choices of look and language, set under the names its elements carry"}


@pytest.mark.keeps("collect.cookies")
def test_scripts_keep_nothing_past_the_register() -> None:
    """The page's own guard stops it in the browser; this says so before."""
    found = {
        str(path.relative_to(ROOT))
        for package in PACKAGES
        for path in (ROOT / package).rglob("static/**/*.js")
        if KEEPS_UNNAMED.search(path.read_text())
    }
    assert found == set(SETS_COOKIES)


@pytest.mark.parametrize(
    "script",
    ["localStorage.seen = 1", "sessionStorage['seen'] = 1", "indexedDB.open('x')", "document.cookie = 'a=b'"],
)
def test_the_lint_sees_each_way(script: str) -> None:
    assert KEEPS_UNNAMED.search(script)
    assert not KEEPS_UNNAMED.search('localStorage.getItem("cart"); if (document.cookie === "") {}')


def test_no_module_is_a_junk_drawer() -> None:
    banned = {"utils.py", "helpers.py", "common.py", "base.py", "misc.py", "manager.py"}
    found = {str(path.relative_to(ROOT)) for path in sources() if path.name in banned}
    assert found == {"kit/sqlite/base.py"}  # where Django looks for an engine


def test_every_module_says_in_one_line_what_it_is() -> None:
    silent = [str(path.relative_to(ROOT)) for path in sources() if not ast.get_docstring(ast.parse(path.read_text()))]
    assert silent == []
