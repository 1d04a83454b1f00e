"""An erasure killed with -9 at any step goes on by itself and leaves nothing half done."""

import json
import signal
from pathlib import Path

import pytest

from tests.attacks.canary.afterwards import LEFT
from tests.attacks.real_customer import FILL
from tests.engine.places import filled_site
from tests.processes import run_python, start_python

POINTS = [
    "erasure.begun",
    "erasure.tombstone",
    "erasure.sessions",
    "erasure.jobs",
    "erasure.recipients",
    "erasure.codes",
    "erasure.clocks",
    "erasure.letter-clocks",
    "erasure.notice-clocks",
    "erasure.guardians-clocks",
    "erasure.disputes",
    "erasure.packages",
    "erasure.keys",
    "erasure.files",
    "erasure.rows",
    "erasure.people",
    "erasure.elsewhere",
    "erasure.compaction",
    "erasure.finished",
]
AT = "import datetime as dt\nat = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)\n"
ERASE = AT + "import uuid\nfrom tests.erasing import erase\nerase(person_id=uuid.UUID('PERSON'), at=at)"
RESUME = AT + "from privacy.erasure import services\nservices.resume(at=at + dt.timedelta(hours=1))\n"
KEPT = """
from privacy.ledger.models import Entry
kept = [said.label for said in datamap.about_people() if datamap.rows_about(said, erased).exists()]
print(json.dumps([sorted(kept), Entry.objects.filter(kind="erasure.finished").count()]))
"""
HAS = {
    "accounts.Account",
    "accounts.BookAddress",
    "orders.Invoice",
    "orders.Order",
    "privacy_consent.ConsentEvent",
    "privacy_correspondence.Enclosure",
    "privacy_handles.Handle",
    "privacy_notice.Agreement",
    "privacy_rights.Request",
    "privacy_sharing.Disclosure",
    "privacy_sharing.Message",
    "privacy_vault.SealedFile",
}
LAWFUL = ["example.Bill", "orders.Invoice", "orders.Order", "orders.OrderEvent", "orders.OrderLine", "payments.Payment"]
EMPTY = ["example.Letter", "example.Visit"]


@pytest.mark.keeps("right.deletion")
@pytest.mark.parametrize("point", POINTS)
def test_a_killed_erasure_of_a_real_customer_finishes_by_itself(tmp_path: Path, point: str) -> None:
    env, told = filled_site(tmp_path, FILL)
    customer = json.loads(told.splitlines()[-1])
    assert set(customer["has"]) >= HAS
    doomed = start_python(ERASE.replace("PERSON", customer["person"]), {**env, "SHIJIANG_FAILPOINT": point})
    doomed.communicate(timeout=120)
    assert doomed.returncode == -signal.SIGKILL
    look = LEFT.replace("HASHED", repr(customer["hashes"])).replace("SUBJECTS", repr(customer["clocks"]))
    left, kept = map(json.loads, run_python(RESUME + look + KEPT, env).strip().splitlines()[-2:])
    assert {store: what for store, what in left.items() if what} == {}
    assert kept == [sorted([*LAWFUL, *EMPTY]), 1]
