"""Switches for tests: messages and answers lost, late, repeated, reordered, forged, wrong. Needs --control."""

from shop.payments.sandbox.app import App, Fault
from shop.payments.sandbox.bank import public
from shop.payments.sandbox.cards import Accepted, Outcome
from shop.payments.sandbox.http import Request, Response, answer_json
from shop.payments.sandbox.store import Refused


def faults(app: App, request: Request, now: float) -> Response:
    """{route, kind: drop|error|slow, times, seconds}: the next answers of an API route are lost, refused or late.

    `drop` does the work and closes the connection without an answer; `error` answers 503 without doing it; `times`
    of 0 forgets all waiting ones.
    """
    content = request.json()
    times = int(str(content.get("times", 1)))
    if times == 0:
        app.faults.clear()
    fault = Fault(str(content["route"]), str(content["kind"]), float(str(content.get("seconds", 0))))
    app.faults.extend([fault] * times)
    return answer_json({"waiting": len(app.faults)})


def webhooks(app: App, request: Request, now: float) -> Response:
    """{url, held, delay, copies, shuffled}: where and how the shop is told from now on; `held` keeps all back."""
    content = request.json()
    app.courier.url = str(content.get("url", app.courier.url))
    app.courier.held = bool(content.get("held", app.courier.held))
    app.courier.shuffled = bool(content.get("shuffled", app.courier.shuffled))
    app.bank.delay = float(str(content.get("delay", app.bank.delay)))
    app.bank.copies = int(str(content.get("copies", app.bank.copies)))
    app.courier.nudge()
    return answer_json({"held": app.courier.held})


def deliver(app: App, request: Request, now: float) -> Response:
    """{events: [ids], forge}: send these messages now, in this order, repeats included; answers the shop's statuses.

    `forge` is empty for a genuine message, or unsigned, wrong_key, stale, altered.
    """
    content = request.json()
    statuses = []
    for identifier in content["events"]:  # type: ignore[attr-defined] # a test's own list
        event = app.bank.store.one("SELECT body FROM event WHERE id = ?", identifier)
        if event is None:
            raise Refused(404, "no_such_event")
        statuses.append(app.courier.send(event["body"].encode(), str(content.get("forge", ""))))
    return answer_json({"statuses": statuses})


def act(app: App, request: Request, now: float, identifier: str) -> Response:
    """{act}: what the payer or time does: an Outcome of cards.py, or confirm, cancel, expire, settle."""
    payment = app.bank.store.payment(identifier)
    match what := str(request.json()["act"]):
        case "confirm":
            app.bank.confirm(payment, now)
        case "cancel":
            app.bank.cancel(payment, now)
        case "expire":
            app.bank.expire(payment, now)
        case "settle":
            app.bank.settle(payment, now)
        case _:
            app.bank.pay(payment, Accepted("visa", "4242", Outcome(what)), now)
    app.courier.nudge()
    return answer_json(public(app.bank.store.payment(identifier)))


def alter(app: App, request: Request, now: float, identifier: str) -> Response:
    """{amount|currency|payee|reference|captured}: make the provider's own truth differ from what the shop asked for."""
    content = request.json()
    for name in ("amount", "captured", "currency", "payee", "reference"):
        if name in content:
            statement = f"UPDATE payment SET {name} = ? WHERE id = ?"  # noqa: S608 a name of the list above
            app.bank.store.change(statement, content[name], identifier)
    return answer_json(public(app.bank.store.payment(identifier)))
