"""New purposes, recipients and longer clocks stay locked until the notice that announces them is in force."""

import copy
import dataclasses
import datetime as dt
import subprocess
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, RequestFactory

from kit.generation import forget
from kit.jobs import registry as jobs
from kit.pages import SHELF
from policy.purposes import MEASURE_VISITS
from policy.recipients import MAIL_RELAY
from privacy.access.services import acting
from privacy.access.types import Actor, Closed, NotYet
from privacy.consent import visitors
from privacy.datamap import locks
from privacy.datamap import queries as datamap
from privacy.datamap.vocabulary import DELIVER_MAIL, SELF
from privacy.handles.models import Handle
from privacy.notice import services, tasks
from privacy.notice.models import Version
from privacy.notice.record import skeleton
from privacy.notice.types import Moved
from privacy.retention import queries as retention
from privacy.retention import services as sweeping
from privacy.sharing import places
from privacy.sharing.services import disclose
from privacy.sharing.types import Refused
from tests.engine.places import site
from tests.example.filling import filled
from tests.example.models import Letter
from tests.example.privacy import WRITE
from tests.notices import announced, founded, without
from tests.processes import start_python

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.keeps("change.effective"),
    pytest.mark.usefixtures("_example_policy"),
]
SERVE = """
import dataclasses
from pathlib import Path
from django.conf import settings
from privacy.sharing import places
from tests.notices import founded
founded(Path(FOLDER), settings)
places._stores["events"] = dataclasses.replace(places._stores["events"], country="SG")
import config.wsgi
"""
MAILER = Actor.system("mailer")


def read(person_id: uuid.UUID, at: dt.datetime) -> str:
    with acting(WRITE, by=MAILER, at=at):
        return str(Letter.objects.filter(person_id=person_id).first().text.reveal())  # type: ignore[union-attr]


def test_before_the_launch_the_founding_version_follows_the_code(
    tmp_path: Path, settings: Any, noon: dt.datetime
) -> None:
    founded(tmp_path, settings, without("purposes", WRITE.id), launched=False)
    assert read(filled(noon), noon)


def test_a_new_purpose_opens_on_the_day_its_notice_takes_effect(
    tmp_path: Path, settings: Any, noon: dt.datetime
) -> None:
    founded(tmp_path, settings, _without_use(WRITE.id))
    person_id = filled(noon)
    with pytest.raises(NotYet):
        read(person_id, noon)
    version = announced(noon)
    assert version.effective_at is not None
    with pytest.raises(NotYet):
        read(person_id, version.effective_at - dt.timedelta(microseconds=1))
    assert read(person_id, version.effective_at)


def test_people_always_see_their_own_data(tmp_path: Path, settings: Any, noon: dt.datetime) -> None:
    founded(tmp_path, settings, without("purposes", SELF.id))
    person_id = filled(noon)
    with acting(SELF, by=Actor.person(person_id), at=noon):
        assert Letter.objects.filter(person_id=person_id).first().text.reveal()  # type: ignore[union-attr]


def test_a_known_purpose_opens_no_field_it_was_not_announced_for(
    tmp_path: Path, settings: Any, noon: dt.datetime
) -> None:
    said = copy.deepcopy(skeleton())
    said["fields"]["example.Letter.text"]["for"] = []
    founded(tmp_path, settings, said)
    with pytest.raises(Closed):
        read(filled(noon), noon)


def test_a_new_field_opens_for_what_its_kind_of_data_was_announced_for(
    tmp_path: Path, settings: Any, noon: dt.datetime
) -> None:
    said = without("fields", "example.Letter.text")
    said["fields"]["example.Letter.older"] = skeleton()["fields"]["example.Letter.text"]
    founded(tmp_path, settings, said)
    assert read(filled(noon), noon)
    founded(tmp_path, settings, without("fields", "example.Letter.text", "example.Line.words"))
    with pytest.raises(Closed):
        read(filled(noon, "second"), noon)


