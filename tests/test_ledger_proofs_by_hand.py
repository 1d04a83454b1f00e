"""The stranger's script proves entries, heads and promises without any of our code, and refuses forged ones."""

import datetime as dt
import html
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from pytest_django import Settings

from kit.pages import SHELF
from privacy.ledger import services
from privacy.ledger.models import Checkpoint, Entry, Node
from tests.processes import ROOT

pytestmark = pytest.mark.django_db
SCRIPT = ROOT / "privacy/promises/static/privacy_promises/verify.py"


@pytest.fixture
def proof(noon: dt.datetime, settings: Settings, tmp_path: Path) -> dict[str, Any]:
    settings.PRIVACY_LEDGER_ANCHOR = tmp_path / "anchor.txt"
    entries = [services.append(kind="order.placed", about=None, facts={"n": n}, at=noon) for n in range(11)]
    services.seal(at=noon)
    out = io.StringIO()
    call_command("privacy", "ledger", "prove", str(entries[7]), stdout=out)
    return dict(json.loads(out.getvalue()))


def check(folder: Path, *pages: dict[str, Any]) -> subprocess.CompletedProcess[str]:
    names = [f"{number}.json" for number, page in enumerate(pages)]
    for name, page in zip(names, pages, strict=True):
        (folder / name).write_text(json.dumps(page))
    command = [sys.executable, "-I", str(SCRIPT), *names]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def published(address: str) -> dict[str, Any]:
    SHELF.clear()
    return dict(Client().get(address).json())


def test_an_honest_proof_holds(proof: dict[str, Any], tmp_path: Path) -> None:
    answer = check(tmp_path, proof)
    assert answer.stdout.startswith("Proved: entry 7 of 11, sealed by checkpoint 1"), answer.stderr


@pytest.mark.parametrize("field", ["leaf", "index", "path", "checkpoint", "signature"])
def test_a_forged_proof_does_not(field: str, proof: dict[str, Any], tmp_path: Path) -> None:
    real = proof[field]
    if isinstance(real, str):
        proof[field] = real.replace("1", "2") if field != "signature" else "00" * 64
    elif isinstance(real, int):
        proof[field] = real + 1
    else:
        proof[field] = []
    assert check(tmp_path, proof).returncode != 0


def test_a_waiting_entry_has_no_proof_yet(noon: dt.datetime) -> None:
    entry = services.append(kind="order.placed", about=None, facts={}, at=noon)
    with pytest.raises(CommandError, match="not sealed"):
        call_command("privacy", "ledger", "prove", str(entry))


def grow(entries: int, at: dt.datetime) -> None:
    for n in range(entries):
        services.append(kind="order.placed", about=None, facts={"n": n}, at=at)
    services.seal(at=at)


@pytest.mark.keeps("store.evidence")
@pytest.mark.parametrize("more", [1, 2, 5, 21])
def test_a_new_head_begins_with_every_head_a_stranger_kept(
    more: int, proof: dict[str, Any], noon: dt.datetime, tmp_path: Path
) -> None:
    kept = published("/.well-known/privacy-ledger.json")
    grow(more, noon)
    new = published("/.well-known/privacy-ledger.json?since=1")
    answer = check(tmp_path, new, kept)
    assert "begins with the 11 entries of checkpoint 1" in answer.stdout, answer.stderr
    assert answer.returncode == 0


@pytest.mark.keeps("store.evidence")
def test_a_ledger_rewritten_from_its_beginning_does_not_fit_the_head_a_stranger_kept(
    proof: dict[str, Any], noon: dt.datetime, tmp_path: Path
) -> None:
    kept = published("/.well-known/privacy-ledger.json")
    with connection.cursor() as cursor:
        for table in (Entry, Node, Checkpoint):
            cursor.execute(f"DELETE FROM {table._meta.db_table}")  # noqa: S608 - our own tables' names
    (tmp_path / "anchor.txt").unlink()
    grow(11, noon)
    grow(3, noon)
    new = published("/.well-known/privacy-ledger.json?since=1")
    assert check(tmp_path, new).returncode == 0
    assert check(tmp_path, new, kept).returncode != 0
    new["since"]["head"] = kept["head"]
    assert check(tmp_path, new, kept).returncode != 0


def test_the_promises_are_signed_and_a_changed_word_shows(proof: dict[str, Any], tmp_path: Path) -> None:
    page = published("/promises.json")
    assert check(tmp_path, page).stdout.startswith("Proved: 59 promises"), check(tmp_path, page).stderr
    worst = next(one for one in page["promises"] if one["state"] != "kept")
    worst["state"] = "kept"
    assert check(tmp_path, page).returncode != 0


def test_the_page_for_people_carries_its_own_signed_states(proof: dict[str, Any], tmp_path: Path) -> None:
    text = Client().get("/en/promises/").content.decode()
    assert "Seen and signed at" in text
    assert "Head 1 of the ledger was signed at" in text
    page = json.loads(html.unescape(text.partition("<pre><code>")[2].partition("</code></pre>")[0]))
    assert f"signature {page['signature'][:16]}…" in text
    assert check(tmp_path, page).stdout.startswith("Proved: 59 promises"), check(tmp_path, page).stderr
    page["promises"][0]["state"] = "kept" if page["promises"][0]["state"] != "kept" else "broken"
    assert check(tmp_path, page).returncode != 0


def test_a_number_that_is_none_is_answered_without_a_proof() -> None:
    for since in ("", "0", "x", "-1", "99999999999999999999", "１"):
        assert "since" not in published(f"/.well-known/privacy-ledger.json?since={since}")
