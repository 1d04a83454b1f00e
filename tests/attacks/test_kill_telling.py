"""Telling everybody of a change, killed with -9 between any two: the next worker goes on and nobody is told twice."""

import signal
from pathlib import Path

import pytest

from tests.engine.places import filled_site
from tests.processes import run_python, start_python

AT = "import datetime as dt\nat = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)\n"
FILL = (
    AT
    + """
from privacy.handles import services as handles
from privacy.handles.types import Kind
from privacy.notice import services
from privacy.people import services as people
from tests.notices import drafted
for name in ("ada", "bob", "mei"):
    handles.attach(person_id=people.create(at=at).pk, kind=Kind.EMAIL, value=f"{name}@example.org", at=at)
draft = drafted(at)
services.publish(version=draft, effective_on=services.earliest(at), approval="x", at=at)
"""
)
TELL = """
from kit import clock
from kit.jobs.runner import Runner
later = clock.now() + dt.timedelta(minutes=AFTER)
while Runner().run_next(at=later): pass
from privacy.notice.models import Delivery
from privacy.sharing.models import Message
print(Delivery.objects.count(), Message.objects.count(), Message.objects.exclude(sent_at=None).count())
"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.keeps("change.notice")
@pytest.mark.parametrize("point", ["notice.telling:1", "notice.telling:2", "notice.told:1", "notice.told:3"])
def test_killed_anywhere_everybody_is_told_once(tmp_path: Path, point: str) -> None:
    env, _said = filled_site(tmp_path, FILL)
    doomed = start_python(AT + TELL.replace("AFTER", "1"), {**env, "SHIJIANG_FAILPOINT": point})
    doomed.communicate(timeout=120)
    assert doomed.returncode == -signal.SIGKILL
    assert run_python(AT + TELL.replace("AFTER", "5"), env).split() == ["3", "3", "3"]
