"""Losing the keys is loud, a foreign master key never writes, and rotation touches no data."""

import base64
import datetime as dt
import uuid
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connections
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.datamap.vocabulary import DELIVER_MAIL
from privacy.handles import services as handles
from privacy.handles.models import Handle
from privacy.handles.types import Kind
from privacy.people import services as people
from privacy.vault import keyring, master, rotation, services
from privacy.vault.models import ApplicationKey, DataKey
from privacy.vault.types import KeystoreError

pytestmark = [pytest.mark.django_db, pytest.mark.keeps("protect.encryption")]
ADDRESS = "keeper@example.org"


def read(noon: dt.datetime) -> str:
    with acting(DELIVER_MAIL, by=Actor.system("mailer"), at=noon):
        return str(Handle.objects.get().value)


@pytest.fixture
def own_master(settings: Settings, tmp_path: Path) -> Path:
    """A master key of this test's own, with a key store wrapped by it."""
    path = tmp_path / "keys" / "master"
    master.create(path)
    fresh = master.LocalMasterKey(base64.b64decode(path.read_text()))
    for row in ApplicationKey.objects.all():
        row.wrapped, row.master = fresh.wrap(master.find(row.master).unwrap(bytes(row.wrapped))), fresh.id
        row.save()
    settings.PRIVACY_MASTER_KEY_FILE = path
    keyring.application_key.cache_clear()
    return path


@pytest.fixture
def handle(own_master: Path, person_id: uuid.UUID, noon: dt.datetime) -> Handle:
    return handles.attached(person_id=person_id, kind=Kind.EMAIL, value=ADDRESS, at=noon)


@pytest.mark.usefixtures("handle")
def test_rotation_keeps_everything_readable_and_rewrites_no_row(
    own_master: Path, noon: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rotation, "GRACE_SECONDS", 0)
    before, column = own_master.read_text(), Handle.objects.get().__dict__["value"]
    call_command("privacy", "keys", "rotate")
    assert own_master.read_text() != before
    assert not master.replaced(own_master).exists()
    assert Handle.objects.get().__dict__["value"] == column
    assert read(noon) == ADDRESS
    assert {row.master for row in DataKey.objects.all()} == {master.load().id}


@pytest.mark.usefixtures("handle")
def test_an_interrupted_rotation_leaves_all_readable_and_finishes(
    own_master: Path, noon: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(**_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(rotation, "GRACE_SECONDS", 0)
    with monkeypatch.context() as broken:
        broken.setattr(services, "rewrap", killed)
        with pytest.raises(KeyboardInterrupt):
            call_command("privacy", "keys", "rotate")
    keyring.application_key.cache_clear()
    assert read(noon) == ADDRESS
    newcomer = people.create(at=noon)
    handles.attach(person_id=newcomer.pk, kind=Kind.EMAIL, value="new@example.org", at=noon)
    call_command("privacy", "keys", "rotate")
    assert Handle.objects.count() == 2
    assert {row.master for row in DataKey.objects.all()} == {master.load().id}


@pytest.mark.usefixtures("handle")
def test_a_foreign_master_key_opens_nothing_and_writes_nothing(own_master: Path, noon: dt.datetime) -> None:
    own_master.unlink()
    master.create(own_master)
    keyring.application_key.cache_clear()
    with pytest.raises(KeystoreError):
        services.verify_keystore()
    with pytest.raises(KeystoreError):
        services.create_keystore()
    with pytest.raises(KeystoreError):
        read(noon)
    assert Handle.objects.count() == 1


@pytest.mark.usefixtures("handle")
def test_a_master_key_changed_under_a_running_process_wraps_no_new_key(own_master: Path, noon: dt.datetime) -> None:
    """The process still holds the application keys in memory: nothing else would tell it."""
    own_master.unlink()
    master.create(own_master)
    newcomer, before = people.create(at=noon).pk, DataKey.objects.count()
    with pytest.raises(KeystoreError, match="does not open"):
        keyring.key_for_sealing(newcomer, "while-customer")
    with pytest.raises(KeystoreError, match="does not open"):
        services.prepare_to_seal([newcomer], kept="while-customer")
    assert DataKey.objects.count() == before


@pytest.mark.usefixtures("own_master")
def test_keys_are_made_without_asking_again_whose_the_master_key_is(noon: dt.datetime) -> None:
    services.verify_keystore()
    newcomer = people.create(at=noon).pk
    with CaptureQueriesContext(connections["keys"]) as asked:
        keyring.key_for_sealing(newcomer, "while-customer")
    assert not [one["sql"] for one in asked if "applicationkey" in one["sql"]]


@pytest.mark.usefixtures("handle")
def test_an_upgrade_that_needs_one_more_key_makes_none_under_a_foreign_master_key(own_master: Path) -> None:
    ApplicationKey.objects.filter(name="names").delete()
    own_master.unlink()
    master.create(own_master)
    with pytest.raises(KeystoreError):
        services.create_keystore()
    assert not ApplicationKey.objects.filter(name="names").exists()


@pytest.mark.usefixtures("handle")
def test_a_lost_key_store_is_loud_and_is_never_made_anew() -> None:
    ApplicationKey.objects.all().delete()
    keyring.application_key.cache_clear()
    with pytest.raises(KeystoreError, match="missing"):
        services.verify_keystore()
    with pytest.raises(KeystoreError, match="restore the keys"):
        services.create_keystore()
    assert not ApplicationKey.objects.exists()


def test_a_lost_master_key_file_is_not_replaced(own_master: Path) -> None:
    own_master.unlink()
    with pytest.raises(KeystoreError, match="missing"):
        services.create_keystore()
    assert not own_master.exists()


def test_a_master_key_others_can_read_is_refused(own_master: Path) -> None:
    own_master.chmod(0o644)
    own_master.write_text(own_master.read_text())
    master._read.cache_clear()
    with pytest.raises(KeystoreError, match="chmod 600"):
        master.load()
