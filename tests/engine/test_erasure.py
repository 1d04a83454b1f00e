"""Who is erased is gone from every store, but for what law keeps, which is locked."""

import datetime as dt
import logging
import uuid
from collections.abc import Mapping
from pathlib import Path
from unittest import mock

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connections
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries, Settings

from kit import generation
from kit.jobs import registry as job_registry
from kit.jobs.models import Job
from kit.jobs.services import enqueue
from privacy.access.services import acting
from privacy.access.types import Actor, Closed
from privacy.consent.models import ConsentEvent
from privacy.datamap import queries as datamap
from privacy.datamap.vocabulary import LEGAL_DUTY
from privacy.erasure import queries, registry, services
from privacy.erasure.checks import can_be_looked_into
from privacy.erasure.models import Erasure
from privacy.handles.models import Handle
from privacy.ledger.models import Entry
from privacy.people import services as people
from privacy.people.models import Person
from privacy.rights.models import Request
from privacy.sharing.models import Message
from privacy.vault import queries as vault
from privacy.vault.models import DataKey, SealedFile, SealedSession
from privacy.vault.types import PersonErased
from shop.accounts.models import Account
from shop.catalogue.models import SearchEntry
from tests import shelf
from tests.databases import on_postgresql
from tests.erasing import erase
from tests.example.filling import CANARY, filled
from tests.example.models import Bill, Letter, Stamp, Visit
from tests.example.privacy import WRITE

pytestmark = [pytest.mark.django_db, pytest.mark.keeps("right.deletion")]


def plain_bytes() -> bytes:
    """Every value of every table, as bytes."""
    found = b""
    for connection in connections.all():
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  names of tables
                found += b"\n".join(
                    bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
                    for row in cursor.fetchall()
                    for value in row
                )
    return found


@pytest.mark.keeps("right.deletion")
def test_nothing_is_left_but_what_law_keeps(noon: dt.datetime) -> None:
    person_id = filled(noon)
    erase(person_id=person_id, at=noon)
    for model in (Handle, Message, ConsentEvent, Account, SealedFile, SealedSession):
        assert not model._base_manager.filter(person=person_id).exists(), model
    assert not Stamp.objects.exists()
    assert [letter.__dict__["text"] for letter in Letter.objects.all()] == [None]  # the bill leans on it
    assert CANARY.encode() not in plain_bytes()


@pytest.mark.keeps("right.deletion")
def test_without_law_the_opaque_number_goes_too(noon: dt.datetime) -> None:
    person_id = filled(noon)
    Bill.objects.all().delete()
    Visit.objects.all().delete()
    erase(person_id=person_id, at=noon)
    assert not Person.objects.exists()
    assert not Letter.objects.exists()
    assert not DataKey.objects.filter(person_id=person_id).exists()


@pytest.mark.keeps("right.deletion", "protect.access")
def test_what_law_keeps_is_listed_and_opens_for_legal_duty_alone(noon: dt.datetime) -> None:
    person_id = filled(noon)
    erase(person_id=person_id, at=noon)
    bill = Bill.objects.get()
    assert (bill.amount, bill.note, bill.email) == (100, "", None)
    with acting(WRITE, by=Actor.system("writer"), at=noon), pytest.raises(Closed):
        bill.name.reveal()
    with acting(LEGAL_DUTY, by=Actor.system("auditor"), at=noon):
        assert str(bill.name) == CANARY
    [kept] = queries.kept([person_id], at=noon)
    assert (kept.title, kept.law, kept.count) == ("Bills", "The example code, article 1", 1)
    assert kept.until == dt.datetime(2036, 6, 1, tzinfo=dt.UTC)
    assert Person.objects.get(pk=person_id).erased_at == noon


def test_what_law_no_longer_keeps_goes_at_once(noon: dt.datetime) -> None:
    person_id = filled(noon)
    later = dt.datetime(2036, 6, 2, tzinfo=dt.UTC)
    assert queries.kept([person_id], at=later) == []
    erase(person_id=person_id, at=later)
    assert not Bill.objects.exists()
    assert vault.key_count([person_id]) == 0


def test_anonymised_rows_stay_as_numbers(noon: dt.datetime) -> None:
    erase(person_id=filled(noon), at=noon)
    assert list(Visit.objects.values_list("path", flat=True)) == [""]


