"""Killed with -9 anywhere, sending and helping go on, and nobody is told twice or helped twice."""

import signal
from pathlib import Path

import pytest

from tests.engine.places import filled_site
from tests.processes import run_python, start_python

AT = "import datetime as dt\nat = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)\n"
FILL = (
    AT
    + "from privacy.incidents import services\nfrom privacy.access.models import Proposal\n"
    + "from privacy.access.services import decide\nfrom tests.people import staff\n"
    + "services.begin_drill(at=at, people=7)\n"
    + "services.add_codes(values=[f'C{n}' for n in range(9)], at=at, drill=True)\n"
    + "decide(proposal_id=Proposal.objects.get().pk, by=staff(), approve=True, at=at)\n"
)
GO = (
    AT
    + "from privacy.access.types import Actor\nfrom privacy.incidents import services\n"
    + "from privacy.incidents.models import Incident, Affected, MonitoringCode\n"
    + "from privacy.incidents.services import sending, remedies\nsending.CHUNK = remedies.CHUNK = 3\n"
    + "from privacy.incidents.types import Remedy\nfrom privacy.sharing.models import Message\n"
    + "incident = Incident.objects.get()\n"
    + "services.help_people(incident=incident, remedies=list(Remedy), by=Actor.system('t'), at=at)\n"
    + "for minutes in (0, 20):\n"
    + "    while services.send_next(incident=incident, at=at + dt.timedelta(minutes=minutes)): pass\n"
    + "notices = Message.objects.filter(key__startswith='incident:')\n"
    + "print(Affected.objects.exclude(told_at=None).count(), notices.count(),"
    + " MonitoringCode.objects.exclude(given_at=None).values('person').distinct().count(),"
    + " MonitoringCode.objects.count())"
)
POINTS = [
    "incident.claimed:1",
    "incident.claimed:2",
    "incident.answered:2",
    "incident.told:1",
    "incident.told:5",
    "incident.helped:1",
    "incident.helped:4",
    "incident.codes:1",
    "incident.codes:2",
]


@pytest.mark.keeps("protect.incident")
@pytest.mark.parametrize("point", POINTS)
def test_whatever_is_killed_everybody_has_one_notice_and_one_code(tmp_path: Path, point: str) -> None:
    env, _ = filled_site(tmp_path, FILL)
    assert start_python(GO, {**env, "SHIJIANG_FAILPOINT": point}).wait(120) == -signal.SIGKILL
    told, messages, coded, codes = run_python(GO, env).split()
    assert (told, messages, coded, codes) == ("7", "7", "7", "9")
