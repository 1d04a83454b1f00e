"""One guest buys one piece."""

import functools
import re
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import httpx
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import re_path

from bench.inside import replaying
from bench.inside.measuring import cpu_ms, statements
from kit import ids
from kit.pages import SHELF
from shop.catalogue.models import Piece
from shop.payments.models import Payment

OWN = {"sec-fetch-site": "same-origin"}
DETAILS = {
    "email": "ada.lovelace@example.org",
    "phone": "+49 30 901820",
    "name": "Ada Lovelace",
    "country": "DE",
    "street": "Bodestraße 1",
    "postal_code": "10178",
    "city": "Berlin",
    "of_age": "on",
}


def _empty(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(b"x" * 20_000)


urlpatterns = [re_path("", _empty)]


def buy(provider: str, watched: bool = False) -> dict[str, Any]:  # noqa: FBT001, FBT002 - named in JSON
    """Requests and CPU milliseconds of a purchase; CPU of as many requests to an empty view; in `placing`, CPU of the
    request that places the order.

    `watched`, which takes time of its own: how many statements it sent, and in `writes` those that changed something, a
    list for each request.
    """
    settings.PAYMENT_SANDBOX_URL = settings.PAYMENT_SANDBOX_PAGES = provider
    settings.PAYMENT_HOSTS = [provider]
    SHELF.clear()
    client, asked, cpu = _browser(), 0, 0.0
    written: list[list[replaying.Write]] = []

    def ask(method: str, path: str, form: dict[str, Any] | None = None) -> Any:
        nonlocal asked, cpu
        asked += 1
        answers: list[Any] = []
        noting: AbstractContextManager[list[replaying.Write]] = replaying.noted() if watched else nullcontext([])
        with noting as writes:
            cpu += cpu_ms(lambda: answers.append(getattr(client, method)(path, form or {}, headers=OWN)))
        written.append(writes)
        answer = answers[0]
        assert answer.status_code in {200, 302}, (path, answer.status_code, answer.content[:2000])
        return answer

    piece = Piece.objects.filter(published=True, stock__gt=0).order_by("position", "id")[0]
    counting: AbstractContextManager[Callable[[], int]] = statements() if watched else nullcontext(lambda: 0)
    with counting as sent:
        ask("get", f"/en/pieces/{piece.slug}/")
        ask("post", "/en/checkout/begin/", {"key": ids.token(), "line": [f"{piece.pk}:1"]})
        ask("get", "/en/checkout/")
        page = ask("post", "/en/checkout/", DETAILS).content.decode()
        shown = re.search(r'name="shown" value="(\d+)"', page)
        assert shown, page[:2000]
        before = cpu
        ask("post", "/en/checkout/", {**DETAILS, "pay": "1", "shown": shown[1]})
        placing = cpu - before
        payment = Payment.objects.order_by("-pk")[0]  # one statement of ours, taken off below
        _pay(provider, str(payment.provider_ref))
        back = ask("get", "/en/checkout/back/")
        ask("get", back.headers["Location"])
        count = sent() - 1 if watched else 0
    return {
        "requests": asked,
        "statements": count,
        "cpu": cpu,
        "placing": placing,
        "empty": _bare(asked),
        "writes": written,
    }


@functools.cache
def _client() -> Client:
    return Client(SERVER_NAME="localhost")


def _browser() -> Client:
    """A visitor nobody knows, at a site that has answered before: its middleware and addresses are loaded."""
    client = _client()
    client.get("/en/cart/")
    client.cookies.clear()
    return client


def _pay(provider: str, ref: str) -> None:
    """What the payer does on the provider's page."""
    key = (settings.PAYMENT_KEYS / "sandbox-api").read_text().strip()
    answer = httpx.post(
        f"{provider}/control/payments/{ref}/act",
        json={"act": "approve"},
        headers={"Authorization": f"Bearer {key}"},
        trust_env=False,
    )
    answer.raise_for_status()


@override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=[])
def _bare(count: int) -> float:
    client = Client(SERVER_NAME="localhost")
    client.get("/")
    return cpu_ms(lambda: client.get("/"), count * 5) * count
