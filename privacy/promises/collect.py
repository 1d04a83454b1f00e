"""Collecting the `keeps` marks of the tests, read as text so that nothing is run."""

import ast
from collections import defaultdict
from pathlib import Path


def marked_tests(root: Path) -> dict[str, list[str]]:
    """Clause id → tests that carry it, as `tests/file.py::name`, sorted."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in sorted(root.rglob("test_*.py")):
        tree = ast.parse(path.read_text())
        whole = [clause for node in tree.body if isinstance(node, ast.Assign) for clause in _keeps(node.value)]
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                own = [clause for mark in node.decorator_list for clause in _keeps(mark)]
                for clause in [*whole, *own]:
                    found[clause].add(f"{path.relative_to(root.parent)}::{node.name}")
    return {clause: sorted(names) for clause, names in sorted(found.items())}


def _keeps(node: ast.AST) -> list[str]:
    return [
        str(argument.value)
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "keeps"
        for argument in call.args
        if isinstance(argument, ast.Constant)
    ]
