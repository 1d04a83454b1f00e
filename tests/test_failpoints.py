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

# The steps of an erasure are named by what they do: an area that registers a store has another one.
STEP = "f'erasure.{name}'"
STEPS = {f"erasure.{name}" for name in (*steps.up_to_keys(), *steps.after_keys())}
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
    """Every place in our own code where a test may kill, by whichever name the call goes."""
    for file in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and "hit" in {getattr(node.func, "id", ""), getattr(node.func, "attr", "")}:
                yield from STEPS if ast.unparse(node.args[0]) == STEP else {ast.literal_eval(node.args[0])}


def killing() -> set[str]:
    """Every name that stands, whole, in a test that kills; a number after it says at which hit."""
    files = [path for path in (ROOT / "tests").rglob("test_*.py") if path != Path(__file__)]
    trees = [ast.parse(text) for file in files if "SHIJIANG_FAILPOINT" in (text := file.read_text())]
    said = {node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    return {one.partition(":")[0] for one in said if isinstance(one, str)}


def test_at_every_named_place_some_test_kills() -> None:
    places = {place for folder in ("kit", "privacy", "policy", "shop") for place in named(folder)}
    assert {"checkout.before_hold", "incident.claimed", "erasure.keys"} <= places
    assert sorted(places - killing()) == []
