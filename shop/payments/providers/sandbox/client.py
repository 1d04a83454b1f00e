"""The sandbox's API and messages. Sends what a wish holds, and nothing else of anybody."""

import datetime as dt
import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from django.conf import settings

from kit.money import Money
from shop.payments.providers import http
from shop.payments.providers.types import (
    Claims,
    Forged,
    Message,
    Opened,
    ProviderUnavailable,
    Returned,
    Snapshot,
    Truth,
    Wish,
)

TOLERANCE = dt.timedelta(minutes=5)
_TRUTHS = {
    "open": Truth.OPEN,
    "challenge": Truth.OPEN,
    "pending": Truth.PENDING,
    "authorised": Truth.PENDING,
    "captured": Truth.CAPTURED,
    "failed": Truth.FAILED,
    "cancelled": Truth.FAILED,
    "expired": Truth.FAILED,
}


class Sandbox:
    """The Provider protocol over the sandbox."""

    def create(self, wish: Wish) -> Opened:
        """Open a payment page; it must lie at the provider's own address."""
        content = {
            "amount": wish.amount.minor,
            "currency": wish.amount.currency,
            "reference": wish.reference,
            "payee": wish.payee,
            "return_url": wish.return_url,
            "language": wish.language,
        }
        answer = _call("POST", "/v1/payments", content, wish.key)
        if http.origin(answer["url"]) != settings.PAYMENT_SANDBOX_PAGES:
            raise ProviderUnavailable("the payment page lies elsewhere; see SHIJIANG_SANDBOX_PAGES")
        return Opened(answer["id"], answer["url"])

    def retrieve(self, ref: str) -> Snapshot:
        """Read a payment."""
        answer = _call("GET", f"/v1/payments/{_checked(ref)}")
        currency, state = answer["currency"], answer["state"]
        return Snapshot(
            claims=_claims(answer),
            truth=_TRUTHS[state],
            captured=Money(answer["captured"], currency),
            failure=state,
            refunds=tuple(_returned(refund, currency) for refund in answer["refunds"]),
        )

    def refund(self, ref: str, amount: Money, key: str) -> Returned:
        """Give money back, once per key."""
        answer = _call("POST", f"/v1/payments/{_checked(ref)}/refunds", {"amount": amount.minor}, key)
        return _returned(answer, amount.currency)

    def parse_webhook(self, body: bytes, headers: Mapping[str, str], at: dt.datetime) -> Message:
        """Check `Sandbox-Signature: t=…,v1=…`: HMAC-SHA256 over time stamp, point, body; five minutes."""
        found = re.fullmatch(r"t=([0-9]{1,12}),v1=([0-9a-f]{64})", headers.get("Sandbox-Signature", ""))
        if not found:
            raise Forged("no signature")
        mac = hmac.new(_secret("sandbox-webhook").encode(), found[1].encode() + b"." + body, hashlib.sha256)
        if not hmac.compare_digest(mac.hexdigest(), found[2]):
            raise Forged("wrong signature")
        if abs(at.timestamp() - int(found[1])) > TOLERANCE.total_seconds():
            raise Forged("too old")
        try:
            content = json.loads(body)
            return Message(str(content["id"])[:100], str(content["type"])[:40], _claims(content["payment"]))
        except (ValueError, KeyError, TypeError, RecursionError):
            raise Forged("signed, but not a message") from None


def _call(method: str, path: str, content: object = None, key: str = "") -> dict[str, Any]:
    return http.call(
        method, settings.PAYMENT_SANDBOX_URL + path, bearer=_secret("sandbox-api"), content=content, key=key
    )


@cache
def _read_secret(name: str, written: float) -> str:
    secret: str = (settings.PAYMENT_KEYS / name).read_text().strip()
    return secret


def _secret(name: str) -> str:
    """The shared secret; the sandbox makes the file at its first start, perhaps after the shop has started."""
    try:
        return _read_secret(name, (settings.PAYMENT_KEYS / name).stat().st_mtime)
    except FileNotFoundError:
        raise ProviderUnavailable(f"{name} is missing: the sandbox has never been started") from None


def _checked(ref: str) -> str:
    if not re.fullmatch(r"pay_[0-9a-f]{32}", ref):
        raise ValueError("not a reference of the sandbox")
    return ref


def _claims(content: dict[str, Any]) -> Claims:
    told = (content["id"], content["currency"], content["reference"], content["payee"])
    if type(content["amount"]) is not int or not all(isinstance(value, str) for value in told):
        raise TypeError("not of the promised kinds")
    return Claims(told[0], Money(content["amount"], told[1]), told[2], told[3])


def _returned(content: dict[str, Any], currency: str) -> Returned:
    return Returned(content["id"], Money(content["amount"], currency), content["key"])
