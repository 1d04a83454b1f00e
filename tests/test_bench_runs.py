"""The benchmark runs and leaves nothing behind."""

import subprocess
import sys
import tempfile
from pathlib import Path

from tests import prepared

ROOT = Path(__file__).parent.parent
# The others start the same site, browser and probes again, or the same work over more rows.
PARTS = ("pages", "purchase", "engine", "growth")


def test_a_quick_run_prints_a_table_of_ratios(tmp_path: Path) -> None:
    empty = tmp_path / "var"
    prepared.copied(empty)
    with tempfile.TemporaryDirectory() as folder:
        run = subprocess.run(
            [sys.executable, "-m", "bench", "--quick", "--like", str(empty), *PARTS],
            cwd=ROOT,
            env={"PATH": "/usr/bin:/bin", "TMPDIR": folder},
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, run.stderr[-3000:]
        head, line, *rows = run.stdout.splitlines()
        assert head.startswith("| what | ratio")
        assert set(line) == {"|", "-"}
        assert len(rows) > 20
        assert all(row.count("|") == 6 for row in rows)
        assert not list(Path(folder).iterdir())
