"""An erasure killed with -9 at any step goes on by itself and leaves nothing half done."""

import signal
from pathlib import Path

import pytest

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
FILL = AT + "from tests.example.filling import filled\nprint(filled(at))"
ERASE = AT + "import uuid\nfrom privacy.erasure import services\nservices.erase(person_id=uuid.UUID('PERSON'), at=at)"
RESUME = AT + "from privacy.erasure import services\nservices.resume(at=at + dt.timedelta(hours=1))"
STATE = """
from pathlib import Path
from django.conf import settings
from privacy.datamap import queries
from privacy.erasure.models import Erasure
from privacy.ledger.models import Entry
from privacy.vault.models import DataKey
import uuid
person = uuid.UUID('PERSON')
rows = {said.label: queries.rows_about(said, [person]).count() for said in queries.about_people()}
files = len([path for path in Path(settings.MEDIA_ROOT).rglob('*') if path.is_file()])
unlocked = DataKey.objects.filter(person_id=person, locked=False).count()
finished = Entry.objects.filter(kind='erasure.finished').count()
print({k: v for k, v in rows.items() if v}, files, unlocked, finished, Erasure.objects.filter(finished_at=None).count())
"""
CLEAN = "{'example.Bill': 1, 'example.Letter': 1, 'example.Visit': 1} 0 0 1 0"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.keeps("right.deletion")
@pytest.mark.parametrize("point", POINTS)
def test_a_killed_erasure_finishes_by_itself(tmp_path: Path, point: str) -> None:
    env, person = filled_site(tmp_path, FILL)
    doomed = start_python(ERASE.replace("PERSON", person), {**env, "SHIJIANG_FAILPOINT": point})
    doomed.communicate(timeout=60)
    assert doomed.returncode == -signal.SIGKILL
    assert run_python(RESUME + STATE.replace("PERSON", person), env).strip() == CLEAN
