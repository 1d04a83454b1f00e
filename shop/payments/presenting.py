"""How payments are shown to whoever paid."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext_lazy as _

from kit.money import Money
from privacy.rights.registry import Opened, Presenter, Wording, register_presenter
from shop.payments.models import Kind, Payment, PaymentEntry, Refund, RefundState, State
from shop.payments.types import Reason


def _stands(state: str) -> str:
    return {
        State.CREATED: pgettext("payment", "begun"),
        State.OPEN: pgettext("payment", "not paid yet"),
        State.PENDING: pgettext("payment", "being checked"),
        State.FAILED: pgettext("payment", "failed"),
        State.CAPTURED: pgettext("payment", "paid"),
    }[State(state)]


def _happened(kind: str) -> str:
    return {
        Kind.CAPTURED: pgettext("payment entry", "Money arrived"),
        Kind.REFUNDED: pgettext("payment entry", "Money went back"),
        Kind.FAILED: pgettext("payment entry", "The payment failed"),
    }[Kind(kind)]


def _refund_stands(state: str) -> str:
    return {
        RefundState.REQUESTED: pgettext("refund", "on its way"),
        RefundState.DONE: pgettext("refund", "done"),
        RefundState.REFUSED: pgettext("refund", "refused by the payment provider"),
    }[RefundState(state)]


def _money(minor: int, currency: str) -> str:
    return Money(minor, currency).display(get_language() or "en")


def _of_row(row: Any, minor: int) -> str:
    return _money(minor, row.currency) if minor else ""


def _of_payment(row: Any, minor: int) -> str:
    return _money(minor, row.payment.currency) if minor else ""


def _payment_words(_batch: Sequence[Opened]) -> Mapping[str, Wording]:
    sums = dict.fromkeys(("amount", "captured", "refunded"), _of_row)
    return {**sums, "state": lambda _row, state: _stands(state)}


def _entry_words(_batch: Sequence[Opened]) -> Mapping[str, Wording]:
    return {"amount": _of_row, "kind": lambda _row, kind: _happened(kind)}


def _refund_words(_batch: Sequence[Opened]) -> Mapping[str, Wording]:
    return {
        "amount": _of_payment,
        "state": lambda _row, state: _refund_stands(state),
        "reason": lambda _row, reason: str(Reason(reason).label),
    }


def _amount(row: Any, values: Mapping[str, Any]) -> str:
    return _money(values["amount"], row.currency)


register_presenter(
    Presenter(
        Payment,
        names={"subject": _("For order")},
        words=_payment_words,
        title=_amount,
        first=("subject", "state", "captured", "refunded"),
        within=("currency",),
    )
)
register_presenter(
    Presenter(
        PaymentEntry,
        words=_entry_words,
        title=lambda _row, values: _happened(values["kind"]),
        first=("kind", "amount"),
        within=("currency",),
        part_of="payment",
    )
)
register_presenter(
    Presenter(
        Refund,
        names={"told_at": _("Payment provider told")},
        words=_refund_words,
        joined=("payment",),
        part_of="payment",
    )
)
