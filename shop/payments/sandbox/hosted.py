"""The bank's pages as a payer walks through them. Number and CVV live in the request's memory alone.

A card that was tried leads on by a redirect, declined or not: to load the page again tries nothing again.
"""

import datetime as dt
from urllib.parse import urlsplit

from shop.payments.sandbox import pages
from shop.payments.sandbox.app import App, Left
from shop.payments.sandbox.cards import Rejected, accept
from shop.payments.sandbox.http import Request, Response, redirect
from shop.payments.sandbox.store import Refused, Row
from shop.payments.sandbox.texts import language_of

DECLINED = "The card was declined. Nothing was charged. You can try another card."
FAULT = "We have a fault at the moment. Nothing was charged. Please try again."


def style(app: App, request: Request, now: float) -> Response:
    """The style sheet."""
    return Response(200, pages.STYLE, "text/css; charset=utf-8")


def show(app: App, request: Request, now: float, token: str) -> Response:
    """The card form, the second step, or word that the payment is over."""
    return _page(app, request, app.bank.store.by_token(token))


def post(app: App, request: Request, now: float, token: str) -> Response:
    """A card, a decision at the second step, or a cancellation; leads on to the shop or to the page again."""
    payment = app.bank.store.by_token(token)
    match request.parameter("act"):
        case "cancel":
            app.bank.cancel(payment, now)
        case "confirm":
            app.bank.confirm(payment, now)
        case "refuse" if payment["state"] == "challenge":
            app.bank.decline(payment, now, for_good=False)
        case _ if payment["state"] == "open":
            if wrong := _pay(app, request, payment, now):
                return wrong
    return _onwards(app, request, payment)


def _pay(app: App, request: Request, payment: Row, now: float) -> Response | None:
    """Try the card; the form again when a field is wrong, which tried nothing."""
    typed = request.form()
    try:
        card = accept(typed, dt.datetime.fromtimestamp(now, dt.UTC).date())
    except Rejected as rejected:
        return _card(payment, pages.card_page(payment, _language(request, payment), typed, rejected.errors), 422)
    notice = DECLINED
    try:
        app.bank.pay(payment, card, now)
    except Refused:
        notice = FAULT
    _leave(app, payment, Left(typed["name"], typed["expiry"], notice, now))
    return None


def _leave(app: App, payment: Row, left: Left) -> None:
    """Keep what the page shows again, and forget the pages nobody can look at any more."""
    since = left.at - app.bank.session_seconds
    app.left = {token: one for token, one in app.left.items() if one.at > since} | {payment["token"]: left}


def _onwards(app: App, request: Request, before: Row) -> Response:
    payment = app.bank.store.payment(before["id"])
    app.courier.nudge()
    if payment["state"] in {"open", "challenge"}:
        language = f"?lang={request.parameter('lang')}" if request.parameter("lang") in {"en", "zh-hans"} else ""
        return redirect(f"/pay/{payment['token']}{language}")
    app.left.pop(payment["token"], None)
    return redirect(payment["return_url"])


def _page(app: App, request: Request, payment: Row) -> Response:
    language = _language(request, payment)
    if payment["state"] == "open":
        left = app.left.get(payment["token"], Left("", "", "", 0))
        typed = {"name": left.name, "expiry": left.expiry}
        return _card(payment, pages.card_page(payment, language, typed, {}, left.notice))
    if payment["state"] == "challenge":
        return _card(payment, pages.challenge_page(payment, language))
    return Response(200, pages.finished_page(payment, language))


def _card(payment: Row, body: bytes, status: int = 200) -> Response:
    shop = urlsplit(payment["return_url"])
    # Browsers apply form-action to the redirect after a form too, so the shop must be allowed as a target.
    return Response(status, body, form_targets=f"'self' {shop.scheme}://{shop.netloc}")


def _language(request: Request, payment: Row) -> str:
    return language_of(request.parameter("lang") or payment["language"])