def test_nothing_goes_to_a_recipient_before_its_notice_is_in_force(
    tmp_path: Path, settings: Any, noon: dt.datetime
) -> None:
    founded(tmp_path, settings, without("recipients", MAIL_RELAY.id))
    handle: Any = Handle.objects.get(person_id=filled(noon))
    said: dict[str, Any] = {
        "to": MAIL_RELAY,
        "purpose": DELIVER_MAIL,
        "person_id": handle.person_id,
        "fields": {"to": handle.value},
    }
    with pytest.raises(Refused, match="not in the notice in force"):
        disclose(**said, at=noon)
    version = announced(noon)
    assert version.effective_at is not None
    assert disclose(**said, at=version.effective_at)["to"]


def test_a_longer_clock_counts_from_the_day_its_notice_takes_effect(
    tmp_path: Path, settings: Any, noon: dt.datetime
) -> None:
    said = copy.deepcopy(skeleton())
    said["clocks"]["example-half-year"] = [0, 0, 20]
    founded(tmp_path, settings, said)
    person_id = filled(noon)
    letter = Letter.objects.filter(person_id=person_id)[0]
    declared = datamap.declaration(Letter)
    day20 = noon + dt.timedelta(days=20)
    assert retention.ends_at(declared, letter, at=noon) == day20
    assert not retention.living(Letter.objects.filter(person_id=person_id), day20 + dt.timedelta(days=1)).exists()
    version = announced(noon)
    assert version.effective_at is not None
    assert version.effective_at < day20
    assert retention.ends_at(declared, letter, at=version.effective_at) == noon.replace(month=12)


def test_the_sweep_obeys_the_shorter_clock_that_was_announced(tmp_path: Path, settings: Any, noon: dt.datetime) -> None:
    said = copy.deepcopy(skeleton())
    said["fields"]["example.Letter.text"]["kept"] = "example-month"
    said["rows"]["example.Letter"] = ["example-month", "written_at"]
    founded(tmp_path, settings, said)
    filled(noon)
    later = noon + dt.timedelta(days=33)
    sweeping.confirm_clock(at=later)
    sweeping.sweep(at=later)
    assert Letter.objects.count() == 1, "the one its bill leans on stays, emptied"


def test_a_shorter_clock_counts_at_once(tmp_path: Path, settings: Any, noon: dt.datetime) -> None:
    said = copy.deepcopy(skeleton())
    said["clocks"]["example-half-year"] = [5, 0, 0]
    founded(tmp_path, settings, said)
    letter = Letter.objects.filter(person_id=filled(noon))[0]
    assert retention.ends_at(datamap.declaration(Letter), letter, at=noon) == noon.replace(month=12)


def test_a_browsers_yes_opens_nothing_before_the_notice_is_in_force(
    tmp_path: Path, settings: Any, noon: dt.datetime, time_machine: Any
) -> None:
    time_machine.move_to(noon)
    request = RequestFactory().get("/")
    request.COOKIES["choices"] = f"{MEASURE_VISITS.id}_yes"
    assert visitors.allows(request, MEASURE_VISITS)
    founded(tmp_path, settings, without("purposes", MEASURE_VISITS.id))
    assert not visitors.allows(request, MEASURE_VISITS)


def test_a_change_does_not_take_effect_before_everybody_was_told(
    tmp_path: Path, settings: Any, noon: dt.datetime
) -> None:
    founded(tmp_path, settings, without("purposes", WRITE.id))
    version = announced(noon)
    Version.objects.update(announced_at=None)
    forget()
    assert version.effective_at is not None
    assert not locks.is_open(WRITE, version.effective_at)


def _without_use(purpose: str) -> dict[str, Any]:
    said = copy.deepcopy(without("purposes", purpose))
    for field in said["fields"].values():
        field["for"] = [one for one in field["for"] if one != purpose]
    return said


