"""A row written by `kit.inserting` is the row the ORM would have written."""

import datetime as dt
import uuid
from types import SimpleNamespace

import pytest

from kit.inserting import MOST, insert, insert_one
from kit.jobs.models import Job, State
from privacy.people.models import Person

NOON = dt.datetime(2026, 6, 1, 12, 0, 0, 250, tzinfo=dt.UTC)
pytestmark = pytest.mark.django_db


def job(key: str | None) -> Job:
    return Job(name="example", args={"n": "ü", "m": [1, None]}, key=key, run_at=NOON, created_at=NOON)


def columns(row: Job) -> dict[str, object]:
    return {field.attname: getattr(row, field.attname) for field in Job._meta.concrete_fields if field.attname != "id"}


def test_each_column_is_what_saving_gives() -> None:
    job(None).save()
    number = insert_one(job(None))
    saved, inserted = Job.objects.order_by("id")
    assert inserted.pk == number
    assert columns(saved) == columns(inserted)
    assert inserted.state == State.WAITING


def test_what_is_there_already_is_passed_over_and_not_counted() -> None:
    assert insert([job("once")], ignore_conflicts=True) == 1
    assert insert([job("once"), job("twice")], ignore_conflicts=True) == 1
    assert set(Job.objects.values_list("key", flat=True)) == {"once", "twice"}


def test_many_rows_come_in_several_statements() -> None:
    made = [Person(created_at=NOON) for _ in range(MOST + 3)]
    assert insert(made) == MOST + 3
    assert set(Person.objects.values_list("pk", flat=True)) == {one.pk for one in made}
    assert all(isinstance(one.pk, uuid.UUID) for one in made)
    assert insert([]) == 0


def test_rows_of_a_named_model_need_not_be_instances() -> None:
    made = [SimpleNamespace(**columns(job(key))) for key in ("one", "two")]
    assert insert(made, of=Job) == 2
    assert [columns(row) for row in Job.objects.order_by("id")] == [columns(job("one")), columns(job("two"))]
    with pytest.raises(TypeError, match="of which model"):
        insert(made)


def test_what_rows_share_is_written_alike_and_what_they_do_not_is_not() -> None:
    later = NOON + dt.timedelta(hours=1)
    made = [job("one"), job("two"), job("three")]
    made[1].run_at = later
    insert(made)
    whens = dict(Job.objects.values_list("key", "run_at"))
    assert whens == {"one": NOON, "two": later, "three": NOON}
    assert set(Job.objects.values_list("created_at", flat=True)) == {NOON}
