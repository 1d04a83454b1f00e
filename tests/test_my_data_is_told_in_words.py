"""My data of somebody who bought: in words they know, each with its own day, nothing left out, papers included."""

import datetime as dt
import io
import json
import re
import uuid
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from policy.purposes import FULFIL_ORDER
from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.correspondence import services as correspondence
from privacy.correspondence.models import Letter
from privacy.datamap import queries as datamap
from privacy.datamap.vocabulary import SELF
from privacy.rights import export, presenting, reading, registry
from privacy.rights.wording import NOTHING
from privacy.sharing.services import post
from shop.accounts.models import Account
from shop.orders.models import EventKind, Invoice, InvoiceKind, Order, OrderEvent, OrderLine
from shop.payments.models import Kind, Payment, PaymentEntry, State
from tests.people import account, signed_in

pytestmark = pytest.mark.django_db
EMAIL = "mei@example.org"
MY_DATA = "/en/my-data/"
STREET = "Bodestraße 7"
LAID_OUT = "<table bgcolor='#f6f1e7'><tr><td>Thank you</td></tr></table>"


@pytest.fixture(autouse=True)
def _at_noon(noon: dt.datetime) -> Iterator[None]:
    with time_machine.travel(noon):
        yield


@pytest.fixture
def mei(noon: dt.datetime) -> Account:
    """Mei, who has bought a comb and paid it."""
    owner = account(EMAIL, at=noon)
    ordered(owner, noon)
    return owner


def ordered(owner: Account, at: dt.datetime, number: str = "L-AAAA1111") -> Order:
    """A paid order with everything that hangs on it."""
    person_id = owner.person_id
    order: Order = Order.objects.create(
        person_id=person_id,
        number=number,
        checkout_id=f"00000000-0000-4000-8000-0000{number[-8:].translate(str.maketrans('ABCDEFGHL', '123456789')):>08}",
        language="en",
        currency="EUR",
        goods_minor=48000,
        delivery_minor=3200,
        total_minor=51200,
        country="FR",
        zone="europe",
        duties="paid",
        earliest_on=at.date(),
        latest_on=at.date(),
        terms_version="2026-01",
        placed_at=at,
        email=EMAIL,
        recipient_name="Mei Lin",
        address={"country": "DE", "street": STREET, "floor": "2", "postal_code": "10178", "city": "Berlin"},
        phone="+4930901820",
    )
    mine: dict[str, Any] = {"person_id": person_id, "order": order, "ordered_at": at}
    OrderLine.objects.create(
        **mine,
        piece_id=7,
        slug="night-comb",
        serial="SJ-2026-014",
        names={"en": "Night Comb", "zh-hans": "夜梳"},
        quantity=2,
        unit_minor=24000,
        currency="EUR",
        hs_code="442090",
        origin="CN",
        parcel_g=640,
    )
    OrderEvent.objects.create(**mine, kind=EventKind.PAID, at=at, by="system", minor=51200)
    paid = {"person_id": person_id, "amount": 51200, "currency": "EUR"}
    payment = Payment.objects.create(
        **paid, subject=number, attempt_key=number, state=State.CAPTURED, captured=51200, created_at=at
    )
    PaymentEntry.objects.create(**paid, payment=payment, kind=Kind.CAPTURED, fact="f", entered_at=at)
    Invoice.objects.create(
        person_id=person_id,
        number=f"2026-{number[-4:]}",
        kind=InvoiceKind.INVOICE,
        key=f"order:{number}",
        order_number=number,
        issued_at=at,
        content=content(number),
    )
    post(
        person_id=person_id,
        purpose=FULFIL_ORDER,
        subject=f"Your order {number} is paid",
        text="Thank you for your order",
        html=LAID_OUT,
        language="en",
        key=number,
        to=EMAIL,
        at=at,
    )
    return order