@pytest.mark.keeps("change.effective", "collect.cookies", "collect.local-storage")
def test_a_new_cookie_or_key_is_kept_by_no_browser_before_the_notice_tells_of_it(
    tmp_path: Path,
    settings: Any,
    noon: dt.datetime,
    client: Client,
    time_machine: Any,
    caplog: pytest.LogCaptureFixture,
) -> None:
    time_machine.move_to(noon)
    founded(tmp_path, settings, without("browser", "cookie:ground", "local storage:cart"))
    ground = {"ground": "paper"}

    def look() -> tuple[bool, str]:
        SHELF.clear()
        kept = "ground" in client.post("/ui/look", ground, headers={"Sec-Fetch-Site": "same-origin"}).cookies
        page = client.get("/en/").content.decode()
        return kept, page.partition("privacy_notice/storage")[2].partition("</script>")[0]

    kept, told = look()
    assert not kept
    assert "held back the cookie ground" in caplog.text
    assert "ground" not in told
    assert "cart" not in told
    assert "choices" in told  # what was told of before stays open
    version = announced(noon)
    assert version.effective_at is not None
    assert not look()[0]
    time_machine.move_to(version.effective_at)
    kept, told = look()
    assert kept
    assert "ground" in told
    assert "cart" in told


def test_nothing_of_ours_works_while_a_store_rests_where_nobody_was_told_of(
    tmp_path: Path, settings: Any, noon: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    founded(tmp_path, settings)
    services.verify_places(at=noon)
    home = next(one for one in places.stores() if one.id == "events")
    away = dataclasses.replace(home, country="SG")
    monkeypatch.setitem(places._stores, "events", away)
    with pytest.raises(Moved, match=r"events.*SG.*says CN"):
        services.verify_places(at=noon)
    monkeypatch.setitem(places._stores, "another", dataclasses.replace(home, id="another"))
    monkeypatch.setitem(places._stores, "events", home)
    with pytest.raises(Moved, match=r"another.*does not tell of it"):
        services.verify_places(at=noon)


def test_a_store_moves_on_the_day_the_notice_says_so_and_not_before(
    tmp_path: Path, settings: Any, noon: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    founded(tmp_path, settings)
    home = next(one for one in places.stores() if one.id == "events")
    monkeypatch.setitem(places._stores, "events", dataclasses.replace(home, moves_to="SG"))
    version = announced(noon)
    assert version.effective_at is not None
    services.verify_places(at=noon)
    monkeypatch.setitem(places._stores, "events", dataclasses.replace(home, country="SG"))
    with pytest.raises(Moved):
        services.verify_places(at=version.effective_at - dt.timedelta(seconds=1))
    services.verify_places(at=version.effective_at)


def test_a_new_store_is_planned_told_of_and_then_filled(
    tmp_path: Path, settings: Any, noon: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    founded(tmp_path, settings)
    fresh = dataclasses.replace(places.stores()[0], id="another", country="", moves_to="SG")
    monkeypatch.setitem(places._stores, fresh.id, fresh)
    services.verify_places(at=noon)  # nothing rests there
    version = announced(noon)
    assert version.effective_at is not None
    monkeypatch.setitem(places._stores, fresh.id, dataclasses.replace(fresh, country="SG", moves_to=""))
    with pytest.raises(Moved):
        services.verify_places(at=noon)
    services.verify_places(at=version.effective_at)


def test_workers_ask_before_they_work() -> None:
    assert tasks.places in jobs._guards


def test_no_server_starts_either(tmp_path: Path) -> None:
    env = {**site(tmp_path / "site"), "SHIJIANG_SECRET_KEY": "for this test"}
    server = start_python(SERVE.replace("FOLDER", repr(str(tmp_path))), env, stderr=subprocess.PIPE)
    _, said = server.communicate(timeout=90)
    assert server.returncode
    assert "Moved: store 'events' is declared to rest in SG" in said
