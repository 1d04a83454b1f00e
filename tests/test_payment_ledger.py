"""The ledger of payments follows the provider: each fact once, only forward, never more back than came in."""

import datetime as dt
import itertools
import uuid
from collections.abc import Iterator

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.dispatch import Signal
from pytest_django import DjangoAssertNumQueries, Settings

from kit import clock
from kit.jobs.models import Job
from kit.jobs.runner import Runner
from kit.money import CurrencyMismatch, Money
from shop.payments import queries, services, signals, tasks
from shop.payments.models import AlertKind, Payment, PaymentAlert, PaymentEntry, Refund
from shop.payments.schedule import NEVER_OPENED_AFTER, PAUSES
from shop.payments.services.refunding import carry_out
from shop.payments.types import (
    AttemptFinished,
    AttemptReused,
    PaymentUnavailable,
    PaymentView,
    RefundTooLarge,
    Status,
)
from tests.sandbox_process import Sandbox

pytestmark = pytest.mark.django_db
NUMBERS = itertools.count()
PRICE = Money(128000, "EUR")
BACK = "http://shop.example/orders/back"


class Facts(list[object]):
    """Every fact the ledger announces."""

    def hear(self, *, fact: object, **_: object) -> None:
        self.append(fact)

    @property
    def kinds(self) -> list[str]:
        return [type(fact).__name__ for fact in self]


@pytest.fixture
def facts() -> Iterator[Facts]:
    heard = Facts()
    all_signals: list[Signal] = [signals.payment_captured, signals.payment_failed, signals.payment_refunded]
    for signal in all_signals:
        signal.connect(heard.hear)
    yield heard
    for signal in all_signals:
        signal.disconnect(heard.hear)


def start(person_id: uuid.UUID, *, subject: str = "", key: str = "", amount: Money = PRICE) -> PaymentView:
    number = f"{uuid.uuid4().hex[:8]}-{next(NUMBERS)}"
    started = services.start(
        person_id=person_id,
        subject=subject or f"L-{number}",
        amount=amount,
        attempt_key=key or f"attempt-{number}",
        return_url=BACK,
        at=clock.now(),
    )
    return queries.payment(started.payment_id)


def settle(payment: PaymentView) -> PaymentView:
    return services.settle_from_provider(payment_id=payment.id, at=clock.now())


def paid(sandbox: Sandbox, person_id: uuid.UUID) -> PaymentView:
    payment = start(person_id)
    sandbox.act(payment.provider_ref, "approve")
    return settle(payment)


def give_back(payment: PaymentView, minor: int, key: str = "") -> int:
    view = services.refund(
        payment_id=payment.id,
        amount=Money(minor, "EUR"),
        key=key or f"refund-{next(NUMBERS)}-{payment.id}",
        by="test",
        reason="goodwill",
        at=clock.now(),
    )
    return view.id


def run_jobs(at: dt.datetime | None = None) -> None:
    while Runner().run_next(at=at or clock.now()):
        pass


def entries(payment: PaymentView) -> list[tuple[str, int]]:
    return list(PaymentEntry.objects.filter(payment_id=payment.id).order_by("pk").values_list("kind", "amount"))


def test_a_paid_payment_is_captured_once_however_often_it_is_re_read(
    sandbox: Sandbox, person_id: uuid.UUID, facts: Facts
) -> None:
    payment = paid(sandbox, person_id)
    for _ in range(3):
        settle(payment)
    assert payment.state == "captured"
    assert entries(payment) == [("captured", PRICE.minor)]
    assert facts.kinds == ["PaymentCaptured"]
    fact = facts[0]
    assert isinstance(fact, signals.PaymentCaptured)
    assert (fact.subject, fact.amount, fact.person_id) == (payment.subject, PRICE, person_id)


def test_the_page_belongs_to_the_provider_and_asks_for_the_right_money(sandbox: Sandbox, person_id: uuid.UUID) -> None:
    payment = start(person_id)
    row = Payment.objects.get(pk=payment.id)
    assert row.redirect_url.startswith(f"{sandbox.url}/pay/page_")
    told = sandbox.call("GET", f"/v1/payments/{payment.provider_ref}").json()
    assert (told["amount"], told["currency"], told["reference"]) == (PRICE.minor, "EUR", payment.subject)


def test_the_same_attempt_is_the_same_payment(sandbox: Sandbox, person_id: uuid.UUID) -> None:
    one = start(person_id, subject="L-SAME", key="attempt-same")
    two = start(person_id, subject="L-SAME", key="attempt-same")
    assert one == two
    with pytest.raises(AttemptReused):
        start(person_id, subject="L-SAME", key="attempt-same", amount=Money(1, "EUR"))
    with pytest.raises(AttemptReused):
        start(person_id, subject="L-OTHER", key="attempt-same")


