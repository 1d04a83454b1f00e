"""Name, address and phone of a placed order are corrected on request; carriers are told, the invoice is issued anew."""

import datetime as dt
from contextlib import nullcontext
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings

from policy.purposes import ACCOUNTING, FULFIL_ORDER
from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.datamap.vocabulary import ANSWER_RIGHTS, SETTLE_DISPUTES
from privacy.feedback import services as feedback
from privacy.feedback.models import Dispute
from privacy.people.queries import identities
from privacy.rights import services
from privacy.rights.models import Request
from privacy.rights.types import Proof, Right, Status, Unfit
from privacy.sharing.models import Contact, Correction, Disclosure
from privacy.sharing.services import send_corrections
from shop.accounts.models import Account
from shop.accounts.services import announce_address, change_profile
from shop.orders.models import Invoice, InvoiceKind, Order
from shop.orders.services.invoicing import issue_invoice
from tests import shelf
from tests.attacks.cast import order
from tests.people import account

pytestmark = [pytest.mark.django_db, pytest.mark.keeps("right.correction")]
STAFF = Actor.system("test")
HANDLE = "privacy_handles.Handle.value"


@pytest.fixture
def buyer(noon: dt.datetime) -> Account:
    shelf.furnish()
    shelf.put()
    return account("buyer@example.org", at=noon)


@pytest.fixture
def bought(buyer: Account, noon: dt.datetime) -> Order:
    placed = order(buyer.person_id, "Aurelei", noon)
    for field in ("recipient_name", "address", "phone"):
        passed(buyer, "carriers", FULFIL_ORDER.id, f"orders.Order.{field}", noon, reference=placed.number)
    return placed


def passed(buyer: Account, to: str, purpose: str, field: str, at: dt.datetime, **more: str) -> None:
    Disclosure.objects.create(
        person_id=buyer.person_id,
        recipient=to,
        purpose=purpose,
        fields=[field],
        region="CN",
        contract_until="",
        at=at,
        **more,
    )


def corrected(buyer: Account, place: str, record: str, wanted: str, at: dt.datetime) -> Request:
    proof = Proof(identities(buyer.person_id), "session", at)
    said = {"place": f"orders.Order.{place}", "record": record, "wanted": wanted}
    request = services.lodge(proof=proof, right=Right.CORRECTION, words="", language="en", at=at, **said)
    with acting(ANSWER_RIGHTS, by=STAFF, at=at):
        services.correct(request=request, words="Done.", at=at)
    return request


def opened(placed: Order, name: str, at: dt.datetime) -> Any:
    with acting(FULFIL_ORDER, by=STAFF, at=at):
        return getattr(Order.objects.get(pk=placed.pk), name).reveal()


def paper(row: Invoice, at: dt.datetime) -> dict[str, Any]:
    with acting(ACCOUNTING, by=STAFF, at=at):
        content: dict[str, Any] = row.content.reveal()
    return content


def told() -> list[tuple[str, str, str]]:
    return [(one.recipient, one.place, one.reference) for one in Correction.objects.all()]


def test_each_part_of_an_address_is_offered_and_one_is_corrected(
    buyer: Account, bought: Order, noon: dt.datetime
) -> None:
    offered = dict(services.correctable([buyer.person_id]))
    assert f"orders.Order.address|{bought.pk}:street" in offered
    assert not [one for one in offered if one.endswith(":country")]
    corrected(buyer, "address", f"{bought.pk}:street", "  Lotusweg  7 ", noon)
    right = opened(bought, "address", noon)
    assert (right["street"], right["city"]) == ("Lotusweg 7", "Berlin")
    assert told() == [("carriers", "orders.Order.address", bought.number)]


def test_the_carrier_reads_the_right_address_line_by_line(
    buyer: Account, bought: Order, noon: dt.datetime, settings: Settings
) -> None:
    settings.PRIVACY_LOCAL_OUTBOX = False
    Contact.objects.create(recipient="carriers", mailbox="privacy@carrier.example")
    corrected(buyer, "address", f"{bought.pk}:street", "Lotusweg 7", noon)
    assert send_corrections(at=noon) == 1
    assert "street: Lotusweg 7\n" in mail.outbox[-1].body
    assert bought.number in mail.outbox[-1].subject


def test_a_phone_number_is_corrected_in_its_normal_form(buyer: Account, bought: Order, noon: dt.datetime) -> None:
    corrected(buyer, "phone", str(bought.pk), "+33 1 23 45 67 89", noon)
    assert opened(bought, "phone", noon) == "+33123456789"
    assert told() == [("carriers", "orders.Order.phone", bought.number)]


UNFIT = [("phone", "", "12"), ("recipient_name", "", "x" * 121), ("address", ":street", "   ")]


