"""Everybody concerned is found once, from stores, openings and disclosures; drills and people never mix."""

import datetime as dt
import uuid

import pytest

from privacy.access.models import Opening
from privacy.access.types import Actor
from privacy.handles import services as handles
from privacy.handles.types import Kind
from privacy.incidents import services
from privacy.incidents.models import Affected, Incident, MadeUp
from privacy.incidents.types import Misstep, Scope
from privacy.people import services as people
from privacy.people.models import Person
from privacy.sharing.models import Disclosure
from tests.people import staff

pytestmark = [pytest.mark.django_db, pytest.mark.keeps("protect.incident")]
DAY = dt.timedelta(days=1)
THIEF = "7b7d8f6e-0000-4000-8000-000000000001"


def declared(noon: dt.datetime, scope: Scope) -> Incident:
    return services.declare(
        kind="own-staff", scope=scope, began_at=noon - DAY, ended_at=noon, known_at=noon, by=staff(), at=noon
    )


def concerned(incident: Incident, at: dt.datetime) -> set[uuid.UUID]:
    services.count(incident=incident, by=staff(), at=at)
    return set(Affected.objects.filter(incident=incident).values_list("person_id", flat=True))


def opened(person_id: uuid.UUID, at: dt.datetime, actor: str = THIEF) -> None:
    Opening.objects.create(
        person_id=person_id,
        at=at,
        actor_kind="staff",
        actor=actor,
        role="orders",
        purpose="fulfil-order",
        reason="L-1",
        fields=["orders.Order.phone"],
    )


def test_those_whose_data_an_actor_opened_in_that_time(noon: dt.datetime) -> None:
    victim, early, other = (people.create(at=noon).pk for _ in range(3))
    for _ in range(3):
        opened(victim, noon - DAY / 2)
    opened(early, noon - 2 * DAY)
    opened(other, noon - DAY / 2, actor="somebody-else")
    incident = declared(noon, Scope(actors=[THIEF]))
    assert concerned(incident, noon) == {victim}
    assert incident.categories == ["phone"]
    assert incident.severity == "serious"


def test_those_whose_data_went_to_a_recipient(noon: dt.datetime) -> None:
    went, refused = people.create(at=noon).pk, people.create(at=noon).pk
    for person_id, reason in ((went, ""), (refused, "contract lapsed")):
        Disclosure.objects.create(
            person_id=person_id,
            recipient="carriers",
            purpose="fulfil-order",
            fields=["orders.Order.address"],
            region="CN",
            contract_until="2027-12-31",
            refused=reason,
            at=noon,
        )
    assert concerned(declared(noon, Scope(recipients=["carriers"])), noon) == {went}


def test_those_with_rows_in_a_store_before_the_end(noon: dt.datetime) -> None:
    there, later = people.create(at=noon).pk, people.create(at=noon).pk
    handles.attach(person_id=there, kind=Kind.EMAIL, value="a@example.org", at=noon - 30 * DAY)
    handles.attach(person_id=later, kind=Kind.EMAIL, value="b@example.org", at=noon + DAY)
    assert concerned(declared(noon, Scope(stores=["privacy_handles.Handle"])), noon) == {there}


def test_somebody_known_by_two_numbers_is_one_and_the_erased_are_nobody(noon: dt.datetime) -> None:
    main, guest, erased = (people.create(at=noon).pk for _ in range(3))
    people.merge(source=guest, into=main)
    Person.objects.filter(pk=erased).update(erased_at=noon)
    for person_id in (main, guest, erased):
        opened(person_id, noon)
    incident = declared(noon, Scope(actors=[THIEF]))
    assert concerned(incident, noon) == {main}
    assert concerned(incident, noon + DAY) == {main}


def test_made_up_people_and_real_ones_never_mix(noon: dt.datetime, person_id: uuid.UUID) -> None:
    handles.attach(person_id=person_id, kind=Kind.EMAIL, value="a@example.org", at=noon - DAY)
    drill = services.begin_drill(at=noon, people=3)
    made_up = set(MadeUp.objects.values_list("person_id", flat=True))
    assert set(Affected.objects.filter(incident=drill).values_list("person_id", flat=True)) == made_up
    assert len(made_up) == 3
    assert concerned(declared(noon, Scope(stores=["privacy_handles.Handle"])), noon) == {person_id}


@pytest.mark.parametrize(
    ("scope", "began", "known"),
    [(Scope(), -1, 0), (Scope(actors=["x"]), 1, 0), (Scope(actors=["x"]), -1, 1)],
)
def test_what_does_not_fit_is_refused(noon: dt.datetime, scope: Scope, began: int, known: int) -> None:
    with pytest.raises(Misstep):
        services.declare(
            kind="own-staff",
            scope=scope,
            began_at=noon + began * DAY,
            ended_at=noon,
            known_at=noon + known * DAY,
            by=Actor.system("test"),
            at=noon,
        )


def test_the_clock_is_24_hours_by_the_clock_over_any_holiday(noon: dt.datetime) -> None:
    new_year = dt.datetime(2026, 12, 31, 23, tzinfo=dt.UTC)
    incident = services.declare(
        kind="own-staff",
        scope=Scope(actors=["x"]),
        began_at=noon,
        ended_at=new_year,
        known_at=new_year,
        by=staff(),
        at=new_year,
    )
    assert incident.due_at == dt.datetime(2027, 1, 1, 23, tzinfo=dt.UTC)
