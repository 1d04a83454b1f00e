"""A customer who has all a customer can have, for tests that kill: an account, an order with its invoice, letters."""

# Made by the doors of the areas in a process of its own; it prints the person's number. What the example area keeps in
# every shape a row can have is theirs too.
FILL = """
import datetime as dt, json, uuid
at = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)
from kit.jobs.services import enqueue
from privacy.correspondence import services as correspondence
from privacy.correspondence.types import Enclosed
from policy.recipients import MAIL_RELAY
from privacy.datamap import queries as datamap
from privacy.datamap.vocabulary import DELIVER_MAIL
from privacy.deadlines.models import Clock
from privacy.handles.models import Handle
from privacy.handles.types import Kind
from privacy.people import queries as known
from privacy.people import services as people
from privacy.rights.models import ProofCode
from privacy.sharing import services as sharing
from privacy.vault.services import index_of
from shop.orders.models import EventKind, Order
from shop.orders.services import journal
from shop.payments.models import Payment
from tests import shelf
from tests.attacks.cast import Cast, account, belongings
from tests.example.filling import filled
shelf.furnish(); shelf.put()
owner = account("owner", at)
person = owner.person_id
belongings(Cast({}, {"owner": owner}), "owner", at)
order = Order.objects.get()
Payment.objects.create(person_id=person, subject=order.number, amount=order.total_minor, captured=order.total_minor,
    currency="EUR", state="captured", provider="sandbox", provider_ref="paid", attempt_key=order.number, created_at=at)
for kind in (EventKind.PAID, EventKind.SHIPPED, EventKind.DELIVERED):
    journal.enter(order=order, kind=kind, by="staff", at=at, parcel="SF 1042" if kind == EventKind.SHIPPED else "")
correspondence.write(email="quxowa@example.org", subject="A question", text="What does it weigh?",
    files=(Enclosed("list.txt", "text/plain", b"a list"),), mailbox="hello", language="en", key=uuid.UUID(int=7), at=at)
people.merge(source=filled(at), into=person)
sharing.keep_contact(recipient="mail-relay", mailbox="privacy@relay.example")
sharing.disclose(to=MAIL_RELAY, purpose=DELIVER_MAIL, person_id=person, at=at, reference="L-1042",
    fields={"to": Handle.objects.get(index=index_of(Kind.EMAIL, "quxowa@example.org")).value})
ProofCode.objects.create(handle_index=index_of(Kind.EMAIL, "quxowa@example.org"), created_at=at)
enqueue("rights.export", args={"reference": str(person)}, at=at, run_at=at + dt.timedelta(days=30))
everybody = known.all_of_one(person)
print(json.dumps({
    "person": str(person),
    "has": [said.label for said in datamap.about_people() if datamap.rows_about(said, everybody).exists()],
    "hashes": list(Handle.objects.filter(person__in=everybody).values_list("index", flat=True)),
    "clocks": list(Clock.objects.filter(stopped_at=None).values_list("subject", flat=True)),
}))
"""
