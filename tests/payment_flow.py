"""A payment's whole life as a script for real processes; run again it comes to the same end."""

from pathlib import Path

from tests.engine.places import site
from tests.sandbox_process import Sandbox

SETUP = """
import datetime as dt, json, os, time, uuid
from django.utils import timezone
from kit.money import Money
from kit.jobs.runner import Runner
from privacy.people.models import Person
from shop.payments import queries, services
from shop.payments.models import Payment, PaymentEntry, PaymentAlert, ProviderEvent, Refund
from shop.payments.sandbox.webhooks import sign
import httpx
now = timezone.now()
person, _ = Person.objects.get_or_create(pk=uuid.UUID(int=7), defaults={"created_at": now})
url = os.environ["SHIJIANG_SANDBOX_URL"]
keys = os.environ["SHIJIANG_VAR"] + "/keys/"
bearer = {"Authorization": "Bearer " + open(keys + "sandbox-api").read()}
provider = httpx.Client(base_url=url, trust_env=False, headers=bearer)
def work(later=0):
    while Runner().run_next(at=now + dt.timedelta(seconds=later)): pass
"""
ACT = """
started = services.start(person_id=person.pk, subject="L-KILL", amount=Money(128000, "EUR"), attempt_key="attempt-kill",
    return_url="http://shop.example/back", at=now)
ref = queries.payment(started.payment_id).provider_ref
provider.post(f"/control/payments/{ref}/act", json={"act": "approve"})
told = provider.get(f"/v1/payments/{ref}").json()
if not told["refunded"]:
    names = ("id", "amount", "currency", "reference", "payee")
    message = {"id": "evt_kill", "type": "payment.captured", "payment": {name: told[name] for name in names}}
    body = json.dumps(message).encode()
    signature = {"Sandbox-Signature": sign(open(keys + "sandbox-webhook").read(), body, int(time.time()))}
    services.receive(name="sandbox", body=body, headers=signature, at=now)
work()
services.refund(payment_id=started.payment_id, amount=Money(28000, "EUR"), key="refund-kill",
    by="test", reason="lost", at=now)
work()
"""
JOBS = "work(7200)\n"
LEDGER = """
row = Payment.objects.get(subject="L-KILL")
entries = list(PaymentEntry.objects.order_by("pk").values_list("kind", "amount"))
print(json.dumps([row.state, row.captured, row.refunded, entries,
    list(Refund.objects.values_list("state", flat=True)), Payment.objects.count(), PaymentAlert.objects.count(),
    ProviderEvent.objects.count(), provider.get(f"/v1/payments/{row.provider_ref}").json()["refunded"]]))
"""


def shop(folder: Path, sandbox: Sandbox) -> dict[str, str]:
    """The environment of a shop with its own database that uses this sandbox. Whole: orders listen to payments."""
    return {**site(folder), "SHIJIANG_SANDBOX_URL": sandbox.url}