@pytest.mark.parametrize(("place", "part", "wanted"), UNFIT)
def test_what_cannot_stand_there_is_said_and_changes_nothing(
    buyer: Account, bought: Order, noon: dt.datetime, place: str, part: str, wanted: str
) -> None:
    with pytest.raises(Unfit, match=r"\w"):
        corrected(buyer, place, f"{bought.pk}{part}", wanted, noon)
    assert Request.objects.get().status != Status.FULFILLED
    assert not told()


def test_the_country_is_no_part_that_can_be_corrected(buyer: Account, bought: Order, noon: dt.datetime) -> None:
    with pytest.raises(LookupError):
        corrected(buyer, "address", f"{bought.pk}:country", "FR", noon)


@pytest.mark.parametrize(("place", "part", "wanted"), [("recipient_name", "", "Aurélie"), ("address", ":city", "Köln")])
def test_an_issued_invoice_is_cancelled_and_issued_anew_without_a_gap(
    buyer: Account, bought: Order, noon: dt.datetime, place: str, part: str, wanted: str
) -> None:
    first = issue_invoice(order_id=bought.pk, at=noon)
    corrected(buyer, place, f"{bought.pk}{part}", wanted, noon)
    old, credit, new = Invoice.objects.order_by("pk")
    assert (old.number, credit.number, new.number) == (first, "C2026-000001", "2026-000002")
    assert [one.kind for one in (old, credit, new)] == [
        InvoiceKind.INVOICE,
        InvoiceKind.CREDIT_NOTE,
        InvoiceKind.INVOICE,
    ]
    was, cancelled, anew = (paper(one, noon) for one in (old, credit, new))
    assert (cancelled["corrects"], anew["corrects"]) == (first, first)
    assert cancelled["receiver"] == was["receiver"]
    assert any(wanted.casefold() in line.casefold() for line in anew["receiver"])
    assert not any(wanted.casefold() in line.casefold() for line in was["receiver"])
    assert was["total"][1] == cancelled["total"][1] == anew["total"][1]
    assert issue_invoice(order_id=bought.pk, at=noon) == new.number  # a later refund names the one that counts


def test_what_stands_on_no_invoice_leaves_it_alone(buyer: Account, bought: Order, noon: dt.datetime) -> None:
    issue_invoice(order_id=bought.pk, at=noon)
    corrected(buyer, "phone", str(bought.pk), "+33123456789", noon)
    corrected(buyer, "recipient_name", str(bought.pk), "Aurelei", noon)  # as it was
    assert Invoice.objects.count() == 1


def test_who_received_a_number_or_an_address_is_told_the_new_one_and_nobody_else(
    buyer: Account, noon: dt.datetime, client: Client
) -> None:
    for number in range(3):
        passed(buyer, "mail-relay", "deliver-mail", HANDLE, noon, reference=f"m-{number}")
    change_profile(person_id=buyer.person_id, name="Mei", phone="+33123456789", language="en", at=noon)
    assert told() == []  # the relay for mails never had a number
    passed(buyer, "text-relay", "deliver-mail", HANDLE, noon)
    change_profile(person_id=buyer.person_id, name="Mei", phone="+33123456789", language="en", at=noon)
    assert told() == []  # nothing has changed
    change_profile(person_id=buyer.person_id, name="Mei", phone="+33123456788", language="en", at=noon)
    assert told() == [("text-relay", HANDLE, "")]
    announce_address(person_id=buyer.person_id, email="buyer@example.org", at=noon)
    assert told()[1:] == [("mail-relay", HANDLE, "m-2")]  # once, under the last reference


def test_a_name_in_a_dispute_is_corrected_and_nobody_elses(buyer: Account, noon: dt.datetime) -> None:
    said: dict[str, Any] = {"clause": "protect.masking", "words": "Masked?", "language": "en", "at": noon}
    own = feedback.dispute(name="Aurelei", email="buyer@example.org", person_id=buyer.person_id, **said)
    strange = feedback.dispute(name="Xiao", email="other@example.org", **said)
    mine = frozenset({buyer.person_id})
    place = "privacy_feedback.Dispute.name"
    assert [one for one, _words in services.correctable(mine) if one.startswith(place)] == [f"{place}|{own.pk}"]
    for row, fits in ((own, True), (strange, False)):
        proof = Proof(mine, "session", noon)
        typed = {"place": place, "record": str(row.pk), "wanted": " Aurélie  Canard "}
        request = services.lodge(proof=proof, right=Right.CORRECTION, words="", language="en", at=noon, **typed)
        with acting(ANSWER_RIGHTS, by=STAFF, at=noon), nullcontext() if fits else pytest.raises(LookupError):
            services.correct(request=request, words="Done.", at=noon)
    with acting(SETTLE_DISPUTES, by=STAFF, at=noon):
        assert [str(Dispute.objects.get(pk=one.pk).name) for one in (own, strange)] == ["Aurélie Canard", "Xiao"]
