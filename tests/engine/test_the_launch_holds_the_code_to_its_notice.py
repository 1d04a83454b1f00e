"""From the launch on a site keeps what its founding notice said, whatever a later deployment brings along."""

import copy
import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project
from django.core.management import call_command

from kit.generation import forget
from policy.recipients import MAIL_RELAY
from privacy.access.services import acting
from privacy.access.types import NotYet
from privacy.datamap.vocabulary import DELIVER_MAIL
from privacy.handles.models import Handle
from privacy.ledger.models import Entry
from privacy.notice import history, queries, services
from privacy.notice.models import Version
from privacy.notice.record import skeleton
from privacy.people import services as people
from privacy.promises import changing
from privacy.scans.scanners.posture import posture
from privacy.sharing.services import disclose
from privacy.sharing.types import Refused
from tests.engine.test_what_is_not_announced_stays_locked import MAILER
from tests.example.filling import filled
from tests.example.privacy import WRITE
from tests.notices import announced, founded, without

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.keeps("change.effective"),
    pytest.mark.usefixtures("_example_policy"),
]


def test_a_launched_site_keeps_its_founding_notice_when_code_and_file_change(
    tmp_path: Path, settings: Any, noon: dt.datetime
) -> None:
    founded(tmp_path, settings, without("purposes", WRITE.id), launched=False)
    assert services.launch(at=noon)
    forget()
    founded(tmp_path, settings, launched=False)  # the next deployment brings a file that knows the purpose
    with pytest.raises(NotYet), acting(WRITE, by=MAILER, at=noon):
        pass
    assert [one.subject for one in queries.found_differences() if one.kind == "purpose-new"] == [WRITE.id]


def test_launching_twice_is_launching_once_and_is_on_the_ledger(
    tmp_path: Path, settings: Any, noon: dt.datetime
) -> None:
    founded(tmp_path, settings, launched=False)
    assert services.launch(at=noon)
    assert not services.launch(at=noon)
    assert Version.objects.get().founding
    assert Entry.objects.filter(kind="notice.launched").count() == 1


def test_the_founding_version_is_no_change(tmp_path: Path, settings: Any, noon: dt.datetime) -> None:
    founded(tmp_path, settings, launched=False)
    services.launch(at=noon)
    forget()
    assert history.launched()
    assert not history.announced()
    assert not queries.published().exists()
    assert services.pending(people.create(at=noon).pk, at=noon) == ""
    change = announced(noon)
    assert change.effective_at is not None
    assert history.current(noon).version == "2026-01"
    assert history.current(change.effective_at).version == change.version


def test_the_command_launches_the_site_even_where_the_file_cannot_be_written(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    founded(tmp_path, settings, launched=False)

    def refuse(*_args: object, **_kwargs: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "write_text", refuse)
    call_command("privacy", "launch", "--on", "2026-02-01")
    forget()
    assert history.launched()
    assert "cannot be written" in capsys.readouterr().out
    assert "launched_on" not in json.loads((tmp_path / "notice.json").read_text())


def test_a_site_with_people_and_no_launch_is_red_and_found_by_the_scan(
    tmp_path: Path, settings: Any, noon: dt.datetime
) -> None:
    founded(tmp_path, settings, launched=False)
    assert changing.locked(noon).holds, "nobody's data is here yet"
    people.create(at=noon)
    assert not changing.locked(noon).holds
    assert "launch" in {one.check for one in posture(noon).found}
    services.launch(at=noon)
    forget()
    assert changing.locked(noon).holds
    assert "launch" not in {one.check for one in posture(noon).found}


def test_the_demo_studio_is_launched_by_its_setup(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    done: list[str] = []
    monkeypatch.setattr("shop.storefront.management.commands.setup.call_command", lambda name, **_: done.append(name))
    monkeypatch.setattr("shop.storefront.management.commands.setup.create_keystore", lambda: None)
    monkeypatch.setattr("shop.storefront.management.commands.setup.create_key", lambda: None)
    settings.DEMO = True
    call_command("setup")
    forget()
    assert "demo" in done
    assert history.launched()
    assert history.founding().version == json.loads(Path(project.PRIVACY_NOTICE_FILE).read_text())["version"]


def test_a_recipient_that_moved_to_another_country_waits_for_its_notice(
    tmp_path: Path, settings: Any, noon: dt.datetime
) -> None:
    said = copy.deepcopy(skeleton())
    said["recipients"][MAIL_RELAY.id][0] = "DE"
    founded(tmp_path, settings, said)
    handle: Any = Handle.objects.get(person_id=filled(noon))
    asked: dict[str, Any] = {"to": MAIL_RELAY, "purpose": DELIVER_MAIL, "fields": {"to": handle.value}}
    with pytest.raises(Refused, match="not in the notice in force"):
        disclose(**asked, person_id=handle.person_id, at=noon)
    version = announced(noon)
    assert version.effective_at is not None
    assert disclose(**asked, person_id=handle.person_id, at=version.effective_at)["to"]
