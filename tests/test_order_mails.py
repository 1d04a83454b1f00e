"""Each step of an order is told once, in the order's language, in HTML and text, with a link only its reader has."""

import re

import pytest
from django.test import Client

from kit import clock
from kit.jobs.services import enqueue
from privacy.access.models import Opening
from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.datamap.vocabulary import DELIVER_MAIL
from privacy.sharing.models import Message
from shop.orders import services
from shop.orders.models import OrderLink
from shop.orders.services.mailing import post
from tests import shelf
from tests.buying import Buyer, buy, run_jobs
from tests.sandbox_process import Sandbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def bowl() -> int:
    shelf.furnish()
    return shelf.put()


def mails() -> list[tuple[str, str, str]]:
    """Subject, text and HTML of every mail, oldest first."""
    with acting(DELIVER_MAIL, by=Actor.system("test"), at=clock.now()):
        return [(str(one.subject), str(one.text), str(one.html)) for one in Message.objects.order_by("pk")]


def test_a_paid_order_is_confirmed_once_however_often_it_is_told(bowl: int, sandbox: Sandbox) -> None:
    _buyer, order = buy(sandbox, bowl)
    run_jobs()
    enqueue("orders.mail_paid", args={"order": order.pk}, at=clock.now())
    post(order_id=order.pk, kind="paid", at=clock.now())
    run_jobs()
    [(subject, text, html)] = mails()
    assert subject == f"Your order {order.number} is paid"
    for told in (text, html):
        for fact in ("Lotus Bowl", "512.00", "Ada Lovelace", "Bodestra"):
            assert fact in told


def test_mails_follow_the_language_of_the_order(bowl: int, sandbox: Sandbox) -> None:
    buy(sandbox, bowl, buyer=Buyer(language="zh-hans"))
    run_jobs()
    [(subject, text, html)] = mails()
    assert "莲纹碗" in text
    assert "Your order" not in subject + text
    assert 'lang="zh-Hans"' in html
    assert "Shijiang 漆艺" in html


def test_sending_refunding_and_cancelling_are_told(bowl: int, sandbox: Sandbox) -> None:
    _buyer, order = buy(sandbox, bowl)
    services.ship(order_id=order.pk, by="staff", tracking="CN 123 456", at=clock.now())
    other = shelf.put("tray")
    _buyer, cancelled = buy(sandbox, other, email="grace@example.org")
    services.cancel(order_id=cancelled.pk, by="person", at=clock.now())
    run_jobs()
    subjects = sorted(re.sub(r"L-\w+", "…", subject) for subject, _text, _html in mails())
    assert subjects == [
        "Money returned for order …",
        "Your order … is cancelled",
        "Your order … is on its way",
        "Your order … is paid",
        "Your order … is paid",
    ]
    assert any("CN 123 456" in text for _subject, text, _html in mails())


def test_the_link_in_the_mail_opens_the_order_in_another_browser(bowl: int, sandbox: Sandbox) -> None:
    _buyer, order = buy(sandbox, bowl)
    run_jobs()
    [(_subject, text, _html)] = mails()
    path = "/" + text.split("http://localhost:8000/")[1].split()[0]
    assert OrderLink.objects.get().token_hash not in path
    stranger = Client()
    assert stranger.get(f"/en/orders/{order.number}/").status_code == 404
    opened = stranger.get(path, follow=True)
    assert "Lotus Bowl" in opened.content.decode()
    assert opened.headers["Cache-Control"].count("no-store") == 1
    OrderLink.objects.update(expires_at=clock.now())
    assert Client().get(path).status_code == 404


def test_hostile_words_stay_words_in_the_mail(bowl: int, sandbox: Sandbox) -> None:
    buy(sandbox, bowl, name='<script>alert(1)</script> & "Ada"', street="Weg <b>1</b>")
    run_jobs()
    [(_subject, text, html)] = mails()
    assert "<script>" not in html
    assert "<b>1</b>" not in html
    assert '<script>alert(1)</script> & "Ada"' in text


@pytest.mark.keeps("protect.access")
def test_what_was_opened_for_the_mail_is_on_record(bowl: int, sandbox: Sandbox) -> None:
    _buyer, order = buy(sandbox, bowl)
    run_jobs()
    opened = Opening.objects.get(actor="order-mails")
    assert (opened.purpose, opened.reason) == ("fulfil-order", order.number)
    assert "orders.Order.email" in opened.fields