def content(number: str) -> dict[str, Any]:
    return {
        "number": number,
        "language": "en",
        "seller": {"name": "Shijiang Lacquer Art", "lines": []},
        "receiver": ["Mei Lin", STREET],
        "order_number": number,
        "ordered_on": "1 June 2026",
        "issued_on": "1 June 2026",
        "title": "Invoice",
        "corrects": "",
        "lines": [
            {"name": "Night Comb", "detail": "SJ-2026-014", "quantity": "2", "unit": "€240.00", "sum": "€480.00"}
        ],
        "sums": [["Pieces", "€480.00"]],
        "total": ["Total, paid", "€512.00"],
        "notes": [],
    }


def page(language: str = "en") -> str:
    return signed_in(EMAIL).get(f"/{language}/my-data/").content.decode()


def section(text: str, kind: str) -> str:
    return text.partition(f'id="{kind}"')[2].partition("</section>")[0]


def packed(owner: Account, at: dt.datetime) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(export.archive(frozenset({owner.person_id}), at=at))))


@pytest.mark.keeps("right.access")
def test_an_order_is_its_lines_with_a_way_to_its_page(mei: Account) -> None:
    order = section(page(), "orders-order")
    for said in ("Order L-AAAA1111", "2 × Night Comb", "€512.00", reverse("orders:order", args=["L-AAAA1111"]), "Paid"):
        assert said in order, said
    assert "Floor 2" in order
    assert "Germany" in order
    assert "France" in order


def test_nothing_speaks_as_developers_do(mei: Account) -> None:
    shown = page()
    raw = ("51200", "postal_code", ">europe<", ">captured<", ">FR<", "Hs code", "Piece id", "Parcel g", "order_number")
    assert [one for one in raw if one in shown] == []


@pytest.mark.keeps("right.access")
def test_a_letter_is_its_subject_and_opens_on_demand(mei: Account) -> None:
    mail = section(page(), "privacy_sharing-message")
    assert '<h3 class="record__title">Your order L-AAAA1111 is paid</h3>' in mail
    source = mail.index("&lt;table")
    assert mail.rindex("<details", 0, source) > mail.rindex("</details>", 0, source)


@pytest.mark.keeps("right.access")
def test_a_letter_of_ours_stands_there_once_and_is_not_what_they_wrote(mei: Account, noon: dt.datetime) -> None:
    asked, told = "How heavy is it?", "It weighs 228 g."
    ticket = correspondence.write(
        email=EMAIL, subject="Weight", text=asked, files=(), mailbox="hello", language="en", key=uuid.uuid4(), at=noon
    )
    said = {"subject": "Re: Weight", "said": told, "text": told}
    Letter.objects.create(
        person_id=mei.person_id, ticket=ticket, ours=True, digest="x", mailbox="hello", at=noon, **said
    )
    letters = section(page(), "privacy_correspondence-letter")
    assert letters.count(told) == 1
    assert letters.count("What you wrote") == 1
    assert '<h3 class="record__title">Re: Weight</h3>' in letters


@pytest.mark.keeps("store.retention")
def test_each_group_of_fields_names_its_own_day(mei: Account, noon: dt.datetime) -> None:
    order = section(page(), "orders-order")
    groups = re.findall(r'<dl class="record__values">(.*?)</dl>\s*<p class="record__until">(.*?)</p>', order, re.S)
    days = {until: fields for fields, until in groups}
    assert STREET in days["Gone by 1 December 2026"]
    assert "€512.00" in days["Gone by 1 June 2030"]
    assert STREET not in days["Gone by 1 June 2030"]
    assert "Six months after the order, until 1 December 2026 at the latest." in order


