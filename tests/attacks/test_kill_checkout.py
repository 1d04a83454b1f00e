"""A checkout killed with -9 at any named point: the same press again, or the worker alone, brings it to one order."""

import json
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.processes import run_python, start_python
from tests.sandbox_process import Sandbox, running_sandbox
from tests.shop_process import shop

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]
# A buyer whose browser sends the same again; told to the worker, and looked at from all sides.
BUY = """
import datetime as dt, json, os, uuid
from kit import clock
from kit.jobs.runner import Runner
from privacy.people.models import Person
from privacy.sharing.models import Message
from shop.catalogue.models import Piece
from shop.delivery.types import Address
from shop.orders.models import Checkout, Hold, Invoice, Order, OrderEvent
from shop.orders.services import checkout, paying, placing
from shop.orders.types import Details, Versions
from shop.payments.models import Payment
import httpx
person, _ = Person.objects.get_or_create(pk=uuid.UUID(int=9), defaults={"created_at": clock.now()})
keys = os.environ["SHIJIANG_VAR"] + "/keys/"
provider = httpx.Client(base_url=os.environ["SHIJIANG_SANDBOX_URL"], trust_env=False,
    headers={"Authorization": "Bearer " + open(keys + "sandbox-api").read()})
address = Address("DE", city="Berlin", street="Bodestrasse 1", postal_code="10178")
details = Details("ada@example.org", "Ada Lovelace", "+4930901820", address)
begun = checkout.begin(person_id=person.pk, key="the-same-key-every-time", wanted=[(Piece.objects.get().pk, 1)],
    currency="EUR", language="en", at=clock.now())
order = placing.place(checkout_id=begun.pk, details=details, versions=Versions("1"), shown_minor=51200, at=clock.now())
paying.pay(order=order, return_url="http://shop.example/back", language="en", at=clock.now())
ref = Payment.objects.get(subject=order.number).provider_ref
if provider.get(f"/v1/payments/{ref}").json()["state"] not in {"captured"}:
    provider.post(f"/control/payments/{ref}/act", json={"act": "approve"})
paying.learn(order=order, at=clock.now())
"""
# The same by the pages, as a browser sends them, killed when it comes back from the payment page.
COME_BACK = """
import os
import httpx
from django.test.utils import setup_test_environment
from shop.catalogue.models import Piece
from shop.payments.models import Payment
from tests.buying import Buyer
setup_test_environment()
buyer = Buyer()
assert buyer.begin(Piece.objects.get().pk) == 302
assert buyer.order() == 302, buyer.last.content
keys = os.environ["SHIJIANG_VAR"] + "/keys/"
httpx.post(os.environ["SHIJIANG_SANDBOX_URL"] + f"/control/payments/{Payment.objects.get().provider_ref}/act",
    json={"act": "approve"}, headers={"Authorization": "Bearer " + open(keys + "sandbox-api").read()}, trust_env=False)
buyer.back()
"""
WORK = """
import datetime as dt
from kit import clock
from kit.jobs.runner import Runner
later = clock.now() + dt.timedelta(minutes=LATER)
runner = Runner()
while runner.run_next(at=later): pass
"""
LOOK = """
import json
from privacy.sharing.models import Message
from shop.catalogue.models import Piece
from shop.orders.models import Checkout, Hold, Invoice, Order, OrderEvent
from shop.payments.models import Payment
print(json.dumps({"checkouts": Checkout.objects.count(), "orders": Order.objects.count(),
    "payments": Payment.objects.count(), "captured": sum(Payment.objects.values_list("captured", flat=True)),
    "paid": OrderEvent.objects.filter(kind="paid").count(), "stock": Piece.objects.get().stock,
    "holds": sorted(Hold.objects.values_list("state", flat=True)), "mails": Message.objects.count(),
    "invoices": list(Invoice.objects.values_list("number", flat=True))}))
"""
BEFORE = ["checkout.before_hold", "checkout.after_hold", "checkout.after_order", "checkout.after_commit",
          "checkout.before_payment", "checkout.after_payment_start"]  # fmt: skip
AFTER = ["checkout.after_return", "order.after_paid", "invoice.after_number"]


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    folder = tmp_path_factory.mktemp("provider")
    with running_sandbox(folder=folder, keys=folder / "keys") as running:
        running.webhooks(held=True)
        yield running


@pytest.mark.parametrize("failpoint", [*BEFORE, *AFTER])
def test_killed_anywhere_it_becomes_one_paid_order(provider: Sandbox, tmp_path: Path, failpoint: str) -> None:
    env = shop(tmp_path, provider)
    buy = COME_BACK if failpoint == "checkout.after_return" else BUY
    child = start_python(buy + WORK.replace("LATER", "1"), {**env, "SHIJIANG_FAILPOINT": failpoint})
    child.communicate(timeout=120)
    assert child.returncode == -signal.SIGKILL
    again = BUY if failpoint in BEFORE else ""
    seen = json.loads(run_python(again + WORK.replace("LATER", "10") + LOOK, env))
    number = seen["invoices"][0]
    assert seen == {
        "checkouts": 1,
        "orders": 1,
        "payments": 1,
        "captured": 51200,
        "paid": 1,
        "stock": 0,
        "holds": ["sold"],
        "mails": 1,
        "invoices": [number],
    }
    assert number.endswith("-000001")
