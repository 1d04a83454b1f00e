"""The script in docs/verify.md proves an entry without any of our code, and refuses a forged one."""

import datetime as dt
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from privacy.ledger import services
from tests.processes import ROOT

pytestmark = pytest.mark.django_db


@pytest.fixture
def proof(noon: dt.datetime, settings: Settings, tmp_path: Path) -> dict[str, object]:
    settings.PRIVACY_LEDGER_ANCHOR = tmp_path / "anchor.txt"
    entries = [services.append(kind="order.placed", about=None, facts={"n": n}, at=noon) for n in range(11)]
    services.seal(at=noon)
    out = io.StringIO()
    call_command("privacy", "ledger", "prove", str(entries[7]), stdout=out)
    return dict(json.loads(out.getvalue()))


def check(proof: dict[str, object], folder: Path) -> subprocess.CompletedProcess[str]:
    script = re.search(r"```python\n(.*?)```", (ROOT / "docs/verify.md").read_text(), re.DOTALL)
    assert script
    (folder / "verify.py").write_text(script[1])
    (folder / "proof.json").write_text(json.dumps(proof))
    command = [sys.executable, "-I", "verify.py", "proof.json"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_an_honest_proof_holds(proof: dict[str, object], tmp_path: Path) -> None:
    answer = check(proof, tmp_path)
    assert answer.stdout.startswith("Proved: entry 7 of 11, sealed by checkpoint 1"), answer.stderr


@pytest.mark.parametrize("field", ["leaf", "index", "path", "checkpoint", "signature"])
def test_a_forged_proof_does_not(field: str, proof: dict[str, object], tmp_path: Path) -> None:
    real = proof[field]
    if isinstance(real, str):
        proof[field] = real.replace("1", "2") if field != "signature" else "00" * 64
    elif isinstance(real, int):
        proof[field] = real + 1
    else:
        proof[field] = []
    assert check(proof, tmp_path).returncode != 0


def test_a_waiting_entry_has_no_proof_yet(noon: dt.datetime) -> None:
    entry = services.append(kind="order.placed", about=None, facts={}, at=noon)
    with pytest.raises(CommandError, match="not sealed"):
        call_command("privacy", "ledger", "prove", str(entry))
