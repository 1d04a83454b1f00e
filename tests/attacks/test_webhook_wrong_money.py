"""A genuine message about other money, another payee or another order never marks anything as paid."""

import itertools
import json
import time
import uuid

import httpx
import pytest
from pytest_django.live_server_helper import LiveServer

from kit import clock
from kit.jobs.models import Job
from kit.money import Money
from shop.payments import queries, services
from shop.payments.models import PaymentAlert, PaymentEntry
from shop.payments.sandbox.webhooks import sign
from tests.sandbox_process import Sandbox

pytestmark = pytest.mark.django_db(transaction=True)
SUBJECT = "L-VICTIM"
AMOUNTS = [1, 0, -1, 127999, 128001, 1280, 12800000, 2**63 - 1, -128000, *range(100, 140)]
CURRENCIES = ["JPY", "USD", "KWD", "eur", "EU", "", "EUR ", "XXX", "€", *[f"E{letter}R" for letter in "ABCDEFGHIJKLM"]]
REFERENCES = ["L-OTHER", "", "l-victim", "L-VICTIM ", " L-VICTIM", "L-VICTIM\0", "L-VICTIM'--", "%", "*" * 200]
PAYEES = ["Shijiang", "shijiang lacquer art", "Shijiang Lacquer Art ", "", "Somebody Else", "Shijiang Lacquer Arť"]
REFS = ["pay_" + "0" * 32, "", "../../evil", "http://evil.example/", "pay_%", "x" * 300]
WRONG: list[tuple[str, object]] = [
    *itertools.product(["amount"], AMOUNTS),
    *itertools.product(["currency"], CURRENCIES),
    *itertools.product(["reference"], [*REFERENCES, *[f"L-{number}" for number in range(60)]]),
    *itertools.product(["payee"], [*PAYEES, *[f"Payee {number}" for number in range(60)]]),
    *itertools.product(["id"], REFS),
]


def start(person_id: uuid.UUID) -> str:
    started = services.start(
        person_id=person_id,
        subject=SUBJECT,
        amount=Money(128000, "EUR"),
        attempt_key=f"attempt-{uuid.uuid4()}",
        return_url="http://shop.example/back",
        at=clock.now(),
    )
    return queries.payment(started.payment_id).provider_ref


def send(client: httpx.Client, sandbox: Sandbox, shop: LiveServer, number: int, told: dict[str, object]) -> int:
    message = {"id": f"evt_{number}", "type": "payment.captured", "payment": told}
    body = json.dumps(message).encode()
    headers = {"Sandbox-Signature": sign(sandbox.webhook_secret, body, int(time.time()))}
    return client.post(f"{shop.url}/payments/webhooks/sandbox", content=body, headers=headers).status_code


def nothing_is_paid() -> bool:
    jobs = Job.objects.filter(name="payments.settle")
    return not PaymentEntry.objects.exists() and not jobs.exists() and queries.payments_of(SUBJECT)[0].state == "open"


@pytest.mark.once
def test_two_hundred_wrong_messages_pay_nothing_and_each_raises_an_alert(
    sandbox: Sandbox, live_server: LiveServer, person_id: uuid.UUID
) -> None:
    ref = start(person_id)
    true = {"id": ref, "state": "captured", "amount": 128000, "currency": "EUR", "reference": SUBJECT}
    true |= {"payee": "Shijiang Lacquer Art", "captured": 128000, "refunded": 0}
    assert len(WRONG) >= 200
    with httpx.Client(trust_env=False) as client:  # one for all: each reads the certificates of the whole world
        for number, (field, value) in enumerate(WRONG):
            assert send(client, sandbox, live_server, number, {**true, field: value}) == 204
            assert PaymentAlert.objects.count() == number + 1, (field, value)
        assert nothing_is_paid()
        assert send(client, sandbox, live_server, len(WRONG), true) == 204
    assert Job.objects.filter(name="payments.settle").count() == 1


def test_one_euro_paid_elsewhere_for_the_same_order_does_not_pay_it(
    sandbox: Sandbox, live_server: LiveServer, person_id: uuid.UUID
) -> None:
    start(person_id)
    wish = {"amount": 100, "currency": "EUR", "reference": SUBJECT, "payee": "Shijiang Lacquer Art"}
    wish["return_url"] = "http://evil.example/"
    cheap = sandbox.call("POST", "/v1/payments", wish, **{"Idempotency-Key": uuid.uuid4().hex}).json()
    sandbox.webhooks(url=f"{live_server.url}/payments/webhooks/sandbox")
    assert sandbox.pay(cheap["url"], "4242424242424242").status_code == 303
    events = [event["id"] for event in sandbox.events(cheap["id"])]
    assert sandbox.deliver(events) == [204]
    assert [(alert.kind, alert.subject) for alert in queries.open_alerts()] == [("unknown_payment", SUBJECT)]
    assert nothing_is_paid()