def test_a_lost_answer_is_found_again_by_the_same_key(sandbox: Sandbox, person_id: uuid.UUID) -> None:
    sandbox.fault("create", "drop", times=2)
    with pytest.raises(PaymentUnavailable):
        start(person_id, subject="L-LOST", key="attempt-lost")
    assert queries.payment_of_attempt("attempt-lost") is not None
    payment = start(person_id, subject="L-LOST", key="attempt-lost")
    assert payment.state == "open"
    assert Payment.objects.filter(subject="L-LOST").count() == 1


def test_one_broken_connection_is_not_even_noticed(sandbox: Sandbox, person_id: uuid.UUID) -> None:
    sandbox.fault("create", "drop")
    assert start(person_id).state == "open"


@pytest.mark.parametrize("kind", ["error", "slow"])
def test_a_provider_in_trouble_is_given_up_after_three_seconds(
    sandbox: Sandbox, person_id: uuid.UUID, kind: str
) -> None:
    sandbox.fault("create", kind, times=1, seconds=4)
    begun = clock.now()
    with pytest.raises(PaymentUnavailable):
        start(person_id, subject="L-TROUBLE", key="attempt-trouble")
    assert clock.now() - begun < dt.timedelta(seconds=3.5)
    assert start(person_id, subject="L-TROUBLE", key="attempt-trouble").state == "open"


def test_a_provider_that_is_down_is_a_known_state(sandbox: Sandbox, person_id: uuid.UUID, settings: Settings) -> None:
    settings.PAYMENT_SANDBOX_URL = "http://127.0.0.1:9"
    settings.PAYMENT_HOSTS = ["http://127.0.0.1:9"]
    with pytest.raises(PaymentUnavailable):
        start(person_id)


@pytest.mark.parametrize(
    ("acts", "state", "heard"),
    [
        (["refuse"], "failed", ["PaymentFailed"]),
        (["cancel"], "failed", ["PaymentFailed"]),
        (["expire"], "failed", ["PaymentFailed"]),
        (["decline"], "open", []),
        (["decline", "approve"], "captured", ["PaymentCaptured"]),
        (["challenge"], "open", []),
        (["challenge", "confirm"], "captured", ["PaymentCaptured"]),
        (["pend_then_capture"], "pending", []),
        (["pend_then_capture", "settle"], "captured", ["PaymentCaptured"]),
        (["pend_then_fail", "settle"], "failed", ["PaymentFailed"]),
    ],
)
def test_whatever_the_payer_does_the_ledger_follows(
    sandbox: Sandbox, person_id: uuid.UUID, facts: Facts, acts: list[str], state: str, heard: list[str]
) -> None:
    payment = start(person_id)
    for act in acts:
        sandbox.act(payment.provider_ref, act)
        settle(payment)
    assert settle(payment).state == state
    assert facts.kinds == heard


def test_late_money_still_counts(sandbox: Sandbox, person_id: uuid.UUID, facts: Facts) -> None:
    payment = start(person_id)
    sandbox.act(payment.provider_ref, "pend_then_capture")
    with transaction.atomic():
        services.settling.fail(Payment.objects.get(pk=payment.id), "never_opened", clock.now())
    sandbox.act(payment.provider_ref, "settle")
    assert settle(payment).state == "captured"
    assert facts.kinds == ["PaymentFailed", "PaymentCaptured"]
    standing = queries.standing(payment.subject)
    assert standing is not None
    assert standing.status is Status.PAID


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"amount": 100}, AlertKind.AMOUNT),
        ({"amount": PRICE.minor + 1, "captured": PRICE.minor + 1}, AlertKind.AMOUNT),
        ({"currency": "JPY"}, AlertKind.CURRENCY),
        ({"payee": "Somebody Else"}, AlertKind.PAYEE),
        ({"reference": "L-ANOTHER"}, AlertKind.REFERENCE),
        ({"captured": 100}, AlertKind.CAPTURED),
    ],
)
def test_the_truth_about_other_money_marks_nothing_as_paid(
    sandbox: Sandbox, person_id: uuid.UUID, facts: Facts, changes: dict[str, object], kind: AlertKind
) -> None:
    payment = start(person_id)
    sandbox.act(payment.provider_ref, "approve")
    sandbox.alter(payment.provider_ref, **changes)
    for _ in range(2):
        assert settle(payment).state == "open"
    assert (facts.kinds, entries(payment)) == ([], [])
    assert [alert.kind for alert in queries.open_alerts()] == [kind]


