"""Invoices: numbered without gaps, once each, frozen, readable in any script, and nothing on them runs."""

import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from pypdf import PdfReader

from kit import clock
from policy.purposes import ACCOUNTING
from privacy.access.services import acting
from privacy.access.types import Actor, Closed
from shop.orders import services
from shop.orders.models import Invoice, InvoiceKind, Order
from shop.orders.papers.render import pdf
from shop.orders.services.invoicing import issue_invoice
from shop.orders.types import RefundWish
from tests import shelf
from tests.buying import Buyer, buy, payment_ref, run_jobs
from tests.sandbox_process import Sandbox

NAMES = [
    "Ada Lovelace", "王芳", "山田 花子", "김민수", "أحمد", "דוד", "Ольга Иванова", "Γιώργος", "สมชาย", "प्रिया",
    "Nguyễn Thị Ánh", "தமிழ்", "ሰላም", "ქართული", "Հայկ", "Łukasz Żółć",
]  # fmt: skip
HOSTILE = [
    '#read("/etc/passwd")', '#eval("1+1")', "*bold* _it_ $x^2$ `raw`", "<label> @ref", '"; #panic("x") //', "/* open",
    "\\ \\n \\u{41}", "[content] {code}", "#import \"x\": *", "= heading", "line\nbreak\r\ttab\x00nul",
    "${jndi:x} {{7*7}} %s", "\u202eevil", "a" * 2000,
]  # fmt: skip


def text_of(paper: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(paper)).pages)


def content(**changes: Any) -> dict[str, Any]:
    return {
        "number": "2026-000001",
        "language": "en",
        "title": "Invoice",
        "corrects": "",
        "seller": {"name": "Shijiang Lacquer Art", "lines": []},
        "receiver": ["Ada Lovelace"],
        "order_number": "L-1",
        "ordered_on": "1 June 2026",
        "issued_on": "1 June 2026",
        "lines": [],
        "sums": [["Pieces", "€480.00"]],
        "total": ["Total", "€480.00"],
        "notes": [],
    } | changes


@pytest.mark.parametrize("name", NAMES)
def test_names_in_any_script_are_drawn(name: str) -> None:
    """A glyph that no font has is drawn as .notdef, which no text can be read back from."""
    paper = pdf(content(receiver=[name]))
    letters = {c for c in name if c.isalpha()}
    drawn = set(text_of(paper))
    assert len(letters & drawn) >= len(letters) * 0.6
    assert "\ufffd" not in text_of(paper)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(words: str) -> None:
    line = {"name": words, "detail": words, "quantity": "1", "unit": words, "sum": words}
    read = text_of(pdf(content(receiver=[words], lines=[line], notes=[words])))
    assert "root:" not in read
    first = words.split(maxsplit=1)[0][:30].replace("\x00", "")
    assert first[:12] in read.replace("\n", "") or words.startswith(("\u202e", "\\"))


def test_the_fonts_lie_beside_their_licences() -> None:
    folder = Path("shop/orders/fonts")
    readme = (folder / "README.md").read_text()
    for licence in folder.glob("LICENSE*"):
        assert licence.name in readme
    assert sum(file.stat().st_size for file in folder.iterdir()) < 12_000_000


@pytest.fixture
def bowl() -> int:
    shelf.furnish()
    return shelf.put(edition=5, stock=5)


@pytest.mark.django_db
def test_a_paid_order_has_one_invoice_that_its_owner_alone_can_have(bowl: int, sandbox: Sandbox) -> None:
    buyer, order = buy(sandbox, bowl)
    run_jobs()
    assert issue_invoice(order_id=order.pk, at=clock.now()) == Invoice.objects.get().number
    number = Invoice.objects.get().number
    assert number.endswith("-000001")
    path = f"/en/orders/{order.number}/papers/{number}.pdf"
    assert path in buyer.client.get(f"/en/orders/{order.number}/").content.decode()
    answer = buyer.client.get(path)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert {"no-store", "private"} <= set(answer.headers["Cache-Control"].split(", "))
    read = text_of(answer.content)
    for fact in (number, order.number, "Ada Lovelace", "Bodestra", "Lotus Bowl", "SJ-lotus-bowl", "€512.00"):
        assert fact in read
    assert Client().get(path).status_code == 404
    assert buyer.client.get(f"/en/orders/{order.number}/papers/2026-999999.pdf").status_code == 404


@pytest.mark.django_db
def test_an_invoice_opens_for_accounting_alone(bowl: int, sandbox: Sandbox) -> None:
    buy(sandbox, bowl)
    run_jobs()
    with pytest.raises(Closed):
        Invoice.objects.get().content.reveal()
    with acting(ACCOUNTING, by=Actor.system("test"), at=clock.now()):
        assert Invoice.objects.get().content.reveal()["title"] == "Invoice"


@pytest.mark.django_db
def test_a_refund_has_a_credit_note_that_names_its_invoice(bowl: int, sandbox: Sandbox) -> None:
    buyer, order = buy(sandbox, bowl)
    run_jobs()
    line = order.lines.get()
    wish = RefundWish({line.pk: 1}, delivery=True)
    services.refund(order_id=order.pk, wish=wish, by="staff", reason="damaged", at=clock.now())
    run_jobs()
    note = Invoice.objects.get(kind=InvoiceKind.CREDIT_NOTE)
    read = text_of(buyer.client.get(f"/en/orders/{order.number}/papers/{note.number}.pdf").content)
    assert "Credit note" in read
    assert Invoice.objects.get(kind=InvoiceKind.INVOICE).number in read
    assert "€512.00" in read


@pytest.mark.django_db
def test_a_number_whose_transaction_fails_is_given_again(bowl: int, sandbox: Sandbox) -> None:
    _buyer, first = buy(sandbox, bowl)
    _buyer, second = buy(sandbox, bowl)
    with transaction.atomic():
        issue_invoice(order_id=first.pk, at=clock.now())
        transaction.set_rollback(True)
    issue_invoice(order_id=second.pk, at=clock.now())
    issue_invoice(order_id=first.pk, at=clock.now())
    assert sorted(Invoice.objects.values_list("number", flat=True))[-1].endswith("-000002")


@pytest.mark.django_db(transaction=True)
def test_numbers_have_no_gaps_when_many_issue_at_once(bowl: int, sandbox: Sandbox) -> None:
    buyer = Buyer()
    ids = []
    for _ in range(4):
        buyer.key += "x"
        buyer.begin(bowl)
        buyer.order()
        order = Order.objects.order_by("-pk")[0]
        sandbox.act(payment_ref(order), "approve")
        buyer.back()
        ids.append(order.pk)

    def issue(order_id: int) -> str:
        try:
            return issue_invoice(order_id=order_id, at=clock.now())
        finally:
            connection.close()

    if connection.vendor == "sqlite":  # an in-memory database is this thread's own
        for order_id in [*ids, *ids]:
            issue_invoice(order_id=order_id, at=clock.now())
    else:
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(issue, [*ids, *ids]))
    numbers = sorted(int(number[-6:]) for number in Invoice.objects.values_list("number", flat=True))
    assert numbers == list(range(1, len(ids) + 1))
