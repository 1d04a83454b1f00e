"""Evidence is appended with opaque ids only, and never changed or deleted through the ORM."""

import datetime as dt
import stat
import uuid
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django import DjangoAssertNumQueries, Settings

from privacy.ledger import keys, leaves, services
from privacy.ledger.models import AppendOnly, Entry

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
WHO = uuid.UUID(int=7)
pytestmark = pytest.mark.django_db


def append(kind: str = "consent.given", **facts: str | int) -> Entry:
    return Entry.objects.get(pk=services.append(kind=kind, about=WHO, facts=facts, at=NOON))


def test_an_entry_keeps_what_was_done_and_the_mark_of_the_application() -> None:
    entry = append(purpose="marketing", version=3)
    assert (entry.kind, entry.about, entry.facts) == ("consent.given", WHO, {"purpose": "marketing", "version": 3})
    assert leaves.is_ours(entry, keys.mac_key())


def test_an_append_is_one_insert(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    keys.mac_key()
    with django_assert_num_queries(1):
        services.append(kind="order.placed", about=None, facts={}, at=NOON)


@pytest.mark.django_db(transaction=True)
def test_evidence_of_an_act_that_was_rolled_back_is_gone_with_it() -> None:
    def act() -> None:
        with transaction.atomic():
            append()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()
    assert not Entry.objects.exists()


@pytest.mark.parametrize("value", ["Zhang Wei", "张伟", "wei@example.org", "+8613812345678", "x" * 129, None, 1.5])
def test_a_personal_value_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="opaque"):
        append(what=value)  # type: ignore[arg-type]
    assert not Entry.objects.exists()


def test_entries_cannot_be_changed_or_deleted_through_the_orm() -> None:
    entry = append()
    rows = Entry.objects.all()
    for act in (entry.save, entry.delete, rows.delete, lambda: rows.update(kind="x"), lambda: rows.bulk_create([])):
        with pytest.raises(AppendOnly):
            act()
    assert Entry.objects.get().kind == "consent.given"


def test_two_equal_entries_have_different_leaves() -> None:
    assert leaves.leaf_bytes(append(n=1)) != leaves.leaf_bytes(append(n=1))


def test_the_key_is_made_once_and_readable_by_its_owner_only(tmp_path: Path, settings: Settings) -> None:
    settings.PRIVACY_LEDGER_KEY_FILE = tmp_path / "keys" / "ledger"
    keys.create()
    first = keys.path().read_text()
    keys.create()
    assert keys.path().read_text() == first
    assert stat.S_IMODE(keys.path().stat().st_mode) == 0o600
    assert keys.path().with_suffix(".public").read_text().strip() == keys.verifying_key().public_bytes_raw().hex()


def test_a_lost_key_is_never_replaced_in_silence(tmp_path: Path, settings: Settings) -> None:
    append()
    settings.PRIVACY_LEDGER_KEY_FILE = tmp_path / "ledger"
    with pytest.raises(keys.KeyLost, match="backup"):
        append()
    assert not keys.path().exists()