def test_refunds_go_out_by_job_and_are_entered_once(sandbox: Sandbox, person_id: uuid.UUID, facts: Facts) -> None:
    payment = paid(sandbox, person_id)
    assert give_back(payment, 28000, "refund-a") == give_back(payment, 28000, "refund-a")
    assert queries.refunds_of(payment.subject)[0].state == "requested"
    run_jobs()
    settle(payment)
    assert queries.refunds_of(payment.subject)[0].state == "done"
    assert entries(payment) == [("captured", PRICE.minor), ("refunded", -28000)]
    assert facts.kinds == ["PaymentCaptured", "PaymentRefunded"]
    assert sandbox.call("GET", f"/v1/payments/{payment.provider_ref}").json()["refunded"] == 28000
    assert PaymentAlert.objects.count() == 0


def test_the_same_refund_key_for_another_amount_is_refused(sandbox: Sandbox, person_id: uuid.UUID) -> None:
    payment = paid(sandbox, person_id)
    give_back(payment, 28000, "refund-b")
    with pytest.raises(AttemptReused):
        give_back(payment, 28001, "refund-b")


@pytest.mark.parametrize("minor", [0, -1, PRICE.minor + 1, 2**62])
def test_impossible_refunds_are_refused(sandbox: Sandbox, person_id: uuid.UUID, minor: int) -> None:
    payment = paid(sandbox, person_id)
    with pytest.raises(RefundTooLarge):
        give_back(payment, minor)
    assert not Refund.objects.exists()


def test_nothing_goes_back_of_what_never_came(sandbox: Sandbox, person_id: uuid.UUID) -> None:
    with pytest.raises(RefundTooLarge):
        give_back(start(person_id), 1)


def test_a_refund_in_another_currency_or_for_no_reason_is_refused(sandbox: Sandbox, person_id: uuid.UUID) -> None:
    payment = paid(sandbox, person_id)
    with pytest.raises(CurrencyMismatch):
        services.refund(
            payment_id=payment.id, amount=Money(5, "JPY"), key="r-1", by="test", reason="lost", at=clock.now()
        )
    with pytest.raises(ValueError, match="not a valid Reason"):
        services.refund(
            payment_id=payment.id, amount=Money(5, "EUR"), key="r-2", by="test", reason="Mr Zhang", at=clock.now()
        )
    assert queries.payment(payment.id).refunding == Money(0, "EUR")


def test_a_lost_answer_to_a_refund_gives_back_once(sandbox: Sandbox, person_id: uuid.UUID, facts: Facts) -> None:
    payment = paid(sandbox, person_id)
    refund_id = give_back(payment, 50000)
    sandbox.fault("refund", "drop", times=2)
    with pytest.raises(PaymentUnavailable):
        carry_out(refund_id=refund_id, at=clock.now())
    settle(payment)  # the provider's message may come before the second try
    carry_out(refund_id=refund_id, at=clock.now())
    assert sandbox.call("GET", f"/v1/payments/{payment.provider_ref}").json()["refunded"] == 50000
    assert facts.kinds == ["PaymentCaptured", "PaymentRefunded"]


def test_a_refused_refund_frees_its_room_and_tells_staff(sandbox: Sandbox, person_id: uuid.UUID) -> None:
    payment = paid(sandbox, person_id)
    sandbox.alter(payment.provider_ref, captured=0)
    refund_id = give_back(payment, 50000)
    carry_out(refund_id=refund_id, at=clock.now())
    assert queries.refund(refund_id).state == "refused"
    assert queries.payment(payment.id).refunding == Money(0, "EUR")
    assert [alert.kind for alert in queries.open_alerts()] == [AlertKind.REFUND_REFUSED]


def test_a_refund_nobody_asked_for_is_entered_and_raises_an_alert(
    sandbox: Sandbox, person_id: uuid.UUID, facts: Facts
) -> None:
    payment = paid(sandbox, person_id)
    sandbox.call(
        "POST",
        f"/v1/payments/{payment.provider_ref}/refunds",
        {"amount": 1000},
        **{"Idempotency-Key": uuid.uuid4().hex},
    )
    for _ in range(2):
        settle(payment)
    assert entries(payment)[-1] == ("refunded", -1000)
    assert facts.kinds == ["PaymentCaptured", "PaymentRefunded"]
    assert [alert.kind for alert in queries.open_alerts()] == [AlertKind.REFUND_UNASKED]
    with pytest.raises(RefundTooLarge):
        give_back(payment, PRICE.minor)


