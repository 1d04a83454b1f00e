"""A buyer for tests: from the cart to the payment page by plain requests."""

import datetime as dt
import re
from typing import Any
from urllib.parse import urlsplit

from django.test import Client

from kit import clock, ids
from kit.jobs.runner import Runner
from shop.orders.models import Order
from shop.payments.models import Payment
from tests.sandbox_process import Sandbox

OWN = {"sec-fetch-site": "same-origin"}
DETAILS = {
    "email": "ada.lovelace@example.org",
    "phone": "+49 30 901820",
    "name": "Ada Lovelace",
    "country": "DE",
    "street": "Bodestraße 1",
    "floor": "2",
    "room": "12",
    "postal_code": "10178",
    "city": "Berlin",
    "note": "Please ring twice.",
    "of_age": "on",
}


class Buyer:
    """One browser without scripts."""

    def __init__(self, client: Client | None = None, language: str = "en") -> None:
        self.client, self.language, self.key = client or Client(), language, ids.token()
        self.last: Any = None

    def begin(self, *piece_ids: int, key: str = "", quantity: int = 1) -> int:
        """Press “To checkout” in the cart; the answer's status."""
        form = {"key": key or self.key, "line": [f"{one}:{quantity}" for one in piece_ids]}
        self.last = self.client.post(f"/{self.language}/checkout/begin/", form, headers=OWN)
        return int(self.last.status_code)

    def page(self) -> str:
        """The checkout as it stands."""
        self.last = self.client.get(f"/{self.language}/checkout/")
        return str(self.last.content.decode())

    def shown(self, country: str = "DE") -> str:
        """The total that the page names for a country, in minor units."""
        self.last = self.client.post(f"/{self.language}/checkout/", {**DETAILS, "country": country})
        found = re.search(r'name="shown" value="(\d+)"', self.last.content.decode())
        return found[1] if found else ""

    def order(self, **changes: str) -> int:
        """Press “Order and pay”; the answer's status."""
        form = {**DETAILS, "pay": "1", **changes}
        if "shown" not in form:
            form["shown"] = self.shown(form["country"])
        self.last = self.client.post(f"/{self.language}/checkout/", form)
        return int(self.last.status_code)

    def back(self) -> Any:
        """Come back from the payment page."""
        self.last = self.client.get(f"/{self.language}/checkout/back/", follow=True)
        return self.last


def newest_order() -> Order:
    """The order placed last."""
    newest: Order = Order.objects.order_by("-pk")[0]
    return newest


def payment_ref(order: Order) -> str:
    """The provider's name of the order's newest payment."""
    ref = Payment.objects.filter(subject=order.number).order_by("-pk").values_list("provider_ref", flat=True)[0]
    assert ref
    return ref


def buy(sandbox: Sandbox, *piece_ids: int, buyer: Buyer | None = None, **changes: str) -> tuple[Buyer, Order]:
    """A whole purchase, paid."""
    buyer = buyer or Buyer()
    assert buyer.begin(*piece_ids) == 302
    assert buyer.order(**changes) == 302, buyer.last.content.decode()[:4000]
    assert urlsplit(buyer.last.headers["Location"]).netloc == urlsplit(sandbox.url).netloc
    order = newest_order()
    sandbox.act(payment_ref(order), "approve")
    buyer.back()
    return buyer, order


def run_jobs() -> None:
    """Let the worker do all that is due within a minute: a busy machine may make a job try twice."""
    runner = Runner()
    while runner.run_next(at=clock.now() + dt.timedelta(minutes=1)):
        pass
