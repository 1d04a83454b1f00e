"""Messages may be doubled, reordered, late, forged or lost: a payment has the effect the provider knows, once."""

import contextlib
import itertools
import os
import random
import uuid
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django.live_server_helper import LiveServer

from kit import clock
from kit.jobs.runner import Runner
from kit.money import Money
from privacy.people.services import create
from shop.payments import queries, services, signals
from shop.payments.models import PaymentAlert, PaymentEntry
from shop.payments.types import PaymentUnavailable, RefundTooLarge
from tests.databases import on_postgresql
from tests.sandbox_process import Sandbox

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(3000)]
# Fewer the second time: what a server adds to what a file does are its locks, and races of real processes try those.
SCHEDULES = int(os.environ.get("SHIJIANG_SCHEDULES", "60" if on_postgresql() else "200"))
ACTS = (
    "approve",
    "decline",
    "refuse",
    "challenge",
    "confirm",
    "pend_then_capture",
    "pend_then_fail",
    "settle",
    "cancel",
)
FORGERIES = ("unsigned", "wrong_key", "stale", "altered")
STEPS = st.one_of(
    st.tuples(st.just("payer"), st.sampled_from(ACTS)),
    st.tuples(st.just("payer"), st.just("approve")),
    st.tuples(st.just("deliver"), st.integers(0, 7)),
    st.tuples(st.just("forge"), st.sampled_from(FORGERIES)),
    st.tuples(st.just("return"), st.integers(1, 2)),
    st.tuples(st.just("work"), st.just(0)),
    st.tuples(st.just("start again"), st.just(0)),
    st.tuples(st.just("refund"), st.integers(1, 3)),
    st.tuples(st.just("lose"), st.sampled_from(["retrieve", "refund", "create"])),
)