def test_the_standing_is_derived_from_entries(sandbox: Sandbox, person_id: uuid.UUID) -> None:
    assert queries.standing("L-NOTHING") is None
    payment = start(person_id)
    seen = []

    def look() -> None:
        standing = queries.standing(payment.subject)
        assert standing is not None
        seen.append((standing.status, standing.paid.minor, standing.refunded.minor, standing.kept.minor))

    look()
    sandbox.act(payment.provider_ref, "pend_then_capture")
    settle(payment)
    look()
    sandbox.act(payment.provider_ref, "settle")
    settle(payment)
    look()
    for minor in (28000, 100000):
        carry_out(refund_id=give_back(payment, minor), at=clock.now())
        look()
    assert seen == [
        (Status.UNPAID, 0, 0, 0),
        (Status.PENDING, 0, 0, 0),
        (Status.PAID, 128000, 0, 128000),
        (Status.PARTLY_REFUNDED, 128000, 28000, 100000),
        (Status.REFUNDED, 128000, 128000, 0),
    ]


def test_many_standings_take_one_query(
    sandbox: Sandbox, person_id: uuid.UUID, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    subjects = [paid(sandbox, person_id).subject for _ in range(3)]
    for some in (subjects[:1], subjects):
        with django_assert_num_queries(1):
            assert len(queries.standings(some)) == len(some)


def test_polling_settles_what_no_message_told(sandbox: Sandbox, person_id: uuid.UUID) -> None:
    payment = start(person_id)
    at = clock.now()
    run_jobs(at + PAUSES[0])
    assert queries.payment(payment.id).state == "open"
    sandbox.act(payment.provider_ref, "approve")
    run_jobs(at + PAUSES[0] + PAUSES[1] + dt.timedelta(seconds=2))
    assert queries.payment(payment.id).state == "captured"
    assert not Job.objects.filter(state="waiting").exists()


def test_polling_never_leaves_a_quarter_of_an_hour_unasked_while_a_page_is_open() -> None:
    assert max(itertools.takewhile(lambda pause: pause < dt.timedelta(hours=1), PAUSES)) <= dt.timedelta(minutes=15)


def test_a_payment_whose_page_never_came_to_be_is_given_up(
    sandbox: Sandbox, person_id: uuid.UUID, facts: Facts
) -> None:
    sandbox.fault("create", "error")
    with pytest.raises(PaymentUnavailable):
        start(person_id, subject="L-NEVER", key="attempt-never")
    payment = queries.payment_of_attempt("attempt-never")
    assert payment is not None
    tasks.poll({"payment_id": payment.id, "round": NEVER_OPENED_AFTER - 1}, clock.now())
    assert queries.payment(payment.id).state == "created"
    tasks.poll({"payment_id": payment.id, "round": NEVER_OPENED_AFTER}, clock.now())
    assert queries.payment(payment.id).state == "failed"
    assert [fact.reason for fact in facts if isinstance(fact, signals.PaymentFailed)] == ["never_opened"]
    with pytest.raises(AttemptFinished):
        start(person_id, subject="L-NEVER", key="attempt-never")


def test_what_stays_unknown_for_days_is_shown_to_a_person(sandbox: Sandbox, person_id: uuid.UUID) -> None:
    payment = start(person_id)
    sandbox.act(payment.provider_ref, "pend_then_capture")
    tasks.poll({"payment_id": payment.id, "round": len(PAUSES) - 1}, clock.now())
    assert [alert.kind for alert in queries.open_alerts()] == [AlertKind.UNSETTLED]
    assert services.resolve_alert(alert_id=queries.open_alerts()[0].id, by="test", at=clock.now())
    assert queries.open_alerts() == []


def test_a_receiver_that_fails_leaves_no_half_state(sandbox: Sandbox, person_id: uuid.UUID) -> None:
    payment = start(person_id)
    sandbox.act(payment.provider_ref, "approve")

    def fail(**_: object) -> None:
        raise ZeroDivisionError

    signals.payment_captured.connect(fail)
    try:
        with pytest.raises(ZeroDivisionError):
            settle(payment)
    finally:
        signals.payment_captured.disconnect(fail)
    assert (queries.payment(payment.id).state, entries(payment)) == ("open", [])
    assert settle(payment).state == "captured"


def test_the_database_itself_holds_the_rules(sandbox: Sandbox, person_id: uuid.UUID) -> None:
    payment = paid(sandbox, person_id)
    for wrong in ({"amount": 0}, {"refunded": PRICE.minor + 1}, {"refunded": -1}, {"captured": 5}, {"state": "open"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Payment.objects.filter(pk=payment.id).update(**wrong)
    entry = PaymentEntry.objects.get(payment_id=payment.id)
    for wrong in ({"amount": 0}, {"amount": -5}, {"kind": "refunded"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PaymentEntry.objects.filter(pk=entry.pk).update(**wrong)
    with pytest.raises(TypeError):
        entry.save()


def test_no_column_of_the_ledger_can_hold_a_card() -> None:
    models: list[type[Model]] = [Payment, PaymentEntry, Refund, PaymentAlert]
    columns = {field.name for model in models for field in model._meta.fields}
    assert not {name for name in columns if any(word in name for word in ("card", "cvv", "pan", "expiry", "holder"))}
