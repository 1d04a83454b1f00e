"""What happens to a payment: opened, paid, declined, settled, given back. Each step leaves one event for the shop."""

import json
from typing import Any

from shop.payments.sandbox.cards import Accepted, Outcome
from shop.payments.sandbox.store import Refused, Row, Store, fingerprint, new_id

ATTEMPTS = 3
LATE_SECONDS = 20.0
LATE_COPIES = 3
UNPAID = ("open", "challenge")


class Bank:
    """The provider's business. `now` is Unix time, passed in; amounts are minor units."""

    def __init__(self, store: Store, *, pending_seconds: float, session_seconds: float) -> None:
        self.store = store
        self.pending_seconds, self.session_seconds = pending_seconds, session_seconds
        # How the shop is told, changed by the control interface: seconds late, how many copies.
        self.delay, self.copies = 0.0, 1

    def create(self, wish: dict[str, Any], key: str, now: float) -> Row:
        """Open a payment; the same key with the same content answers the same payment. Raises Refused."""
        with self.store.transaction():
            if known := self.store.one("SELECT * FROM payment WHERE key = ?", key):
                if known["key_hash"] != fingerprint(wish):
                    raise Refused(409, "idempotency_key_reused")
                return known
            row = {
                **wish,
                "id": new_id("pay"),
                "token": new_id("page"),
                "key": key,
                "key_hash": fingerprint(wish),
                "state": "open",
                "created": now,
                "expires": now + self.session_seconds,
            }
            names = ", ".join(row)
            self.store.change(
                f"INSERT INTO payment ({names}) VALUES ({', '.join('?' * len(row))})",  # noqa: S608 our own names
                *row.values(),
            )
        return self.store.payment(row["id"])

    def pay(self, payment: Row, card: Accepted, now: float) -> None:
        """The payer sent an accepted card form. Does nothing if the payment is no longer open."""
        match card.outcome:
            case Outcome.APPROVE | Outcome.APPROVE_LATE:
                self._approve(payment, card, now)
            case Outcome.CHALLENGE:
                self._move(payment, UNPAID, "challenge", now, brand=card.brand, last4=card.last4)
            case Outcome.DECLINE:
                self.decline(payment, now, for_good=False)
            case Outcome.REFUSE:
                self.decline(payment, now, for_good=True)
            case Outcome.PEND_THEN_CAPTURE:
                self._pend(payment, card, "captured", now)
            case Outcome.PEND_THEN_FAIL:
                self._pend(payment, card, "failed", now)
            case Outcome.ERROR:
                raise Refused(503, "provider_fault")

    def confirm(self, payment: Row, now: float) -> None:
        """The payer approved the second step at their bank."""
        card = Accepted(payment["brand"], payment["last4"], Outcome.APPROVE)
        self._approve(payment, card, now, since=("challenge",))

    def decline(self, payment: Row, now: float, *, for_good: bool) -> None:
        """The card was refused; after the third refusal, or `for_good`, the payment has failed."""
        with self.store.transaction():
            attempts = self.store.payment(payment["id"])["attempts"] + 1
            state = "failed" if for_good or attempts >= ATTEMPTS else "open"
            if self._set(payment, UNPAID, state, attempts=attempts, brand="", last4="") and state == "failed":
                self._tell(payment["id"], "payment.failed", now)

    def cancel(self, payment: Row, now: float) -> None:
        """The payer went back to the shop without paying."""
        self._move(payment, UNPAID, "cancelled", now, event="payment.cancelled")

    def capture(self, payment: Row, now: float) -> None:
        """Take an authorised amount; repeating it changes nothing. Raises Refused."""
        taken = self._move(
            payment, ("authorised",), "captured", now, event="payment.captured", captured=payment["amount"]
        )
        if not taken and self.store.payment(payment["id"])["state"] != "captured":
            raise Refused(409, "not_authorised")

    def refund(self, payment: Row, amount: int, key: str, now: float) -> Row:
        """Give `amount` back once per key. Raises Refused when more than was captured would go back."""
        with self.store.transaction():
            if known := self.store.one("SELECT * FROM refund WHERE key = ?", key):
                if (known["payment"], known["amount"]) != (payment["id"], amount):
                    raise Refused(409, "idempotency_key_reused")
                return known
            room = "UPDATE payment SET refunded = refunded + ? WHERE id = ? AND refunded + ? <= captured"
            if not self.store.change(room, amount, payment["id"], amount):
                raise Refused(422, "more_than_captured")
            identifier = new_id("ref")
            self.store.change("INSERT INTO refund VALUES (?, ?, ?, ?, ?)", identifier, payment["id"], key, amount, now)
            self._tell(payment["id"], "payment.refunded", now)
        return self.store.rows("SELECT * FROM refund WHERE id = ?", identifier)[0]

    def tick(self, now: float) -> None:
        """Settle what was pending and close pages nobody finished."""
        for row in self.store.rows("SELECT * FROM payment WHERE state = 'pending' AND settles_at <= ?", now):
            self.settle(row, now)
        for row in self.store.rows("SELECT * FROM payment WHERE state IN ('open', 'challenge') AND expires <= ?", now):
            self.expire(row, now)

    def expire(self, payment: Row, now: float) -> None:
        """Close a page nobody finished."""
        self._move(payment, UNPAID, "expired", now, event="payment.expired")

    def settle(self, payment: Row, now: float) -> None:
        """End the uncertainty of a pending payment as it was foreseen."""
        state = payment["settles_as"]
        captured = payment["amount"] if state == "captured" else 0
        self._move(payment, ("pending",), state, now, event=f"payment.{state}", captured=captured)

    def _approve(self, payment: Row, card: Accepted, now: float, since: tuple[str, ...] = UNPAID) -> None:
        late = card.outcome is Outcome.APPROVE_LATE
        state = "captured" if payment["capture"] == "automatic" else "authorised"
        captured = payment["amount"] if state == "captured" else 0
        keep: dict[str, Any] = {"brand": card.brand, "last4": card.last4, "captured": captured}
        self._move(payment, since, state, now, event=f"payment.{state}", late=late, **keep)

    def _pend(self, payment: Row, card: Accepted, settles_as: str, now: float) -> None:
        keep: dict[str, Any] = {"brand": card.brand, "last4": card.last4}
        keep |= {"settles_as": settles_as, "settles_at": now + self.pending_seconds}
        self._move(payment, UNPAID, "pending", now, event="payment.pending", **keep)

    def _move(
        self,
        payment: Row,
        since: tuple[str, ...],
        state: str,
        now: float,
        *,
        event: str = "",
        late: bool = False,
        **columns: object,
    ) -> bool:
        with self.store.transaction():
            moved = self._set(payment, since, state, **columns)
            if moved and event:
                self._tell(payment["id"], event, now, late=late)
        return moved

    def _set(self, payment: Row, since: tuple[str, ...], state: str, **columns: object) -> bool:
        changes = {"state": state, **columns}
        assignments = ", ".join(f"{name} = ?" for name in changes)
        places = ", ".join("?" * len(since))
        statement = f"UPDATE payment SET {assignments} WHERE id = ? AND state IN ({places})"  # noqa: S608 our own names
        return self.store.change(statement, *changes.values(), payment["id"], *since)

    def _tell(self, identifier: str, kind: str, now: float, *, late: bool = False) -> None:
        event, payment = new_id("evt"), self.store.payment(identifier)
        body = json.dumps({"id": event, "type": kind, "created": int(now), "payment": public(payment)})
        self.store.change(
            "INSERT INTO event (id, type, payment, body, created) VALUES (?, ?, ?, ?, ?)",
            event, kind, identifier, body, now,
        )  # fmt: skip
        delay, copies = (LATE_SECONDS, LATE_COPIES) if late else (self.delay, self.copies)
        for _ in range(copies):
            self.store.change("INSERT INTO delivery (event, due) VALUES (?, ?)", event, now + delay)


def public(payment: Row) -> dict[str, object]:
    """What the shop is told of a payment: no card, no payer."""
    names = ("id", "state", "amount", "currency", "reference", "payee", "captured", "refunded")
    return {name: payment[name] for name in names}
