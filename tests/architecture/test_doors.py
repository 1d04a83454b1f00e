"""Areas speak through their doors; what still goes past one is listed with its reason, and the list only shrinks."""

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from django.apps import apps

from privacy.datamap import queries as datamap
from tests.architecture.test_guards import ROOT, height, sources

# `registry` is where an area lets those above it register: downwards, never up.
DOORS = {"services", "queries", "types", "signals", "registry"}

# The engine's vocabulary: what a declaration, a model or a purpose-bound reading is written with.
VOCABULARY = {
    "privacy.datamap.vocabulary": "purposes, categories and clocks of any site",
    "privacy.datamap.locks": "what the notice in force has promised",
    "privacy.datamap.lifetimes": "until when a row or field may be read",
    "privacy.people.models": "Person, and AboutPerson that models inherit",
    "privacy.promises.figures": "how a witness says numbers so that nobody is found in them",
    "privacy.vault.fields": "types of sealed columns",
    "privacy.vault.files": "sealed files, opened like sealed fields",
    "privacy.vault.sealed": "what a sealed field gives back",
}

ROWS = "its rows are joined or locked in the same statement; no frozen value would do"
DESK = "the desk shows and types its rows; deeds go through services"
PAST: dict[str, tuple[str, set[str]]] = {
    "privacy.access.masks": ("a sealed value shows its mask", {"privacy.vault"}),
    "privacy.access.models": (
        ROWS,
        {
            "privacy.handover",
            "privacy.incidents",
            "privacy.notice",
            "privacy.promises",
            "privacy.rights",
            "privacy.staff",
        },
    ),
    "privacy.children.clocks": ("evidence names the clock", {"privacy.promises"}),
    "privacy.children.gate": ("the question is asked within the sign-up form", {"shop.accounts"}),
    "privacy.children.models": (DESK, {"shop.backoffice"}),
    "privacy.consent.links": ("a mail carries the link that takes consent back", {"privacy.sharing"}),
    "privacy.consent.models": (ROWS, {"privacy.rights"}),
    "privacy.consent.visitors": ("what the browser at hand allows", {"shop.analytics"}),
    "privacy.consent.words": ("letters are read for words that take consent back", {"policy", "privacy.rights"}),
    "privacy.correspondence.models": (ROWS, {"privacy.children", "privacy.rights", "shop.accounts", "shop.backoffice"}),
    "privacy.datamap.checks": ("evidence asks for what may exist nowhere", {"shop.payments"}),
    "privacy.deadlines.models": ("declared for the room below the map", {"privacy.datamap"}),
    "privacy.erasure.looking": ("how a number may be spelled", {"shop.catalogue"}),
    "privacy.erasure.models": (ROWS, {"privacy.promises"}),
    "privacy.feedback.models": (DESK, {"shop.backoffice"}),
    "privacy.handles.fields": ("a framework's column becomes a look-up while the apps start", {"shop.accounts"}),
    "privacy.handles.models": (
        ROWS,
        {
            "privacy.correspondence",
            "privacy.incidents",
            "privacy.notice",
            "privacy.rights",
            "privacy.sharing",
            "shop.accounts",
            "shop.backoffice",
        },
    ),
    "privacy.handover.models": (DESK, {"policy", "privacy.promises", "shop.backoffice"}),
    "privacy.incidents.models": (DESK, {"shop.backoffice"}),
    "privacy.ledger.models": ("declared for the room below the map", {"privacy.datamap"}),
    "privacy.notice.comparing": ("evidence compares code and notice", {"privacy.promises"}),
    "privacy.notice.history": ("evidence asks which notice is in force", {"privacy.promises"}),
    "privacy.notice.models": (DESK, {"privacy.promises", "shop.backoffice"}),
    "privacy.notice.record": ("evidence compares code and notice", {"privacy.promises"}),
    "privacy.notice.register": (
        "evidence and the policy ask the register of the browser",
        {"policy", "privacy.promises", "shop.orders"},
    ),
    "privacy.notice.telling": (DESK, {"shop.backoffice"}),
    "privacy.notice.versions": ("set-up and evidence read the founding file", {"privacy.promises", "shop.storefront"}),
    "privacy.notice.words": ("a remark is about a clause as it is worded", {"privacy.feedback"}),
    "privacy.rights.clocks": ("the desk names the clock", {"privacy.promises", "shop.backoffice"}),
    "privacy.rights.export": ("a guardian gets the child's data", {"privacy.children"}),
    "privacy.rights.identity": (
        "who has proved an address by code is as good as signed in, at the desk's intake and on an order's page",
        {"shop.backoffice", "shop.orders"},
    ),
    "privacy.rights.models": (DESK, {"shop.backoffice"}),
    "privacy.rights.new_handles": ("the desk checks a code as the page does", {"shop.backoffice"}),
    "privacy.rights.wording": ("the desk says values as their person reads them", {"shop.backoffice"}),
    "privacy.sharing.advertisers": (
        "the policy engages advertisers, evidence counts them",
        {"policy", "privacy.promises"},
    ),
    "privacy.sharing.models": (
        ROWS,
        {"policy", "privacy.incidents", "privacy.promises", "privacy.rights", "shop.accounts", "shop.backoffice"},
    ),
    "privacy.sharing.places": ("the policy names the stores", {"policy", "privacy.notice"}),
    "privacy.sharing.standing": (DESK, {"shop.backoffice"}),
    "privacy.sharing.wording": ("one's own data tells passages in the gate's words", {"privacy.rights"}),
    "privacy.staff.gates": ("sign-in asks whether a post has lapsed", {"shop.accounts"}),
    "privacy.staff.models": (DESK, {"shop.backoffice"}),
    "privacy.vault.cipher": ("an emptied sealed column holds no bytes", {"privacy.erasure"}),
    "privacy.vault.models": (
        "models point to sealed files; " + ROWS,
        {
            "privacy.children",
            "privacy.correspondence",
            "privacy.erasure",
            "privacy.handover",
            "privacy.retention",
            "privacy.rights",
            "privacy.sharing",
            "shop.backoffice",
        },
    ),
    "privacy.vault.rotation": ("a remedy after a leak is a new master key", {"privacy.incidents"}),
    "privacy.vault.trials": ("a copy is put back on trial, with keys of its own", {"privacy.erasure"}),
    "shop.accounts.models": (DESK, {"shop.backoffice"}),
    "shop.orders.models": (DESK, {"shop.backoffice"}),
    "shop.orders.visitor": ("the piece's page knows what its reader holds", {"shop.storefront"}),
}


