"""Telling everybody of a change, killed with -9 at any point, goes on: each is written to once, and counted once."""

import signal
from pathlib import Path

import pytest

from tests.engine.places import filled_site
from tests.processes import run_python, start_python

AT = "import datetime as dt\nat = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)\n"
FILL = (
    AT
    + "from tests.notices import drafted\nfrom privacy.notice import services\n"
    + "from privacy.handles import services as h\nfrom privacy.handles.types import Kind\n"
    + "from privacy.people import services as people\n"
    + "for n in range(5):\n"
    + "    one = people.create(at=at).pk\n"
    + "    h.attach(person_id=one, kind=Kind.EMAIL, value=f'p{n}@example.org', at=at)\n"
    + "    h.attach(person_id=one, kind=Kind.PHONE, value=f'+861381234567{n}', at=at)\n"
    + "services.publish(version=drafted(at), effective_on=services.earliest(at), approval='x', at=at)\n"
)
ANNOUNCE = (
    AT
    + "from privacy.notice import services\nfrom privacy.notice.models import Delivery, Version\n"
    + "from privacy.sharing.models import Message\nfrom privacy.ledger.models import Entry\n"
    + "services.announce(version=Version.objects.get(), at=at)\n"
    + "print(Message.objects.filter(channel='mail').count(), Message.objects.filter(channel='text').count(),"
    + " Delivery.objects.count(), Entry.objects.filter(kind='notice.announced').count())"
)


@pytest.mark.keeps("change.notice")
@pytest.mark.parametrize("point", ["notice.telling:1", "notice.told:3", "notice.telling:6", "notice.told:10"])
def test_a_killed_announcement_is_finished_and_nobody_is_told_twice(tmp_path: Path, point: str) -> None:
    env, _ = filled_site(tmp_path, FILL)
    assert start_python(ANNOUNCE, {**env, "SHIJIANG_FAILPOINT": point}).wait(120) == -signal.SIGKILL
    assert run_python(ANNOUNCE, env).strip() == "5 5 10 1"
    assert run_python(ANNOUNCE, env).strip() == "5 5 10 1"
