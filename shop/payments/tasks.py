"""Jobs of payments: re-reading at the provider, polling what is unknown, carrying out refunds."""

import datetime as dt

from django.db import transaction

from kit.jobs.registry import Args, job
from kit.jobs.services import enqueue
from shop.payments.models import AlertKind, Payment, State
from shop.payments.schedule import NEVER_OPENED_AFTER, next_poll
from shop.payments.services.alerts import raise_alert
from shop.payments.services.refunding import carry_out
from shop.payments.services.settling import fail, settle_from_provider
from shop.payments.types import PaymentUnavailable


@job("payments.settle", attempts=20)
def settle(args: Args, at: dt.datetime) -> None:
    """A message came: re-read the payment."""
    settle_from_provider(payment_id=int(args["payment_id"]), at=at)


@job("payments.refund", attempts=60)
def refund(args: Args, at: dt.datetime) -> None:
    """Tell the provider to give money back."""
    carry_out(refund_id=int(args["refund_id"]), at=at)


@job("payments.poll", attempts=20)
def poll(args: Args, at: dt.datetime) -> None:
    """Ask how an unsettled payment stands, and once more later while it is not known."""
    payment_id, number = int(args["payment_id"]), int(args["round"])
    try:
        if settle_from_provider(payment_id=payment_id, at=at).is_settled:
            return
    except PaymentUnavailable:
        pass  # the next round asks again
    with transaction.atomic():
        payment = Payment.objects.select_for_update().get(pk=payment_id)
        if payment.state == State.CREATED and number >= NEVER_OPENED_AFTER:
            fail(payment, "never_opened", at)
        elif following := next_poll(payment_id, number, at):
            enqueue("payments.poll", args=following.args, key=following.key, at=at, run_at=following.run_at)
        else:
            raise_alert(kind=AlertKind.UNSETTLED, payment=payment, at=at)
