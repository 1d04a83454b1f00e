"""Emergency access rings at every keeper's, ends by itself and is looked into; posts are reviewed each quarter."""

import datetime as dt
import uuid

import pytest

from policy.purposes import FULFIL_ORDER
from privacy.access.services import acting
from privacy.access.types import Actor, Barred
from privacy.datamap.vocabulary import ANSWER_RIGHTS
from privacy.handles import services as handles
from privacy.handles.models import Handle
from privacy.handles.types import Kind
from privacy.promises import protecting
from privacy.sharing.models import Message
from privacy.staff import queries, registry, services
from privacy.staff.models import BrokenGlass, Training
from privacy.staff.types import Member, NotDone
from shop.accounts.models import Account
from tests.people import account, staff

pytestmark = [pytest.mark.django_db, pytest.mark.keeps("protect.access")]
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
PHONE = "+8613812341234"


@pytest.fixture
def orders(noon: dt.datetime) -> Account:
    return account("orders@example.org", at=noon, role="orders")


@pytest.fixture
def keepers(noon: dt.datetime) -> list[Account]:
    return [account(f"keeper{n}@example.org", at=noon, role="keeper") for n in range(2)]


def me(one: Account) -> Member:
    return registry.member(str(one.pk))


def reads(one: Account, person_id: uuid.UUID, at: dt.datetime) -> str:
    with acting(ANSWER_RIGHTS, by=Actor.staff(one.pk, one.role), at=at, reason="E-1"):
        return str(Handle.objects.get(person=person_id, kind=Kind.PHONE).value)


def test_it_opens_what_the_post_lacks_for_two_hours_and_rings(
    orders: Account, keepers: list[Account], person_id: uuid.UUID, noon: dt.datetime
) -> None:
    handles.attach(person_id=person_id, kind=Kind.PHONE, value=PHONE, at=noon)
    assert reads(orders, person_id, noon) != PHONE
    services.break_glass(member=me(orders), purpose="answer-rights", reason="E-1", at=noon)
    assert reads(orders, person_id, noon + HOUR) == PHONE
    assert reads(orders, person_id, noon + 2 * HOUR) != PHONE
    rung = Message.objects.filter(key__startswith="glass:")
    assert set(rung.values_list("person_id", flat=True)) == {one.person_id for one in keepers}


def test_found_unjustified_it_ends_at_once_and_nobody_looks_into_their_own(
    orders: Account, person_id: uuid.UUID, noon: dt.datetime
) -> None:
    handles.attach(person_id=person_id, kind=Kind.PHONE, value=PHONE, at=noon)
    glass = services.break_glass(member=me(orders), purpose="answer-rights", reason="E-1", at=noon)
    with pytest.raises(NotDone):
        services.review_glass(glass=glass, by=Actor.staff(orders.pk, "orders"), justified=True, at=noon)
    services.review_glass(glass=glass, by=staff(), justified=False, at=noon)
    assert reads(orders, person_id, noon + HOUR) != PHONE
    with pytest.raises(NotDone):
        services.review_glass(glass=glass, by=staff(), justified=True, at=noon)


def test_the_untrained_and_posts_without_emergencies_get_nothing(orders: Account, noon: dt.datetime) -> None:
    bench = account("workshop@example.org", at=noon, role="workshop")
    with pytest.raises(NotDone):
        services.break_glass(member=me(bench), purpose=FULFIL_ORDER.id, reason="E-1", at=noon)
    with pytest.raises(NotDone):
        services.break_glass(member=me(orders), purpose="accounting", reason="E-1", at=noon)
    Training.objects.all().delete()
    with pytest.raises(Barred):
        services.break_glass(member=me(orders), purpose=FULFIL_ORDER.id, reason="E-1", at=noon)
    assert not BrokenGlass.objects.exists()


def test_what_nobody_looked_into_turns_the_promise_red(orders: Account, noon: dt.datetime) -> None:
    glass = services.break_glass(member=me(orders), purpose="answer-rights", reason="E-1", at=noon)
    assert protecting.reviewed(noon + 2 * DAY).holds
    assert not protecting.reviewed(noon + 4 * DAY).holds
    services.review_glass(glass=glass, by=staff(), justified=True, at=noon + 4 * DAY)
    assert protecting.reviewed(noon + 4 * DAY).holds


def test_a_review_freezes_posts_once_a_quarter_and_is_late_after_a_fortnight(
    orders: Account, keepers: list[Account], noon: dt.datetime
) -> None:
    review = services.begin_review(at=noon)
    assert services.begin_review(at=noon + DAY) == review
    assert review.quarter == "2026-Q2"
    assert review.lines.count() == 3
    assert not protecting.reviewed(noon + 15 * DAY).holds
    first, second = (Actor.staff(one.pk, "keeper") for one in keepers)
    for line in review.lines.all():
        by = second if line.account == first.id else first
        if line.account == by.id:
            continue
        with pytest.raises(NotDone):
            services.decide_line(line=line, by=Actor.staff(uuid.UUID(line.account), "keeper"), keep=True, at=noon)
        services.decide_line(line=line, by=by, keep=line.role != "orders", at=noon + DAY)
    orders.refresh_from_db()
    assert orders.role == ""
    assert not queries.open_lines().exists()
    assert protecting.reviewed(noon + 15 * DAY).holds
    assert services.begin_review(at=noon + 60 * DAY).quarter == "2026-Q3"
