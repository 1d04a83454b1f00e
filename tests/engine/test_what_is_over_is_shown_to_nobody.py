"""A value whose clock has ended is gone for everybody at the next reading, however late the sweep is."""

import datetime as dt
import uuid
from collections.abc import Callable

import pytest
from pytest_django import DjangoAssertNumQueries

from kit.clock import Period
from privacy.access.models import Opening
from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.datamap import registry
from privacy.datamap.types import Purpose, Recipient
from privacy.datamap.vocabulary import LEGAL_DUTY, SELF
from privacy.sharing.models import Disclosure
from privacy.sharing.services import disclose
from privacy.sharing.types import Refused
from privacy.vault import files
from privacy.vault.models import SealedFile
from privacy.vault.sealed import GONE, Sealed
from privacy.vault.types import Expired
from tests.engine.test_partners_and_advertisers import reviewed
from tests.example.filling import CANARY, filled
from tests.example.firms import JOINT_EVENING, PARTNER
from tests.example.models import Bill, Letter
from tests.example.privacy import WRITE

pytestmark = [pytest.mark.django_db, pytest.mark.keeps("store.retention")]
SECOND = dt.timedelta(seconds=1)
WRITER = Actor.system("writer")


@pytest.fixture
def person(noon: dt.datetime) -> uuid.UUID:
    return filled(noon)


@pytest.fixture
def partner(monkeypatch: pytest.MonkeyPatch, noon: dt.datetime) -> Recipient:
    """The museum, in the register and looked into."""
    monkeypatch.setitem(registry.recipients, PARTNER.id, PARTNER)
    monkeypatch.setitem(registry.purposes, JOINT_EVENING.id, JOINT_EVENING)
    reviewed(PARTNER, noon)
    return PARTNER


def shown(read: Callable[[], object], purpose: Purpose, person_id: uuid.UUID, at: dt.datetime) -> str:
    by = Actor.person(person_id) if purpose == SELF else WRITER
    with acting(purpose, by=by, at=at):
        return str(read())


@pytest.mark.parametrize("purpose", [SELF, WRITE, LEGAL_DUTY], ids=lambda one: one.id)
def test_a_row_that_is_over_shows_nothing_to_its_person_the_staff_or_the_law(
    person: uuid.UUID, noon: dt.datetime, purpose: Purpose
) -> None:
    end = Period(months=6).after(noon)

    def text() -> object:
        return Letter.objects.earliest("pk").text

    before, after = (shown(text, purpose, person, at) for at in (end - SECOND, end))
    assert (before == "••••") if purpose == LEGAL_DUTY else before.startswith(CANARY)
    assert after == GONE
    with acting(SELF, by=Actor.person(person), at=end), pytest.raises(Expired):
        Letter.objects.earliest("pk").text.reveal()


def test_a_field_that_ends_before_its_row_reads_as_empty_and_is_not_recorded_as_opened(
    person: uuid.UUID, noon: dt.datetime
) -> None:
    end = Period(months=1).after(noon)
    letter = Letter.objects.earliest("pk")
    assert shown(lambda: letter.sender, WRITE, person, end - SECOND) == CANARY
    Opening.objects.all().delete()
    with acting(WRITE, by=WRITER, at=end):
        assert letter.sender is None
        assert str(letter.text).startswith(CANARY)
    assert Opening.objects.get().fields == ["example.Letter.text"]


def test_what_was_taken_out_before_the_end_does_not_open_after_it(person: uuid.UUID, noon: dt.datetime) -> None:
    sealed = Letter.objects.earliest("pk").sender
    assert isinstance(sealed, Sealed)
    with acting(WRITE, by=WRITER, at=Period(months=1).after(noon)):
        assert f"{sealed}" == GONE
        with pytest.raises(Expired):
            sealed.reveal()


def test_what_law_keeps_opens_for_its_duty_until_its_clock_ends(person: uuid.UUID, noon: dt.datetime) -> None:
    end = Period(years=10).after(noon.replace(hour=0))

    def name() -> object:
        return Bill.objects.get().name

    assert shown(name, LEGAL_DUTY, person, end - SECOND) == CANARY
    assert shown(name, LEGAL_DUTY, person, end) == GONE


def test_a_clock_that_has_not_started_has_not_ended(person: uuid.UUID, noon: dt.datetime) -> None:
    letter = Letter.objects.earliest("pk")
    letter.written_at = None  # type: ignore[assignment]
    assert shown(lambda: letter.text, WRITE, person, Period(years=50).after(noon)).startswith(CANARY)


def test_a_file_past_its_day_is_not_read_from_the_disk(person: uuid.UUID, noon: dt.datetime) -> None:
    file, end = SealedFile.objects.get(), noon.replace(month=9)
    SealedFile.objects.update(expires_at=end)
    file.refresh_from_db()
    me = Actor.person(person)
    with acting(SELF, by=me, at=end - SECOND):
        assert b"".join(files.chunks(file)) == CANARY.encode()
    with acting(SELF, by=me, at=end), pytest.raises(Expired):
        files.chunks(file)


def test_the_gate_lets_nothing_out_that_is_over_and_writes_the_refusal_down(
    person: uuid.UUID, noon: dt.datetime, partner: Recipient
) -> None:
    fields = {"from": Letter.objects.earliest("pk").sender}
    end = Period(months=1).after(noon)
    told = disclose(to=partner, purpose=JOINT_EVENING, person_id=person, fields=fields, at=end - SECOND)
    assert told == {"from": CANARY}
    with pytest.raises(Refused, match="over"):
        disclose(to=partner, purpose=JOINT_EVENING, person_id=person, fields=fields, at=end)
    assert Disclosure.objects.latest("pk").refused.startswith("over")


@pytest.mark.parametrize("count", [1, 3])
def test_looking_at_clocks_asks_the_database_nothing(
    person: uuid.UUID, noon: dt.datetime, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    letters = list(Letter.objects.all()[:count])
    with acting(SELF, by=Actor.person(person), at=noon), django_assert_num_queries(0):  # keys lie elsewhere
        assert all(CANARY in f"{one.text} {one.sender}" for one in letters)
