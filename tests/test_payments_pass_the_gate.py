"""What a payment provider is told passes the gate: on the buyer's record, and only while that firm stands."""

import contextlib
import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils.formats import date_format
from pytest_django import Settings

from kit import clock
from kit.jobs.runner import Runner
from kit.money import Money
from policy.purposes import TAKE_PAYMENT
from policy.recipients import PAYMENT_PROVIDERS, PAYMENT_SANDBOX
from privacy.datamap import registry
from privacy.people import services as people
from privacy.sharing import services as sharing
from privacy.sharing.models import Contract, Demand, Disclosure, Review
from privacy.sharing.services import Clear
from privacy.sharing.types import Refused
from shop.orders import queries as orders
from shop.orders.models import Order
from shop.payments import queries, services
from shop.payments.models import Payment, Refund
from shop.payments.providers import http, installed
from shop.payments.services.refunding import carry_out
from shop.payments.types import PaymentUnavailable
from tests import shelf
from tests.buying import Buyer, buy, newest_order, payment_ref
from tests.erasing import erase
from tests.people import account
from tests.sandbox_process import Sandbox

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.keeps("share.providers")]

OF_A_PAYMENT = [
    "orders.Order.language", "payments.Payment.amount", "payments.Payment.currency", "payments.Payment.subject",
]  # fmt: skip
OF_A_REFUND = ["payments.Payment.currency", "payments.Refund.amount"]
MY_DATA = "/en/my-data/"
LAPSE = dt.datetime(2027, 3, 1, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
Sent = list[tuple[str, Any, int]]


@pytest.fixture
def bowl() -> int:
    shelf.furnish()
    return shelf.put(edition=9, stock=9)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Sent:
    """What leaves for a provider: method, content, and how many passages were on record by then."""
    seen: Sent = []
    call = http.call

    def watched(method: str, url: str, *, bearer: str, content: object = None, key: str = "") -> dict[str, Any]:
        seen.append((method, content, Disclosure.objects.filter(refused="").count()))
        return call(method, url, bearer=bearer, content=content, key=key)

    monkeypatch.setattr(http, "call", watched)
    return seen


def passed() -> list[Disclosure]:
    return list(Disclosure.objects.filter(recipient=PAYMENT_SANDBOX.id, refused="").order_by("pk"))


def refused() -> list[Disclosure]:
    return list(Disclosure.objects.filter(recipient=PAYMENT_SANDBOX.id).exclude(refused=""))


def contract(until: dt.date) -> None:
    """The newest contract with the provider ends then."""
    start, at = dt.date(2020, 1, 1), clock.now()
    said: dict[str, Any] = {"starts_on": start, "ends_on": until, "document_sha256": "0" * 64, "by": "one", "at": at}
    made = sharing.propose_contract(recipient=PAYMENT_SANDBOX.id, **said)
    Contract.objects.filter(pk=made.pk).update(approved_by="other", approved_at=at)


def audit(*, due: dt.date, held: dt.date, ok: bool = True) -> None:
    said: dict[str, Any] = {"held_on": held, "next_due_on": due, "passed": ok, "by": "lin", "at": clock.now()}
    sharing.review(recipient=PAYMENT_SANDBOX.id, kind=Review.Kind.AUDIT, **said)


def yesterday() -> dt.date:
    return (clock.now() - DAY).date()


def lapse_of_contract() -> None:
    contract(yesterday())


def lapse_of_audit() -> None:
    audit(due=yesterday(), held=dt.date(2024, 1, 1))


def drop() -> None:
    sharing.terminate(recipient=PAYMENT_SANDBOX, reason="sold what we told them", at=clock.now())


def promised(order: Order, minor: int = 500) -> int:
    """A refund of part of an order's money, promised and not carried out."""
    payment = Payment.objects.get(subject=order.number)
    said: dict[str, Any] = {"by": "test", "reason": "goodwill", "at": clock.now()}
    return services.refund(payment_id=payment.pk, amount=Money(minor, "EUR"), key=f"r-{order.number}", **said).id


def test_every_payment_is_one_passage_with_what_was_sent_and_no_more(bowl: int, sandbox: Sandbox, sent: Sent) -> None:
    _buyer, order = buy(sandbox, bowl)
    [passage] = passed()
    assert (passage.fields, passage.reference, passage.purpose) == (OF_A_PAYMENT, order.number, TAKE_PAYMENT.id)
    assert (passage.person_id, passage.region) == (order.person_id, PAYMENT_SANDBOX.region)
    (_method, content, on_record), *_asked = sent
    personal = (content["amount"], content["currency"], content["reference"], content["language"])
    assert personal == (order.total_minor, order.currency, order.number, order.language)
    assert set(content) == {"amount", "currency", "reference", "language", "payee", "return_url"}
    assert on_record == 1, "it is on record before it leaves"


@pytest.mark.keeps("right.access")
def test_the_buyer_sees_at_once_who_was_told_what_why_where_and_under_which_contract(
    bowl: int, sandbox: Sandbox
) -> None:
    client = Client()
    client.force_login(account("ada.lovelace@example.org", at=clock.now()))
    assert str(PAYMENT_SANDBOX.title) not in client.get(MY_DATA).content.decode()
    buyer = Buyer(client)
    buyer.begin(bowl)
    assert buyer.order() == 302
    page = client.get(MY_DATA).content.decode()
    day = date_format(dt.date.fromisoformat(PAYMENT_SANDBOX.contract_until), "DATE_FORMAT")
    for word in (PAYMENT_SANDBOX.title, TAKE_PAYMENT.title, "China", f"under contract until {day}"):
        assert str(word) in page, word


def test_an_attempt_said_again_stays_one_passage(bowl: int, sandbox: Sandbox) -> None:
    buyer = Buyer()
    buyer.begin(bowl)
    sandbox.fault("create", "drop", times=2)
    assert buyer.order() == 503
    assert buyer.order() == 302
    assert buyer.order() == 302
    assert [one.reference for one in passed()] == [newest_order().number]


@pytest.mark.parametrize("shut", [lapse_of_contract, lapse_of_audit, drop])
def test_nothing_is_told_to_a_firm_that_does_not_stand_and_the_buyer_is_calm(
    bowl: int, sandbox: Sandbox, sent: Sent, shut: Callable[[], None]
) -> None:
    shut()
    buyer = Buyer()
    buyer.begin(bowl)
    assert buyer.order() == 503
    page = buyer.last.content.decode()
    assert "The payment page cannot be reached just now" in page
    assert f"Your order {newest_order().number} is kept" in page
    assert (sent, passed(), Payment.objects.count()) == ([], [], 0)
    [refusal] = refused()
    assert refusal.fields == OF_A_PAYMENT
    assert orders.status(newest_order()) == "unpaid"


def test_with_the_contract_renewed_the_same_order_is_paid(bowl: int, sandbox: Sandbox) -> None:
    lapse_of_contract()
    buyer = Buyer()
    buyer.begin(bowl)
    assert buyer.order() == 503
    order = newest_order()
    contract((clock.now() + 300 * DAY).date())
    assert buyer.order() == 302
    sandbox.act(payment_ref(order), "approve")
    buyer.back()
    assert (newest_order(), orders.status(order)) == (order, "paid")


def test_a_refund_is_one_passage_however_often_it_has_to_be_said(bowl: int, sandbox: Sandbox) -> None:
    _buyer, order = buy(sandbox, bowl)
    refund_id = promised(order)
    sandbox.fault("refund", "drop", times=2)
    with pytest.raises(PaymentUnavailable):
        carry_out(refund_id=refund_id, at=clock.now())
    assert [one.fields for one in passed()] == [OF_A_PAYMENT, OF_A_REFUND]
    carry_out(refund_id=refund_id, at=clock.now())
    assert queries.refund(refund_id).state == "done"
    assert [one.reference for one in passed()] == [order.number, order.number]


def test_money_on_its_way_back_and_the_state_of_a_payment_outlast_a_lapse_for_a_stated_time(
    bowl: int, sandbox: Sandbox
) -> None:
    _buyer, order = buy(sandbox, bowl)
    refund_id, payment = promised(order), Payment.objects.get(subject=order.number)
    contract(LAPSE.date())
    assert services.settle_from_provider(payment_id=payment.pk, at=LAPSE + 59 * DAY).state == "captured"
    carry_out(refund_id=refund_id, at=LAPSE + 59 * DAY)
    assert queries.refund(refund_id).state == "done"
    assert passed()[-1].grace
    with pytest.raises(PaymentUnavailable):
        services.settle_from_provider(payment_id=payment.pk, at=LAPSE + 62 * DAY)


def test_a_refund_the_gate_refused_waits_and_goes_when_the_contract_is_renewed(
    bowl: int, sandbox: Sandbox, sent: Sent
) -> None:
    _buyer, order = buy(sandbox, bowl)
    refund_id = promised(order)
    contract(LAPSE.date())
    sent.clear()
    with pytest.raises(Refused):
        carry_out(refund_id=refund_id, at=LAPSE + 62 * DAY)
    assert (sent, queries.refund(refund_id).state, Refund.objects.get().told_at) == ([], "requested", None)
    contract((LAPSE + 300 * DAY).date())
    carry_out(refund_id=refund_id, at=LAPSE + 63 * DAY)
    assert queries.refund(refund_id).state == "done"


def test_a_refund_that_waits_stands_once_on_the_buyers_record_and_before_staff_with_its_reason(
    bowl: int, sandbox: Sandbox
) -> None:
    _buyer, order = buy(sandbox, bowl)
    refund_id, first = promised(order), LAPSE + 62 * DAY
    contract(LAPSE.date())
    for hours in range(5):
        with pytest.raises(Refused):
            carry_out(refund_id=refund_id, at=first + dt.timedelta(hours=hours))
    [refusal] = refused()
    assert (refusal.at, refusal.reference, refusal.fields) == (first, order.number, OF_A_REFUND)
    desk = Client()
    desk.force_login(account("keeper@example.org", name="Keeper", at=clock.now(), role="keeper"))
    page = desk.get("/en/desk/evidence/").content.decode()
    assert f"A refund waits: its provider may not be told</strong> {order.number} · its contract has lapsed" in page
    audit(due=yesterday(), held=dt.date(2026, 11, 1), ok=False)
    contract((LAPSE + 300 * DAY).date())
    with pytest.raises(Refused, match="audit failed"):
        carry_out(refund_id=refund_id, at=first + DAY)
    assert [one.refused for one in refused()] == [refusal.refused, "its last audit failed on 2026-11-01"]
    audit(due=dt.date(2029, 1, 1), held=dt.date(2026, 12, 1))
    carry_out(refund_id=refund_id, at=first + 2 * DAY)
    assert queries.refund(refund_id).state == "done"
    assert queries.open_alerts() == []


def test_what_was_let_through_in_between_makes_a_refusal_a_new_one(bowl: int, sandbox: Sandbox) -> None:
    _buyer, order = buy(sandbox, bowl)
    payment = Payment.objects.get(subject=order.number)
    asked: dict[str, Any] = {"to": PAYMENT_SANDBOX, "purpose": TAKE_PAYMENT, "person_id": order.person_id}
    asked |= {"fields": {"amount": Clear(payment, "amount")}}
    for day, reference in ((1, "a"), (2, "a"), (2, "b"), (3, "a"), (4, "a"), (4, ""), (4, "")):
        contract(LAPSE.date() + (300 * DAY if day == 3 else 0 * DAY))
        with contextlib.suppress(Refused):
            sharing.disclose(**asked, reference=reference, at=LAPSE + day * DAY)
    assert [(one.reference, (one.at - LAPSE).days) for one in refused()] == [
        ("a", 1), ("b", 2), ("a", 4), ("", 4), ("", 4),
    ]  # fmt: skip
    assert passed()[-1].at == LAPSE + 3 * DAY


def test_a_firm_that_was_dropped_is_neither_told_nor_asked_anything_again(
    bowl: int, sandbox: Sandbox, sent: Sent
) -> None:
    _buyer, order = buy(sandbox, bowl)
    refund_id, payment = promised(order), Payment.objects.get(subject=order.number)
    drop()
    sent.clear()
    with pytest.raises(Refused):
        carry_out(refund_id=refund_id, at=clock.now())
    with pytest.raises(PaymentUnavailable):
        services.settle_from_provider(payment_id=payment.pk, at=clock.now())
    while Runner().run_next(at=clock.now() + dt.timedelta(minutes=1)):
        pass
    assert sent == []
    assert queries.refund(refund_id).state == "requested"


def test_the_gate_lets_no_other_field_and_nobody_else_s_through(bowl: int, sandbox: Sandbox) -> None:
    _buyer, order = buy(sandbox, bowl)
    payment = Payment.objects.get(subject=order.number)
    asked: dict[str, Any] = {"to": PAYMENT_SANDBOX, "purpose": TAKE_PAYMENT, "at": clock.now()}
    greedy = {"state": Clear(payment, "state"), "name": order.recipient_name}
    with pytest.raises(Refused, match=r"as shared: payments\.Payment\.state, orders\.Order\.recipient_name"):
        sharing.admit(person_id=order.person_id, fields=greedy, **asked)
    stranger = people.create(at=clock.now())
    with pytest.raises(Refused, match="somebody else"):
        sharing.admit(person_id=stranger.pk, fields={"amount": Clear(payment, "amount")}, **asked)
    assert {one.person_id for one in refused()} == {order.person_id, stranger.pk}


@pytest.mark.keeps("store.retention")
def test_what_is_past_its_day_passes_no_more(bowl: int, sandbox: Sandbox) -> None:
    _buyer, order = buy(sandbox, bowl)
    Payment.objects.update(created_at=clock.now() - 20 * 365 * DAY)
    fields = {"amount": Clear(Payment.objects.get(), "amount")}
    with pytest.raises(Refused, match="over or erased"):
        sharing.disclose(
            to=PAYMENT_SANDBOX, purpose=TAKE_PAYMENT, person_id=order.person_id, fields=fields, at=clock.now()
        )


@pytest.mark.keeps("right.deletion")
def test_the_provider_is_asked_to_erase_when_the_buyer_is_erased(bowl: int, sandbox: Sandbox) -> None:
    _buyer, order = buy(sandbox, bowl)
    erase(person_id=order.person_id, at=clock.now())
    assert Demand.objects.get(recipient=PAYMENT_SANDBOX.id).references == [order.number]


def test_every_provider_is_a_firm_of_the_register() -> None:
    assert PAYMENT_PROVIDERS.keys() == installed.names()
    assert all(registry.recipients[one.id] == one for one in PAYMENT_PROVIDERS.values())
    assert len({one.id for one in PAYMENT_PROVIDERS.values()}) == len(PAYMENT_PROVIDERS)


def test_a_provider_dropped_out_of_the_register_gets_nothing(
    bowl: int, sandbox: Sandbox, sent: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    _buyer, order = buy(sandbox, bowl)
    sent.clear()
    stranger = dataclasses.replace(PAYMENT_SANDBOX, id="stranger")
    monkeypatch.setitem(PAYMENT_PROVIDERS, "sandbox", stranger)
    with pytest.raises(PaymentUnavailable):
        services.settle_from_provider(payment_id=Payment.objects.get(subject=order.number).pk, at=clock.now())
    with pytest.raises(Refused):
        carry_out(refund_id=promised(order), at=clock.now())
    assert sent == []


def test_an_attempt_begun_at_another_provider_is_told_to_the_new_one_under_its_own_contract(
    bowl: int, sandbox: Sandbox, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    buyer = Buyer()
    buyer.begin(bowl)
    sandbox.fault("create", "drop", times=2)
    assert buyer.order() == 503
    other = dataclasses.replace(PAYMENT_SANDBOX, id="other-bank")
    declared = dataclasses.replace(registry.declarations[Payment].personal["amount"], shared_with=(other,))
    for model, fields in ((Payment, ("subject", "amount", "currency")), (Order, ("language",))):
        told = {**registry.declarations[model].fields, **dict.fromkeys(fields, declared)}
        said = dataclasses.replace(registry.declarations[model], fields=told)
        monkeypatch.setitem(registry.declarations, model, said)
    monkeypatch.setitem(registry.recipients, other.id, other)
    monkeypatch.setitem(PAYMENT_PROVIDERS, "other", other)
    monkeypatch.setitem(installed._PROVIDERS, "other", installed._PROVIDERS["sandbox"])
    settings.PAYMENT_PROVIDER = "other"
    assert buyer.order() == 302
    assert list(Payment.objects.order_by("pk").values_list("provider", "state")) == [
        ("sandbox", "created"),
        ("other", "open"),
    ]
    assert Disclosure.objects.filter(recipient=other.id, refused="").count() == len(passed()) == 1