def module(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def area(name: str) -> str:
    """`shop.orders` of `shop.orders.views.checkout`; a floor without areas is one area."""
    parts = name.split(".")
    return ".".join(parts[:2]) if parts[0] in {"shop", "privacy"} else parts[0]


def imported(tree: ast.AST, known: Mapping[str, Path]) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            whole = (f"{node.module}.{alias.name}" for alias in node.names)
            yield from (name if name in known else str(node.module) for name in whole)


def past_the_doors() -> dict[str, set[str]]:
    """Modules that another area imports though they are no door: by module, which areas do."""
    known = {module(path): path for path in sources()}
    found: dict[str, set[str]] = defaultdict(set)
    for name, path in known.items():
        for target in set(imported(ast.parse(path.read_text()), known)) & set(known):
            here, there = area(name), area(target)
            inner = target.removeprefix(f"{there}.").partition(".")[0]
            private = "." in there and inner not in DOORS
            if private and here not in {there, "config"}:  # config composes the house and knows everything
                found[f"{there}.{inner}"].add(here)
    return {name: areas for name, areas in found.items() if name not in VOCABULARY}


def test_no_area_goes_past_another_areas_doors() -> None:
    found = past_the_doors()
    fresh = {
        f"{here} imports {name}" for name, areas in found.items() for here in areas - PAST.get(name, ("", set()))[1]
    }
    assert not fresh, "use services, queries, types, signals or registry of that area"


def test_what_no_longer_goes_past_a_door_leaves_the_list() -> None:
    found = past_the_doors()
    stale = {
        f"{here} imports {name}" for name, (_why, areas) in PAST.items() for here in areas - found.get(name, set())
    }
    assert not stale, "good: take it off PAST"
    assert all(why for why, _areas in PAST.values())


# Models by name


NAMED_AT_RUN_TIME = {
    "privacy/datamap/seals.py": "a form's mark names the field it says something about",
    "privacy/incidents/services/counting.py": "the scope of an incident names models of the map",
    "privacy/notice/telling.py": "a difference of two versions names a model of the map",
    "privacy/notice/commands.py": "somebody types a model's name",
    "privacy/sharing/services/corrections.py": "a correction names the row it was made in",
}


def test_models_asked_for_by_name_stand_below_or_are_named_by_the_map() -> None:
    climbing, dynamic = [], set()
    for path in sources():
        place = str(path.relative_to(ROOT))
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and _called(node) == "get_model":
                label = node.args[0] if node.args else None
                if not (isinstance(label, ast.Constant) and isinstance(label.value, str)):
                    dynamic.add(place)
                elif _height_of(label.value.partition(".")[0]) > _height_of_area(area(module(path))):
                    climbing.append(f"{place}: {label.value}")
    assert climbing == []
    assert dynamic == set(NAMED_AT_RUN_TIME)


# Raw deletes


DELETES = {
    ("privacy/handles/services.py", "held"): "an address leaves its person; nothing hangs on it",
    ("privacy/handles/services.py", "others"): "addresses that were never proved",
    ("privacy/handover/services/publishing.py", "row"): "the covered result is drawn anew; its file goes with it",
    ("privacy/vault/files.py", "file"): "the row of a file that goes off the disk in the same breath",
    ("privacy/vault/keyring.py", "row"): "a key made for somebody erased meanwhile: nothing was sealed under it",
    ("privacy/vault/services.py", "keys"): "destroying keys is the erasure",
    ("privacy/sharing/services/connecting.py", "row"): "unlinking a network; it is asked to erase first",
    ("shop/orders/services/cart.py", "cart"): "a cart merged into another of the same person",
    ("shop/accounts/services/addresses.py", "mine"): "its owner takes an entry out of the book",
    ("shop/accounts/tasks.py", "handle"): "an address that was never proved",
    ("shop/catalogue/services/put.py", "objects"): "words and pictures of a piece, about nobody",
    ("shop/catalogue/services/pictures.py", "picture"): "a picture of a piece, about nobody",
    ("kit/jobs/services.py", "old"): "finished jobs: opaque ids alone",
}


def test_rows_about_people_are_deleted_by_erasure_and_sweep_alone() -> None:
    """A raw delete would leave files, keys and what leans on the row as they are."""
    mapped = {said.model.__name__ for said in datamap.about_people()}
    found = {
        (str(path.relative_to(ROOT)), root)
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _is_delete(node)
        for root in [_root(node.func)]
        if root in mapped or not root[:1].isupper()
    }
    found |= {
        (str(path.relative_to(ROOT)), root)
        for path in sources()
        for root in _prepared_deletes(ast.parse(path.read_text()))
        if root in mapped or not root[:1].isupper()
    }
    found -= {("privacy/erasure/removing.py", "rows"), ("privacy/erasure/wholesale.py", "deleting")}  # here it is done
    found = {(place, root) for place, root in found if root != "super"}
    assert found - set(DELETES) == set(), "use privacy.erasure.services.remove_rows, or say why it is safe"
    assert set(DELETES) - found == set(), "good: take it off DELETES"


def _prepared_deletes(tree: ast.Module) -> Iterator[str]:
    """The model at the root of each query set that is compiled into a DELETE; the word itself where there is none."""
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module == "kit.prepared"]
    if "deleting" not in {alias.name for node in imports for alias in node.names}:
        return
    uses = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == "deleting"]
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        inside = {id(node) for decorator in function.decorator_list for node in ast.walk(decorator)}
        if any(id(use) in inside for use in uses):
            uses = [use for use in uses if id(use) not in inside]
            yield from (_root(node.value) for node in ast.walk(function) if isinstance(node, ast.Return) and node.value)
    yield from (use.id for use in uses)


def _is_delete(node: ast.Call) -> bool:
    """A query set's or a row's; what takes arguments is something else's."""
    return _called(node) == "_raw_delete" or (_called(node) == "delete" and not node.args and not node.keywords)


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _root(node: ast.expr) -> str:
    """The name a chain such as `Letter.objects.filter(…).delete` begins with."""
    while not isinstance(node, ast.Name):
        inner = node.func if isinstance(node, ast.Call) else getattr(node, "value", None)
        if not isinstance(inner, ast.expr):
            return ""
        node = inner
    return node.id


def _height_of(label: str) -> tuple[int, int]:
    return height(apps.get_app_config(label).label)


def _height_of_area(name: str) -> tuple[int, int]:
    configured = next((one for one in apps.get_app_configs() if one.name == name), None)
    return height(configured.label) if configured else (len(name), 0)
