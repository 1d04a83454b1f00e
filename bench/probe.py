"""A process inside an installation that measures what it is asked: several sizes can be asked in turns.

`python -m bench.probe` reads lines of JSON, `["module.function", {arguments}]`, and answers each with one line.
"""

import importlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Self

from bench.house import ROOT, environment


class Probe:
    """The process, seen from outside."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bench.probe"],
            cwd=ROOT,
            env=environment(var),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __call__(self, function: str, **arguments: Any) -> Any:
        """Call `bench.inside.{function}` there."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps([function, arguments]) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError(f"{function} ended the probe; see its last words above")
        return json.loads(answer)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(20)


def main() -> None:
    """Answer until nobody asks any more."""
    import logging  # noqa: PLC0415 - only the child needs these

    import django  # noqa: PLC0415

    answers, sys.stdout = sys.stdout, sys.stderr
    django.setup()
    logging.disable(logging.ERROR)
    for line in sys.stdin:
        name, arguments = json.loads(line)
        module, function = name.rsplit(".", 1)
        answer = getattr(importlib.import_module(f"bench.inside.{module}"), function)(**arguments)
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
