"""Mail killed with -9 anywhere: no letter that was acknowledged is lost, none is there twice, none stays unread."""

import signal
from pathlib import Path

import pytest

from tests.correspondence.door import COUNT, RECEIVE, WORK, door, knock
from tests.correspondence.letters import mail
from tests.engine.places import site
from tests.processes import run_python, start_python

pytestmark = pytest.mark.django_db(transaction=True)
MIXED = mail(
    "--x\r\n\r\nWhere is it?\r\n--x\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nabc\r\n--x--",
    Content_Type="multipart/mixed; boundary=x",
)
FILES = """
from pathlib import Path
from django.conf import settings
from privacy.vault.models import SealedFile
from privacy.correspondence.models import Enclosure
print(Enclosure.objects.count(), SealedFile.objects.count())
"""


@pytest.mark.keeps("contact.reply")
@pytest.mark.parametrize("point", ["letter.arrived", "letter.stored", "letter.committed"])
def test_a_door_killed_at_work_has_lost_nothing_it_acknowledged(tmp_path: Path, point: str) -> None:
    env = site(tmp_path)
    doomed = start_python(RECEIVE, {**env, "SHIJIANG_FAILPOINT": point, "PYTHONUNBUFFERED": "1"})
    assert doomed.stdout
    port = int(doomed.stdout.readline().rsplit(":", 1)[1])
    assert knock(port, MIXED) == (0, b"")  # not acknowledged: the other side comes again
    assert doomed.wait(30) == -signal.SIGKILL
    with door(env) as again:
        assert knock(again, MIXED)[0] == 250
    assert run_python(WORK.replace("AFTER", "1") + COUNT + FILES, env).split() == ["1", "1", "1", "1", "1", "1"]


@pytest.mark.parametrize("point", ["letter.enclosed", "letter.read"])
def test_a_reader_killed_at_work_is_taken_up_by_the_next(tmp_path: Path, point: str) -> None:
    env = site(tmp_path)
    with door(env) as port:
        assert knock(port, MIXED)[0] == 250
    doomed = start_python(WORK.replace("AFTER", "1"), {**env, "SHIJIANG_FAILPOINT": point})
    doomed.communicate(timeout=120)
    assert doomed.returncode == -signal.SIGKILL
    assert run_python(WORK.replace("AFTER", "30") + COUNT + FILES, env).split() == ["1", "1", "1", "1", "1", "1"]
