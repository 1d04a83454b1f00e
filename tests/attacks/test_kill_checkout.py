"""A checkout killed with -9 at any named point: the same press again, or the worker alone, brings it to one order."""

import json
import signal
from pathlib import Path

import pytest

from tests.processes import run_python, start_python
from tests.sandbox_process import Sandbox
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
paying.pay(order=order, return_url="http://shop.example/back", at=clock.now())
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
# The shop's jobs alone, through the two days after: what is on a schedule comes when its hour has come.
DAYS = """
import datetime as dt
from kit import clock
from kit.jobs.runner import Runner
from django.db.models import Q
from kit.jobs.models import Job
runner, now = Runner(), clock.now()
for minutes in (0, 2, 60, 180, 1500, 2880):
    at = now + dt.timedelta(minutes=minutes)
    runner.tick(at=at)
    Job.objects.exclude(Q(name__startswith="orders.") | Q(name__startswith="payments.")).delete()
    while runner.run_next(at=at): pass
"""
# The buyer paid at the bank and never came back.
PAID_THERE = """
import os, httpx
from shop.payments.models import Payment
keys = os.environ["SHIJIANG_VAR"] + "/keys/"
httpx.post(os.environ["SHIJIANG_SANDBOX_URL"] + f"/control/payments/{Payment.objects.get().provider_ref}/act",
    json={"act": "approve"}, headers={"Authorization": "Bearer " + open(keys + "sandbox-api").read()}, trust_env=False)
"""
ANOTHER = """
from privacy.people import services as people
from shop.orders.services import checkout
checkout.begin(person_id=people.create(at=clock.now()).pk, key="another-key-altogether", currency="EUR", language="en",
    wanted=[(Piece.objects.get().pk, 1)], at=clock.now())
print(Hold.objects.filter(state="active").count(), Piece.objects.get().stock)
"""
LOOK = """
import json
from privacy.sharing.models import Message
from shop.catalogue.models import Piece
from shop.orders.models import Checkout, EventKind, Hold, Invoice, Order, OrderEvent
from shop.payments.models import Payment
ended = (EventKind.PAID, EventKind.CANCELLED)
print(json.dumps({"checkouts": Checkout.objects.count(),
    "unended": Order.objects.exclude(events__kind__in=ended).count(), "orders": Order.objects.count(),
    "payments": Payment.objects.count(), "captured": sum(Payment.objects.values_list("captured", flat=True)),
    "paid": OrderEvent.objects.filter(kind="paid").count(), "stock": Piece.objects.get().stock,
    "holds": sorted(Hold.objects.values_list("state", flat=True)), "mails": Message.objects.count(),
    "invoices": list(Invoice.objects.values_list("number", flat=True))}))
"""
BEFORE = ["checkout.before_hold", "checkout.after_hold", "checkout.after_order", "checkout.after_commit",
          "checkout.before_payment", "checkout.after_payment_start"]  # fmt: skip
AFTER = ["checkout.after_return", "order.after_paid", "invoice.after_number"]


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
        "unended": 0,
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


def away(env: dict[str, str], failpoint: str, meanwhile: str = "") -> dict[str, object]:
    """What is there two days after a kill, when the buyer never came back."""
    child = start_python(BUY, {**env, "SHIJIANG_FAILPOINT": failpoint})
    child.communicate(timeout=120)
    assert child.returncode == -signal.SIGKILL
    found: dict[str, object] = json.loads(run_python(meanwhile + DAYS + LOOK, env))
    return found


@pytest.mark.parametrize("failpoint", [*BEFORE, "payment.after_create"])
def test_a_buyer_who_stays_away_leaves_nothing_half_done(provider: Sandbox, tmp_path: Path, failpoint: str) -> None:
    env = shop(tmp_path, provider)
    seen = away(env, failpoint)
    assert (seen["captured"], seen["paid"], seen["stock"], seen["invoices"]) == (0, 0, 1, [])
    assert seen["unended"] == 0
    assert "active" not in set(seen["holds"])  # type: ignore[call-overload]  # a list of states
    assert run_python("from kit import clock\nfrom shop.catalogue.models import Piece\n"
        "from shop.orders.models import Hold\n" + ANOTHER, env).split() == ["1", "0"]  # fmt: skip


def test_a_buyer_who_paid_and_stays_away_has_their_order(provider: Sandbox, tmp_path: Path) -> None:
    seen = away(shop(tmp_path, provider), "checkout.after_payment_start", PAID_THERE)
    assert (seen["captured"], seen["paid"], seen["stock"], seen["holds"], seen["unended"]) == (51200, 1, 0, ["sold"], 0)
    assert len(seen["invoices"]) == 1  # type: ignore[arg-type]  # a list of numbers
