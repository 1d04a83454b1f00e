"""A failpoint kills the process at the named place and nowhere else."""

import ast
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from privacy.erasure import steps
from tests.processes import ROOT

SCRIPT = """
from kit.failpoints import hit
hit("a.one")
hit("a.two")
print("between", flush=True)
hit("a.one")
print("end")
"""


def run(failpoint: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "SHIJIANG_FAILPOINT": failpoint}
    return subprocess.run([sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, check=False)


def test_the_second_hit_of_the_named_place_kills() -> None:
    done = run("a.one:2")
    assert done.returncode == -signal.SIGKILL
    assert done.stdout == "between\n"


def test_without_a_number_the_first_hit_kills() -> None:
    done = run("a.two")
    assert (done.returncode, done.stdout) == (-signal.SIGKILL, "")


def test_unset_or_another_name_does_nothing() -> None:
    assert run("").stdout == run("b.other:1").stdout == "between\nend\n"


def named(folder: str) -> Iterator[str]:
    """Every place in our own code where a test may kill."""
    for file in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "hit":
                said = node.args[0]
                yield from [said.value] if isinstance(said, ast.Constant) else _of_steps(said)


def _of_steps(said: ast.expr) -> list[str]:
    assert ast.unparse(said) == "f'erasure.{name}'", f"no test knows what {ast.unparse(said)} may be"
    return [f"erasure.{name}" for name in steps.in_order()]


def test_at_every_named_place_some_test_kills() -> None:
    killing = "\n".join(path.read_text() for path in Path(ROOT, "tests").rglob("test_*kill*.py"))
    killing += "\n".join(Path(ROOT, "tests", "attacks", f"test_{name}.py").read_text() for name in RESTORING)
    assert "*steps.in_order()" in killing
    places = {place for folder in ("kit", "privacy", "shop") for place in named(folder)}
    ours = {place for place in places if place.split(".")[0] != "erasure"}
    assert len(ours) > 20
    assert not {place for place in ours if f'"{place}' not in killing}


RESTORING = ("backup_and_restore", "restore_drill")
