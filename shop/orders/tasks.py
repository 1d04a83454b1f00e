"""Jobs of orders: holds and orders that run out, mails, invoices."""

import datetime as dt

from kit.jobs.registry import Args, every, job
from shop.orders.services import cancelling, holding, invoicing, mailing

UNPAID_FOR = dt.timedelta(hours=24)


@every("orders.release_holds", dt.timedelta(minutes=1))
def release_holds(_args: Args, at: dt.datetime) -> None:
    """Pieces whose hold has run out can be had again."""
    holding.release_expired(at=at)


@every("orders.lapse", dt.timedelta(hours=1))
def lapse(_args: Args, at: dt.datetime) -> None:
    """Orders that nobody paid end after a day."""
    cancelling.lapse(before=at - UNPAID_FOR, at=at)


@job("orders.mail_paid")
def mail_paid(args: Args, at: dt.datetime) -> None:
    """Word that the order was received and paid."""
    mailing.post(order_id=int(args["order"]), kind="paid", at=at)


@job("orders.mail_shipped")
def mail_shipped(args: Args, at: dt.datetime) -> None:
    """Word that the parcel is on its way."""
    mailing.post(order_id=int(args["order"]), kind="shipped", event_id=int(args["event"]), at=at)


@job("orders.mail_cancelled")
def mail_cancelled(args: Args, at: dt.datetime) -> None:
    """Word that the order was cancelled."""
    mailing.post(order_id=int(args["order"]), kind="cancelled", at=at)


@job("orders.mail_refunded")
def mail_refunded(args: Args, at: dt.datetime) -> None:
    """Word that money went back."""
    mailing.post(order_id=int(args["order"]), kind="refunded", event_id=int(args["event"]), at=at)


@job("orders.invoice")
def invoice(args: Args, at: dt.datetime) -> None:
    """The invoice of a paid order."""
    invoicing.issue_invoice(order_id=int(args["order"]), at=at)


@job("orders.credit_note")
def credit_note(args: Args, at: dt.datetime) -> None:
    """The credit note of a refund."""
    invoicing.issue_credit_note(refund_id=int(args["refund"]), at=at)
