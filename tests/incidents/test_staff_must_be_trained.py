"""Access lapses with training and ends with a suspension, at the next request; nobody examines or judges themselves."""

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from policy.purposes import FULFIL_ORDER
from privacy.access.services import acting, decide, unopposed
from privacy.access.types import Actor, Barred, NotAllowed
from privacy.datamap.vocabulary import SELF
from privacy.rights import queries as rights
from privacy.staff import queries, registry, services
from privacy.staff.models import Assessment, Training, Violation
from privacy.staff.types import Member, NotDone
from shop.accounts.models import Account
from tests.people import account, signed_in, staff

pytestmark = [pytest.mark.django_db, pytest.mark.keeps("protect.staff")]
YEAR = dt.timedelta(days=366)
DAY = dt.timedelta(days=1)


@pytest.fixture
def orders(noon: dt.datetime) -> Account:
    return account("orders@example.org", at=noon, role="orders")


def member(one: Account) -> Member:
    return registry.member(str(one.pk))


def right(course: str) -> dict[str, int]:
    found = next(one for one in registry.policy().courses if one.id == course)
    return {question.id: question.right for question in found.questions}


def act(one: Account, at: dt.datetime) -> None:
    with acting(FULFIL_ORDER, by=Actor.staff(one.pk, one.role), at=at, reason="L-1"):
        pass


def test_without_training_nothing_opens_and_a_passed_course_opens_it(orders: Account, noon: dt.datetime) -> None:
    Training.objects.all().delete()
    with pytest.raises(Barred):
        act(orders, noon)
    assert services.answer(member=member(orders), course="data", answers={"open": 0}, at=noon)
    with pytest.raises(Barred):
        act(orders, noon)
    assert services.answer(member=member(orders), course="data", answers=right("data"), at=noon) == []
    act(orders, noon)


def test_access_lapses_with_the_training(orders: Account, noon: dt.datetime) -> None:
    Training.objects.all().delete()
    services.answer(member=member(orders), course="data", answers=right("data"), at=noon)
    act(orders, noon + YEAR - 2 * DAY)
    with pytest.raises(Barred):
        act(orders, noon + YEAR)


def test_the_next_request_of_an_open_session_already_meets_the_lapse(orders: Account) -> None:
    browser = signed_in("orders@example.org")
    assert browser.get("/en/desk/").status_code == 200
    Training.objects.all().delete()
    answer = browser.get("/en/desk/")
    assert answer.headers["Location"] == "/en/desk/training/"
    assert browser.post("/en/desk/orders/L-1/pack/").status_code == 403
    assert browser.get("/en/desk/training/").status_code == 200


def test_what_a_guard_has_found_holds_for_its_request_and_for_nobody_else(orders: Account, noon: dt.datetime) -> None:
    other = account("other@example.org", at=noon, role="orders")
    Training.objects.all().delete()
    with unopposed(Actor.staff(orders.pk, orders.role)):
        act(orders, noon)
        with pytest.raises(Barred):
            act(other, noon)
    with pytest.raises(Barred):
        act(orders, noon)


def test_a_request_at_the_desk_looks_training_up_once(orders: Account) -> None:
    browser = signed_in("orders@example.org")
    with CaptureQueriesContext(connection) as asked:
        assert browser.get("/en/desk/people/").status_code == 200
    assert sum("privacy_staff_training" in one["sql"] for one in asked.captured_queries) == 1


def test_a_post_needs_every_course_of_it(noon: dt.datetime) -> None:
    keeper = account("keeper@example.org", at=noon, role="keeper")
    Training.objects.filter(course="incidents").delete()
    with pytest.raises(Barred):
        act(keeper, noon)
    assert [one.missing for one in queries.standings(at=noon)] == [("incidents",)]