@pytest.mark.keeps("store.retention")
def test_the_download_names_the_same_days_and_no_day_where_there_is_none(mei: Account, noon: dt.datetime) -> None:
    bundle = packed(mei, noon)
    said = {kind["id"]: kind for kind in json.loads(bundle.read("data.json"))["kinds"]}
    [order] = said["orders.Order"]["rows"]
    assert order["until"].startswith("2030-06-01")
    assert {name: day[:10] for name, day in order["sooner"].items()} == dict.fromkeys(
        ("email", "recipient_name", "address", "phone", "note"), "2026-12-01"
    )
    assert [row["until"] for row in said["accounts.Profile"]["rows"]] == [None]
    assert "2126-" not in bundle.read("data.json").decode()
    index = bundle.read("index.html").decode()
    assert "1 December 2026" in index
    assert "2126" not in index
    assert "&lt;table" in index


@pytest.mark.keeps("right.access")
def test_every_personal_field_that_holds_something_is_on_the_page(mei: Account, noon: dt.datetime) -> None:
    told, person_ids = 0, frozenset({mei.person_id})
    for said in reading.kinds(person_ids):
        opened = reading.opened(said, reading.rows(said, person_ids, noon), person_ids, noon)
        shows = registry.presenter(said.model)
        words = shows.words(opened)
        for (row, values), record in zip(opened, presenting.records(said, opened, noon), strict=True):
            shown = [value for group in record.groups for value in group.values]
            names = {str(value.name) for value in [*shown, *record.told, *record.aside]}
            for name in said.personal:
                value = values.get(name)
                if value in (*NOTHING, 0) or name in shows.within or (name == said.since and record.since):
                    continue
                text = words[name](row, value) if name in words else str(value)
                assert presenting.name_of(shows, said, name) in names or text in record.title, f"{said.label}.{name}"
                told += 1
    assert told > 40


def test_presenters_name_declared_fields_alone() -> None:
    for one in registry.presenters():
        fields = set(datamap.declaration(one.model).fields)
        named = {*one.names, *one.first, *one.told, *one.aside, *one.within}
        assert named <= fields, (one.model, named - fields)


@pytest.mark.keeps("right.access")
def test_the_download_holds_every_invoice_as_pdf(mei: Account, noon: dt.datetime) -> None:
    bundle = packed(mei, noon)
    [name] = [one for one in bundle.namelist() if one.endswith(".pdf")]
    assert name == "files/001 Shijiang-2026-1111.pdf"
    assert bundle.read(name).startswith(b"%PDF")
    assert name in json.loads(bundle.read("data.json"))["files"]
    assert name in bundle.read("index.html").decode()


@pytest.mark.keeps("right.access")
def test_a_paper_opens_for_its_person_alone_even_when_the_order_is_gone(mei: Account, noon: dt.datetime) -> None:
    address = reverse("rights:paper", args=["Shijiang-2026-1111.pdf"])
    assert address in page()
    Order.objects.all().delete()
    answer = signed_in(EMAIL).get(address)
    assert answer.content.startswith(b"%PDF")
    assert "no-store" in answer["Cache-Control"]
    account("zoe@example.org", at=noon)
    assert signed_in("zoe@example.org").get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_in_chinese_no_word_is_left_in_english(mei: Account) -> None:
    shown = page("zh-hans")
    payment = section(shown, "payments-payment")
    assert "<dd>已付款</dd>" in payment
    assert "州" not in payment
    for word in ("Captured", "Invoice ", "europe", "Gone by", "Details"):
        assert word not in shown, word
    assert "，最迟至 2026年12月1日。" in shown


@pytest.mark.parametrize("count", [1, 3])
def test_more_orders_ask_the_database_no_more(
    mei: Account, noon: dt.datetime, count: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(count - 1):
        ordered(mei, noon, f"L-BBBB{n}222")
    browser = signed_in(EMAIL)
    browser.get(MY_DATA)
    with django_assert_max_num_queries(110):
        browser.get(MY_DATA)


def test_a_document_is_drawn_for_its_person_alone(mei: Account, noon: dt.datetime) -> None:
    [paper] = registry.papers_of(frozenset({mei.person_id}), at=noon)
    with acting(SELF, by=Actor.person(mei.person_id), at=noon):
        assert paper.content().startswith(b"%PDF")
    with pytest.raises(PermissionError):
        paper.content()