@pytest.mark.keeps("right.deletion")
def test_all_identities_go_whichever_is_asked_for(noon: dt.datetime) -> None:
    guest, main = filled(noon, "guest"), filled(noon, "main")
    people.merge(source=guest, into=main)
    erase(person_id=guest, at=noon)
    assert not Handle.objects.exists()
    assert set(vault.tombstones()) == {guest, main}


def test_nobody_else_loses_anything(noon: dt.datetime) -> None:
    erased, other = filled(noon, "erased"), filled(noon, "other")
    before = {said.label: datamap.rows_about(said, [other]).count() for said in datamap.about_people()}
    keys = vault.key_count([other])
    erase(person_id=erased, at=noon)
    assert before == {said.label: datamap.rows_about(said, [other]).count() for said in datamap.about_people()}
    assert vault.key_count([other]) == keys
    with acting(WRITE, by=Actor.system("writer"), at=noon):
        assert str(Letter.objects.filter(person=other)[0].text).startswith("other")


def test_the_file_leaves_the_disk(noon: dt.datetime) -> None:
    person_id = filled(noon)
    path = Path(settings.MEDIA_ROOT) / SealedFile.objects.get().path
    assert path.exists()
    erase(person_id=person_id, at=noon)
    assert not path.exists()


def test_nothing_is_sealed_for_the_erased_any_more(noon: dt.datetime) -> None:
    person_id = filled(noon)
    erase(person_id=person_id, at=noon)
    with pytest.raises(PersonErased):
        Letter.objects.create(person_id=person_id, text="late", written_at=noon)
    assert not DataKey.objects.filter(person_id=person_id).exclude(locked=True).exists()


def test_each_store_has_a_receipt_and_the_ledger_an_entry(noon: dt.datetime) -> None:
    reference = erase(person_id=filled(noon), at=noon)
    progress = queries.progress(reference)
    assert progress is not None
    receipts = {step.name: step.facts for step in progress.steps}
    assert receipts["sessions"] == {"sessions": 1}
    assert receipts["files"] == {"files": 1, "kept": 0}
    assert receipts["rows"]["privacy_sharing.Message.deleted"] == 1
    assert receipts["rows"]["example.Bill.emptied"] == 1
    assert receipts["elsewhere"] == {"search": 0, "caches": 0, "logs": 0, "backups-gone-by": "2026-07-06"}
    assert progress.finished_at == noon
    assert set(Entry.objects.values_list("kind", flat=True)) >= {"erasure.begun", "erasure.finished"}


def elsewhere(reference: str) -> Mapping[str, int | str]:
    progress = queries.progress(reference)
    assert progress is not None
    return next(step.facts for step in progress.steps if step.name == "elsewhere")


@pytest.mark.keeps("right.deletion")
def test_the_receipt_tells_what_was_found_where_nothing_should_be(noon: dt.datetime, tmp_path: Path) -> None:
    """Somebody's number slipped into a public text, a cache and a log: it is seen, taken out and counted."""
    person_id, other = filled(noon), filled(noon, "other")
    shelf.furnish()
    entry = SearchEntry.objects.create(
        piece_id=shelf.put(), language="xx", title=f"bowl {person_id}", body=f"for {person_id.hex} and {other}"
    )
    before, log = generation.stamp(), tmp_path / "site.log"
    handler = logging.FileHandler(log)
    logging.getLogger("of this test").addHandler(handler)
    handler.emit(logging.makeLogRecord({"msg": f"{person_id} asked\n{other} answered"}))
    with mock.patch.object(caches["default"], "key_func", lambda key, *_parts: key):
        caches["default"].set(f"seen:{person_id}", 1)
        found = elsewhere(erase(person_id=person_id, at=noon))
        assert caches["default"].get(f"seen:{person_id}") is None
    logging.getLogger("of this test").removeHandler(handler)
    handler.close()
    assert {name: found[name] for name in ("search", "caches", "logs")} == {"search": 1, "caches": 1, "logs": 1}
    entry.refresh_from_db()
    assert (entry.title, entry.body) == ("bowl ", f"for  and {other}")
    assert log.read_text() == f"{'-' * 36} asked\n{other} answered\n"
    assert generation.stamp() != before  # every process drops the pages it holds


@pytest.mark.parametrize(
    ("setting", "name", "said"),
    [
        ("CACHES", "far", {"BACKEND": "django.core.cache.backends.redis.RedisCache"}),
        ("LOGGING", "post", {"class": "logging.handlers.SMTPHandler"}),
    ],
)
def test_a_store_no_erasure_can_look_into_is_refused(settings: Settings, setting: str, name: str, said: object) -> None:
    assert can_be_looked_into(None) == []
    if setting == "CACHES":
        settings.CACHES = {**settings.CACHES, name: said}
    else:
        settings.LOGGING = {**settings.LOGGING, "handlers": {**settings.LOGGING["handlers"], name: said}}
    assert [one.id for one in can_be_looked_into(None)] == ["privacy.E015"]


