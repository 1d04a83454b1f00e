"""A failpoint kills the process at the named place and nowhere else."""

import os
import signal
import subprocess
import sys

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
