"""A failpoint kills the process at the named place and nowhere else."""

import ast
import os
import signal
import subprocess
import sys
from collections.abc import Iterator

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
                yield ast.unparse(node.args[0])


def test_at_every_named_place_some_test_kills() -> None:
    tests = [path.read_text() for path in (ROOT / "tests").rglob("test_*.py")]
    killing = "".join(text for text in tests if "SHIJIANG_FAILPOINT" in text and "SIGKILL" in text)
    places = {place for folder in ("kit", "privacy", "shop") for place in named(folder)}
    assert len(places) > 20
    # The steps of an erasure are named by what they do: their test asks the engine for all of them.
    assert "*steps.up_to_keys(), *steps.after_keys()" in killing
    places -= {"f'erasure.{name}'", "'erasure.begun'", "'erasure.compaction'", "'erasure.finished'"}
    assert not {place for place in places if place.strip("'") not in killing}