class World:
    """One payment in the shop and at the provider, and everything the shop announced about it."""

    def __init__(self, sandbox: Sandbox, person_id: uuid.UUID) -> None:
        self.sandbox, self.person_id, self.key = sandbox, person_id, uuid.uuid4().hex
        self.facts: list[object] = []
        self.amounts = itertools.count(10_000)
        self.start()
        self.payment_id = queries.payments_of(self.subject)[0].id
        self.ref = queries.payment(self.payment_id).provider_ref

    @property
    def subject(self) -> str:
        return f"L-{self.key[:12]}"

    def start(self) -> None:
        services.start(
            person_id=self.person_id,
            subject=self.subject,
            amount=Money(128000, "EUR"),
            attempt_key=self.key,
            return_url="http://shop.example/back",
            at=clock.now(),
        )

    def hear(self, *, fact: object, **_: object) -> None:
        self.facts.append(fact)

    def step(self, what: str, how: object) -> None:
        steps: dict[str, Callable[[], None]] = {
            "payer": lambda: self._payer(str(how)),
            "deliver": lambda: self._deliver(int(str(how))),
            "forge": lambda: self._forge(str(how)),
            "return": lambda: self._return(int(str(how))),
            "work": self.work,
            "start again": self._start_again,
            "refund": lambda: self._refund(int(str(how))),
            "lose": lambda: self.sandbox.fault(str(how), "drop", times=2),
        }
        steps[what]()

    def _payer(self, act: str) -> None:
        if act == "settle" and self.truth()["state"] != "pending":
            return
        self.sandbox.act(self.ref, act)

    def _deliver(self, seed: int) -> None:
        events = self.events()
        chosen = random.Random(seed).choices(events, k=3) if events else []  # noqa: S311 a schedule, no secret
        assert set(self.sandbox.deliver(chosen)) <= {204}

    def _forge(self, how: str) -> None:
        before = list(self.facts)
        assert set(self.sandbox.deliver(self.events()[-1:], how)) <= {400}
        assert self.facts == before

    def _return(self, times: int) -> None:
        for _ in range(times):
            with contextlib.suppress(PaymentUnavailable):
                services.settle_from_provider(payment_id=self.payment_id, at=clock.now())

    def _start_again(self) -> None:
        self.start()
        assert len(queries.payments_of(self.subject)) == 1

    def _refund(self, parts: int) -> None:
        for _ in range(parts):
            with contextlib.suppress(RefundTooLarge):
                services.refund(
                    payment_id=self.payment_id,
                    amount=Money(next(self.amounts) * 3, "EUR"),
                    key=uuid.uuid4().hex,
                    by="test",
                    reason="goodwill",
                    at=clock.now(),
                )

    def work(self) -> None:
        while Runner().run_next(at=clock.now()):
            pass

    def events(self) -> list[str]:
        return [event["id"] for event in self.sandbox.events(self.ref)]

    def truth(self) -> dict[str, object]:
        told: dict[str, object] = self.sandbox.call("GET", f"/v1/payments/{self.ref}").json()
        return told

    def check(self) -> None:
        """What holds at every moment."""
        entries = list(PaymentEntry.objects.filter(payment_id=self.payment_id).values_list("kind", "amount"))
        captures = [amount for kind, amount in entries if kind == "captured"]
        back = -sum(amount for kind, amount in entries if kind == "refunded")
        assert captures in ([], [128000])
        assert back <= sum(captures)
        assert self._heard(signals.PaymentCaptured) == len(captures)
        assert self._heard(signals.PaymentFailed) == len([kind for kind, _ in entries if kind == "failed"]) <= 1
        assert self._heard(signals.PaymentRefunded) == len([kind for kind, _ in entries if kind == "refunded"])
        assert not PaymentAlert.objects.exists()

    def finish(self) -> None:
        """All messages arrive at last, in any order; then shop and provider agree."""
        self.sandbox.clear_faults()
        self.sandbox.act(self.ref, "expire")
        if self.truth()["state"] == "pending":
            self.sandbox.act(self.ref, "settle")
        self.work_off_refunds()
        events = self.events()
        random.Random(len(events)).shuffle(events)  # noqa: S311 a schedule, no secret
        self.sandbox.deliver(events)
        self.work()
        self.check()
        truth, payment = self.truth(), queries.payment(self.payment_id)
        assert payment.state == ("captured" if truth["state"] == "captured" else "failed")
        assert payment.captured.minor == truth["captured"]
        standing = queries.standing(self.subject)
        assert standing is not None
        assert (standing.paid.minor, standing.refunded.minor) == (truth["captured"], truth["refunded"])
        assert payment.refunding.minor == truth["refunded"]

    def work_off_refunds(self) -> None:
        """Jobs that lost their answer come round again."""
        from kit.jobs.models import Job  # noqa: PLC0415 only here

        Job.objects.filter(state__in=("waiting", "failed"), name__in=("payments.refund", "payments.settle")).update(
            run_at=clock.now(), state="waiting"
        )
        self.work()

    def _heard(self, kind: type) -> int:
        return len([fact for fact in self.facts if isinstance(fact, kind)])


@pytest.fixture
def provider(sandbox: Sandbox, live_server: LiveServer) -> Iterator[Sandbox]:
    sandbox.webhooks(url=f"{live_server.url}/payments/webhooks/sandbox")
    yield sandbox
    sandbox.clear_faults()


def test_every_schedule_has_one_effect_or_none(provider: Sandbox) -> None:
    person_id = create(at=clock.now()).pk

    @settings(
        max_examples=SCHEDULES, deadline=None, database=None, suppress_health_check=list(HealthCheck), derandomize=True
    )
    @given(st.lists(STEPS, max_size=12))
    def every(steps: list[tuple[str, object]]) -> None:
        provider.clear_faults()
        world = World(provider, person_id)
        all_signals = (signals.payment_captured, signals.payment_failed, signals.payment_refunded)
        for signal in all_signals:
            signal.connect(world.hear)
        try:
            for what, how in steps:
                world.step(what, how)
                world.check()
            world.finish()
        finally:
            for signal in all_signals:
                signal.disconnect(world.hear)

    every()
