"""Pages of the desk and of the buyer show nothing whose clock has ended, though no sweep has come by."""

import datetime as dt
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from kit import clock
from kit.clock import Period
from privacy.access.models import Opening
from privacy.correspondence.models import Enclosure, Letter, Ticket
from shop.orders.models import Invoice, Order
from tests import shelf
from tests.buying import Buyer, buy, run_jobs
from tests.correspondence.letters import mail, taken
from tests.example import models as example
from tests.example.filling import filled
from tests.people import account
from tests.sandbox_process import Sandbox
from tests.test_desk_mail import SECRET, WITH_FILE

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.keeps("store.retention")]


@pytest.fixture
def desk(noon: dt.datetime) -> Client:
    client = Client()
    client.force_login(account("keeper@example.org", name="Keeper", at=noon, role="keeper"))
    return client


@pytest.fixture
def bought(sandbox: Sandbox) -> tuple[Buyer, Order]:
    shelf.furnish()
    buyer, order = buy(sandbox, shelf.put())
    run_jobs()
    return buyer, Order.objects.get(pk=order.pk)


def ago(**length: int) -> dt.datetime:
    return Period(**length).before(clock.now()) - dt.timedelta(days=1)


def placed(order: Order, at: dt.datetime) -> None:
    Order.objects.filter(pk=order.pk).update(placed_at=at)
    for rows in (order.lines, order.events):
        rows.update(ordered_at=at)


def test_delivery_details_of_an_old_order_are_gone_for_buyer_and_dispatch(
    bought: tuple[Buyer, Order], desk: Client
) -> None:
    buyer, order = bought
    own, dispatch = f"/en/orders/{order.number}/", reverse("desk:dispatch", args=[order.number])
    assert "Bodestraße" in buyer.client.get(own).content.decode()
    assert "Bodestraße" in desk.post(dispatch).content.decode()
    placed(order, ago(months=6))
    Opening.objects.all().delete()
    for page in (buyer.client.get(own), desk.post(dispatch), desk.get(reverse("desk:order", args=[order.number]))):
        text = page.content.decode()
        assert page.status_code == 200
        assert order.number in text
        assert not [word for word in ("Bodestraße", "Lovelace", "Ad…", "ada@") if word in text]
    assert not Opening.objects.filter(actor_kind="staff").exists()


def test_an_order_past_its_years_is_no_order_any_more(bought: tuple[Buyer, Order], desk: Client) -> None:
    buyer, order = bought
    placed(order, ago(years=4))
    assert buyer.client.get(f"/en/orders/{order.number}/").status_code == 404
    assert desk.get(reverse("desk:order", args=[order.number])).status_code == 404
    for page in (buyer.client.get("/en/orders/"), desk.get(reverse("desk:orders"))):
        assert order.number not in page.content.decode()


def test_a_paper_past_its_years_is_not_drawn(bought: tuple[Buyer, Order]) -> None:
    buyer, order = bought
    paper = Invoice.objects.get(order_number=order.number)
    path = reverse("orders:paper", args=[order.number, paper.number])
    assert buyer.client.get(path).status_code == 200
    Invoice.objects.update(issued_at=ago(years=10))
    assert buyer.client.get(path).status_code == 404


def test_a_letter_and_its_file_past_their_months_are_gone_from_the_conversation(desk: Client) -> None:
    ticket = taken(mail(WITH_FILE, Content_Type="multipart/mixed; boundary=x"), at=clock.now())
    path = f"/en/desk/mail/{ticket.reference}/"
    file = f"{path}files/{Enclosure.objects.get().pk}/"
    assert "See" in desk.post(f"{path}open/").content.decode()
    assert desk.get(file).status_code == 200
    Letter.objects.update(at=ago(months=6))
    assert "See" not in desk.post(f"{path}open/").content.decode()
    assert desk.get(file).status_code == 404


def test_a_conversation_past_its_months_is_no_conversation_any_more(desk: Client) -> None:
    ticket = taken(mail(SECRET), at=clock.now())
    Ticket.objects.update(last_at=ago(months=6))
    assert desk.get(f"/en/desk/mail/{ticket.reference}/").status_code == 404
    assert ticket.reference not in desk.get("/en/desk/mail/").content.decode()


def test_the_page_of_a_person_leaves_out_what_is_over(desk: Client, noon: dt.datetime) -> None:
    person: uuid.UUID = filled(clock.now())
    path = reverse("desk:person", args=[person])
    assert "<h3>Letters" in desk.get(path).content.decode()
    example.Letter.objects.update(written_at=ago(months=6))
    Opening.objects.filter(person_id=person).update(at=ago(years=6))
    text = desk.get(path).content.decode()
    assert "<h3>Letters" not in text
    assert "<h3>Bills" in text