def test_queued_jobs_that_name_the_person_are_withdrawn(noon: dt.datetime) -> None:
    job_registry.job("example.greet")(lambda _args, _at: None)
    person_id = filled(noon)
    for one in (person_id, uuid.uuid4()):
        enqueue("example.greet", args={"person": str(one)}, at=noon)
    erase(person_id=person_id, at=noon)
    [left] = Job.objects.filter(name="example.greet")
    assert left.args["person"] != str(person_id)


def test_a_registered_store_forgets_while_rows_are_still_there(
    noon: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []

    def forget(persons: frozenset[uuid.UUID], _at: dt.datetime) -> dict[str, int]:
        seen.append(Letter.objects.filter(person__in=persons).count())
        return {"told": 2}

    monkeypatch.setattr(registry, "_stores", {})
    registry.store("example")(forget)
    reference = erase(person_id=filled(noon), at=noon)
    assert seen == [3]
    assert Erasure.objects.get(reference=reference).receipts.get(step="example").facts == {"told": 2}


def test_a_store_is_passed_over_only_when_none_of_its_rows_are_theirs(
    noon: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[str] = []
    monkeypatch.setattr(registry, "_stores", {})
    for name, models in (("always", []), ("letters", [Letter, Request]), ("requests", [Request])):

        def forget(_persons: frozenset[uuid.UUID], _at: dt.datetime, name: str = name) -> dict[str, int]:
            called.append(name)
            return {}

        registry.store(name, of=models)(forget)
    reference = erase(person_id=filled(noon), at=noon)
    assert called == ["always", "letters"]
    receipts = Erasure.objects.get(reference=reference).receipts
    assert set(receipts.values_list("step", flat=True)) > {"always", "letters", "requests"}


def test_erasing_twice_is_erasing_once(noon: dt.datetime) -> None:
    reference = erase(person_id=filled(noon), at=noon)
    services.run(reference=reference, at=noon)
    erase(person_id=uuid.UUID(Erasure.objects.get().persons[0]), at=noon)
    assert Entry.objects.filter(kind="erasure.finished").count() == 2


@pytest.mark.parametrize("others", [0, 20])
def test_the_number_of_queries_does_not_grow_with_rows(
    noon: dt.datetime, others: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    person_id = filled(noon)
    Letter.objects.bulk_create(Letter(person_id=person_id, text="x", written_at=noon) for _ in range(others))
    with django_assert_max_num_queries(110):
        erase(person_id=person_id, at=noon)


@pytest.mark.django_db(transaction=True)
def test_an_erasure_flushes_the_disk_as_seldom_as_its_databases_allow(noon: dt.datetime) -> None:
    person_id = filled(noon)
    with CaptureQueriesContext(connections["default"]) as main, CaptureQueriesContext(connections["keys"]) as keys:
        erase(person_id=person_id, at=noon)
    commits = [sum(one["sql"] == "COMMIT" for one in sent.captured_queries) for sent in (main, keys)]
    # The plan and the act; tombstone and keys. Beside a server the tombstone is a statement that commits itself, and
    # the end a third transaction: dead rows are cleared outside of any.
    assert commits == ([3, 1] if on_postgresql() else [2, 1])


def test_a_lost_job_is_picked_up(noon: dt.datetime) -> None:
    person_id = filled(noon)
    services.begin(person_ids=[person_id], at=noon)
    assert services.resume(at=noon + dt.timedelta(minutes=1)) == 0
    assert services.resume(at=noon + dt.timedelta(minutes=11)) == 1
    assert not Handle.objects.exists()


@pytest.mark.skipif("__import__('tests.databases').databases.on_postgresql() is False", reason="PostgreSQL's planner")
def test_the_planner_learns_no_keyed_hash(noon: dt.datetime) -> None:
    """Its statistics keep what a column held long after the rows are gone."""
    for number in range(20):
        filled(noon, f"planner{number}")
    with connections["default"].cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute("SELECT tablename, attname FROM pg_stats WHERE schemaname = 'public'")
        learned = set(cursor.fetchall())
    assert ("privacy_handles_handle", "person_id") in learned
    assert [one for one in learned if one[1].endswith("index")] == []
