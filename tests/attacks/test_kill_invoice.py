"""A correction killed with -9 amid its invoices has changed nothing; pressed again, order and papers are right."""

import json
import signal
from pathlib import Path

import pytest

from tests.engine.places import filled_site
from tests.processes import run_python, start_python

AT = "import datetime as dt\nat = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)\n"
FILL = (
    AT
    + """
from privacy.people.queries import identities
from privacy.rights import services
from privacy.rights.types import Proof, Right
from shop.orders.services.invoicing import issue_invoice
from tests import shelf
from tests.attacks.cast import order
from tests.people import account
shelf.furnish(); shelf.put()
buyer = account("buyer@example.org", at=at)
placed = order(buyer.person_id, "Aurelei", at)
issue_invoice(order_id=placed.pk, at=at)
services.lodge(proof=Proof(identities(buyer.person_id), "session", at), right=Right.CORRECTION, words="", language="en",
    place="orders.Order.recipient_name", record=str(placed.pk), wanted="Aurelia", at=at)
"""
)
CORRECT = (
    AT
    + """
from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.datamap.vocabulary import ANSWER_RIGHTS
from privacy.rights import services
from privacy.rights.models import Request
with acting(ANSWER_RIGHTS, by=Actor.system("test"), at=at):
    services.correct(request=Request.objects.get(), words="Done.", at=at)
"""
)
LOOK = (
    AT
    + """
import json
from policy.purposes import ACCOUNTING, FULFIL_ORDER
from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.rights.models import Request
from shop.orders.models import Invoice, Order
by = Actor.system("test")
with acting(FULFIL_ORDER, by=by, at=at):
    name = Order.objects.get().recipient_name.reveal()
with acting(ACCOUNTING, by=by, at=at):
    papers = [[row.number, row.content.reveal()["receiver"][0]] for row in Invoice.objects.order_by("pk")]
print(json.dumps([name, Request.objects.get().status, papers]))
"""
)


@pytest.mark.django_db(transaction=True)
@pytest.mark.keeps("right.correction")
def test_killed_between_number_and_paper_no_number_is_lost_and_no_invoice_stands_half(tmp_path: Path) -> None:
    env, _said = filled_site(tmp_path, FILL)
    before = json.loads(run_python(LOOK, env))
    doomed = start_python(CORRECT, {**env, "SHIJIANG_FAILPOINT": "invoice.replacing"})
    doomed.communicate(timeout=120)
    assert doomed.returncode == -signal.SIGKILL
    assert json.loads(run_python(LOOK, env)) == before
    name, status, papers = json.loads(run_python(CORRECT + LOOK, env))
    assert (name, status) == ("Aurelia", "fulfilled")
    assert papers == [["2026-000001", "Aurelei"], ["C2026-000001", "Aurelei"], ["2026-000002", "Aurelia"]]
