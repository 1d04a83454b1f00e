"""A sweep killed with -9 at any point is finished by the next one: counts right, one report, nothing expired left."""

import signal
from pathlib import Path

import pytest

from tests.engine.places import filled_site
from tests.processes import run_python, start_python

AT = (
    "import datetime as dt\nat = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)\n"
    "later = dt.datetime(2027, 2, 1, tzinfo=dt.UTC)\n"
)
FILL = AT + "from tests.example.filling import filled\nfilled(at, 'a'); filled(at, 'b')"
SWEEP = (
    AT
    + "from privacy.retention import services\nservices.confirm_clock(at=later)\n"
    + "report = services.sweep(at=later, chunk=1)\n"
    + "print({f'{line.what} {line.how}': line.count for line in report.lines})\n"
    + "from privacy.retention.models import Report\nfrom privacy.ledger.models import Entry\n"
    + "from tests.example.models import Letter\n"
    + "print(Report.objects.count(), Entry.objects.filter(kind='retention.swept').count(), Letter.objects.count())"
)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.keeps("store.retention", "store.evidence")
@pytest.mark.parametrize("point", ["sweep.begun", "sweep.chunk:1", "sweep.chunk:4", "sweep.chunk:9", "sweep.keys"])
def test_a_killed_sweep_is_finished_by_the_next(tmp_path: Path, point: str) -> None:
    env, _ = filled_site(tmp_path, FILL)
    doomed = start_python(SWEEP, {**env, "SHIJIANG_FAILPOINT": point})
    doomed.communicate(timeout=120)
    assert doomed.returncode == -signal.SIGKILL
    counted, left = run_python(SWEEP, env).strip().splitlines()
    assert "'example.Letter deleted': 4" in counted
    assert "'privacy_sharing.Message deleted': 2" in counted
    assert "'example.Letter (sender) emptied': 6" in counted
    assert left == "1 1 2"


@pytest.mark.keeps("store.retention", "store.evidence")
def test_a_sweep_killed_at_its_very_end_has_said_what_it_did(tmp_path: Path) -> None:
    env, _ = filled_site(tmp_path, FILL)
    doomed = start_python(SWEEP, {**env, "SHIJIANG_FAILPOINT": "sweep.finished"})
    doomed.communicate(timeout=120)
    assert doomed.returncode == -signal.SIGKILL
    counted, left = run_python(SWEEP, env).strip().splitlines()
    assert "example.Letter deleted" not in counted
    assert left == "2 2 2"
