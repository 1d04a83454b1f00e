"""The API the shop calls: create, retrieve, capture, refund, list events. Bearer key, JSON, idempotency keys."""

import re
from urllib.parse import urlsplit

from shop.payments.sandbox.app import App
from shop.payments.sandbox.bank import public
from shop.payments.sandbox.http import Request, Response, answer_json
from shop.payments.sandbox.store import Refused, Row
from shop.payments.sandbox.texts import language_of

_LARGEST = 10**12


def create(app: App, request: Request, now: float) -> Response:
    """Open a payment page."""
    content = request.json()
    wish = {
        "amount": _amount(content),
        "currency": _text(content, "currency", r"[A-Z]{3}"),
        "reference": _text(content, "reference", r"[\w.:-]{1,64}"),
        "payee": _text(content, "payee", r"[\w .:-]{1,64}"),
        "return_url": _web_address(content),
        "language": language_of(str(content.get("language", "en"))),
        "capture": _text({"capture": "automatic", **content}, "capture", "automatic|manual"),
    }
    return answer_json(_described(app, app.bank.create(wish, _key(request), now)), 201)


def retrieve(app: App, request: Request, now: float, identifier: str) -> Response:
    """A payment as it stands."""
    return answer_json(_described(app, app.bank.store.payment(identifier)))


def capture(app: App, request: Request, now: float, identifier: str) -> Response:
    """Take an authorised amount."""
    app.bank.capture(app.bank.store.payment(identifier), now)
    return retrieve(app, request, now, identifier)


def refund(app: App, request: Request, now: float, identifier: str) -> Response:
    """Give money back."""
    payment = app.bank.store.payment(identifier)
    row = app.bank.refund(payment, _amount(request.json()), _key(request), now)
    return answer_json(_refund(row), 201)


def events(app: App, request: Request, now: float) -> Response:
    """Events after a sequence number, of one payment or all, oldest first, 100 at most."""
    after = request.parameter("after") or "0"
    if not re.fullmatch(r"[0-9]{1,18}", after, re.ASCII):
        raise Refused(422, "after")
    rows = app.bank.store.rows(
        "SELECT seq, id, type, payment FROM event WHERE seq > ? AND payment LIKE ? ORDER BY seq LIMIT 100",
        int(after),
        request.parameter("payment") or "%",
    )
    return answer_json({"events": rows})


def _described(app: App, payment: Row) -> dict[str, object]:
    refunds = app.bank.store.rows("SELECT * FROM refund WHERE payment = ? ORDER BY created, id", payment["id"])
    return {
        **public(payment),
        "url": f"{app.public_url}/pay/{payment['token']}",
        "card": {"brand": payment["brand"], "last4": payment["last4"]} if payment["last4"] else None,
        "refunds": [_refund(row) for row in refunds],
    }


def _refund(row: Row) -> dict[str, object]:
    return {"id": row["id"], "amount": row["amount"], "key": row["key"]}


def _key(request: Request) -> str:
    key = request.headers.get("idempotency-key", "")
    if not re.fullmatch(r"[\x21-\x7e]{8,128}", key):
        raise Refused(422, "idempotency_key")
    return key


def _amount(content: dict[str, object]) -> int:
    amount = content.get("amount")
    if type(amount) is not int or not 0 < amount <= _LARGEST:
        raise Refused(422, "amount")
    return amount


def _text(content: dict[str, object], name: str, pattern: str) -> str:
    value = content.get(name)
    if not isinstance(value, str) or not re.fullmatch(pattern, value):
        raise Refused(422, name)
    return value


def _web_address(content: dict[str, object]) -> str:
    value = _text(content, "return_url", r"[\x21-\x7e]{1,1000}")
    if urlsplit(value).scheme not in {"http", "https"} or not urlsplit(value).hostname:
        raise Refused(422, "return_url")
    return value
