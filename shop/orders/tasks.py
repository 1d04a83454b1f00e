"""Jobs of orders: holds and orders that run out, mails, invoices."""

import datetime as dt

from kit.jobs.registry import Args, every, job
from shop.orders.services import cancelling, holding

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


@job("orders.mail_shipped")
def mail_shipped(args: Args, at: dt.datetime) -> None:
    """Word that the parcel is on its way."""


@job("orders.mail_cancelled")
def mail_cancelled(args: Args, at: dt.datetime) -> None:
    """Word that the order was cancelled."""


@job("orders.mail_refunded")
def mail_refunded(args: Args, at: dt.datetime) -> None:
    """Word that money went back."""


@job("orders.invoice")
def invoice(args: Args, at: dt.datetime) -> None:
    """The invoice of a paid order."""


@job("orders.credit_note")
def credit_note(args: Args, at: dt.datetime) -> None:
    """The credit note of a refund."""