def test_nobody_examines_assesses_or_judges_themselves(orders: Account, noon: dt.datetime) -> None:
    me, by = member(orders), Actor.staff(orders.pk, "orders")
    with pytest.raises(NotDone):
        services.train(member=me, course="data", examiner=me.account, at=noon)
    with pytest.raises(NotDone):
        services.assess(member=me, by=by, outcome="met", words="", at=noon)
    with pytest.raises(NotDone):
        services.note_violation(member=me, by=by, consequence="warning", words="x", at=noon)
    services.assess(member=me, by=staff(), outcome="met", words="Careful.", at=noon)
    services.note_violation(member=me, by=staff(), consequence="warning", words="x", at=noon)
    for model, field in ((Training, "examiner"), (Assessment, "assessor"), (Violation, "noted_by")):
        with pytest.raises(IntegrityError), transaction.atomic():
            model._default_manager.filter(account=me.account).update(**{field: me.account})


def test_a_suspension_counts_at_once_and_two_lift_it(orders: Account, noon: dt.datetime) -> None:
    browser, judge = signed_in("orders@example.org"), staff()
    row = services.note_violation(member=member(orders), by=judge, consequence="suspended", words="Copied.", at=noon)
    assert browser.get("/en/desk/").status_code == 302  # signed out
    with pytest.raises(Barred):
        act(orders, noon)
    again = Client()
    again.force_login(orders)
    assert again.get("/en/desk/").status_code == 403
    assert again.get("/en/desk/training/").status_code == 403
    with pytest.raises(NotDone):
        services.propose_lifting(violation=row, by=Actor.staff(orders.pk, "orders"), at=noon)
    proposal = services.propose_lifting(violation=row, by=judge, at=noon)
    for wrong in (judge, Actor.staff(orders.pk, "keeper")):
        with pytest.raises(NotAllowed):
            decide(proposal_id=proposal.pk, by=wrong, approve=True, at=noon)
    decide(proposal_id=proposal.pk, by=staff(), approve=True, at=noon)
    act(orders, noon)


def test_nobody_agrees_that_what_was_noted_of_them_is_lifted(noon: dt.datetime) -> None:
    keeper = account("keeper@example.org", at=noon, role="keeper")
    row = services.note_violation(member=member(keeper), by=staff(), consequence="warned", words="Copied.", at=noon)
    proposal = services.propose_lifting(violation=row, by=staff(), at=noon)
    with pytest.raises(NotAllowed, match="their own"):
        decide(proposal_id=proposal.pk, by=Actor.staff(keeper.pk, "keeper"), approve=True, at=noon)
    row.refresh_from_db()
    assert row.lifted_at is None


def test_staff_read_what_is_written_of_them_and_words_rest_sealed(orders: Account, noon: dt.datetime) -> None:
    services.assess(member=member(orders), by=staff(), outcome="met", words="Careful with parcels.", at=noon)
    with acting(SELF, by=Actor.person(orders.person_id), at=noon):
        known = rights.mine(frozenset([orders.person_id]), at=noon).known
    texts = [value.text for one in known for record in one.records for value in record.values]
    assert "Careful with parcels." in texts
    assert "data" in texts
    assert "Careful" not in str(Assessment.objects.get().words)


def test_a_post_is_given_by_two_and_never_to_oneself(orders: Account, noon: dt.datetime) -> None:
    asks, target = staff(), str(orders.pk)
    with pytest.raises(NotDone):
        services.propose_post(account=target, role="keeper", by=Actor.staff(orders.pk, "orders"), reason="x", at=noon)
    with pytest.raises(NotDone):
        services.propose_post(account=target, role="emperor", by=asks, reason="x", at=noon)
    proposal = services.propose_post(account=target, role="workshop", by=asks, reason="moved", at=noon)
    with pytest.raises(NotAllowed):
        decide(proposal_id=proposal.pk, by=asks, approve=True, at=noon)
    assert Account.objects.get(pk=target).role == "orders"
    decide(proposal_id=proposal.pk, by=staff(), approve=True, at=noon)
    assert Account.objects.get(pk=target).role == "workshop"
    assert uuid.UUID(target)
