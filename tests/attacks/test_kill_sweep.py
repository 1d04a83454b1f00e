"""A sweep killed with -9 at any point is finished by the next one: counts right, one report, nothing expired left."""

import json
import signal
from pathlib import Path
from typing import Any

import pytest

from tests.attacks.real_customer import FILL
from tests.engine.places import filled_site
from tests.processes import run_python, start_python

# Some clocks end within the year; all of them long before the other day: order, invoice, letters, files, what was told.
# The night after that, the keys of what is gone go too.
SWEEP = """
import datetime as dt, json
from pathlib import Path
from django.conf import settings
from privacy.datamap import queries as datamap
from privacy.ledger.models import Entry
from privacy.retention import services
from privacy.retention.models import Report
from privacy.vault.models import DataKey
later = dt.datetime(DAY, tzinfo=dt.UTC)
services.confirm_clock(at=later)
report = services.sweep(at=later, chunk=CHUNK)
files = [one for one in Path(settings.MEDIA_ROOT).rglob("*") if one.is_file()]
print(json.dumps({
    "rows": {said.label: count for said in datamap.about_people() if (count := said.model._base_manager.count())},
    "files": len(files),
    "keys": DataKey.objects.filter(locked=False).count(),
    "told": {f"{line.what} {line.how}": line.count for line in report.lines},
    "reports": [Report.objects.count(), Entry.objects.filter(kind="retention.swept").count()],
}))
"""
SOON = SWEEP.replace("DAY", "2027, 2, 1").replace("CHUNK", "1")
LATE = SWEEP.replace("DAY", "2041, 2, 1").replace("CHUNK", "2")
NIGHT_AFTER = SWEEP.replace("DAY", "2041, 2, 2").replace("CHUNK", "2")
BEFORE = {SOON: FILL, LATE: FILL, NIGHT_AFTER: FILL + LATE}
SEEN = {SOON: ("example.Letter deleted", 2), LATE: ("orders.Order deleted", 1), NIGHT_AFTER: ("keys destroyed", 11)}
POINTS = [
    (SOON, "sweep.begun"),
    (SOON, "sweep.chunk:1"),
    (LATE, "sweep.chunk:9"),
    (LATE, "sweep.chunk:15"),
    (NIGHT_AFTER, "sweep.keys"),
    (NIGHT_AFTER, "sweep.finished"),
]


def swept(folder: Path, code: str, point: str = "") -> Any:
    """What a sweep leaves and tells; after one that was killed at `point`, if it is named."""
    env, _customer = filled_site(folder, BEFORE[code])
    if point:
        doomed = start_python(code, {**env, "SHIJIANG_FAILPOINT": point})
        doomed.communicate(timeout=120)
        assert doomed.returncode == -signal.SIGKILL
    return json.loads(run_python(code, env).splitlines()[-1])


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What sweeps leave that nobody disturbed."""
    return {code: swept(tmp_path_factory.mktemp("whole") / "var", code) for code in BEFORE}


@pytest.mark.keeps("store.retention", "store.evidence")
@pytest.mark.parametrize(("code", "point"), POINTS, ids=[point for _code, point in POINTS])
def test_a_killed_sweep_of_a_real_customer_is_finished_by_the_next(
    tmp_path: Path, whole: dict[str, Any], code: str, point: str
) -> None:
    undisturbed, (done, times) = whole[code], SEEN[code]
    assert undisturbed["told"][done] == times
    found = swept(tmp_path, code, point)
    if point == "sweep.finished":  # it had said what it did: the next finds nothing more, and says so
        assert found["told"] == {}
        undisturbed = undisturbed | {"told": {}, "reports": [3, 3]}
    assert found == undisturbed
