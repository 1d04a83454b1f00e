"""What the ledger of payments knows of a person: when they paid how much for what. No card, no account number."""

from django.utils.translation import gettext_lazy as _

from policy.purposes import ACCOUNTING, PURCHASE, TAKE_PAYMENT
from policy.recipients import PAYMENT_PROVIDERS
from policy.retention import PURCHASE_RECORDS
from privacy.datamap.services import describe
from privacy.datamap.types import AtOtherEnd, Edge, KeepUntil, NotPersonal, Personal
from shop.payments.models import Payment, PaymentAlert, PaymentEntry, ProviderEvent, Refund

_MONEY = Personal(PURCHASE, for_=[TAKE_PAYMENT, ACCOUNTING])
_TOLD = Personal(PURCHASE, for_=[TAKE_PAYMENT, ACCOUNTING], shared_with=tuple(PAYMENT_PROVIDERS.values()))
_LAW = _("Accounting law wants records of payments kept; claims from a purchase need them for as long.")

describe(
    Payment,
    title=_("Your payments"),
    fields={
        "subject": _TOLD,
        "amount": _TOLD,
        "currency": _TOLD,
        "captured": _MONEY,
        "refunded": _MONEY,
        "state": _MONEY,
        "created_at": _MONEY,
        "provider": NotPersonal("the provider's name"),
        "provider_ref": NotPersonal("a random reference at the provider"),
        "attempt_key": NotPersonal("a random key that makes a repetition the same payment"),
        "redirect_url": NotPersonal("the address of the payment page, valid for half an hour"),
    },
    kept=PURCHASE_RECORDS,
    since="created_at",
    at_end=KeepUntil(
        law=_LAW,
        keep=(
            "subject",
            "amount",
            "currency",
            "captured",
            "refunded",
            "state",
            "created_at",
            "provider",
            "provider_ref",
            "attempt_key",
        ),
    ),
)
describe(
    PaymentEntry,
    title=_("What was paid and paid back"),
    fields={
        "payment": Edge("its payment, of the same person", AtOtherEnd.IT_STAYS),
        "kind": _MONEY,
        "amount": _MONEY,
        "currency": _MONEY,
        "entered_at": _MONEY,
        "fact": NotPersonal("the fact's random name at the provider"),
    },
    kept=PURCHASE_RECORDS,
    since="entered_at",
    at_end=KeepUntil(law=_LAW, keep=("payment", "kind", "amount", "currency", "entered_at", "fact")),
)
describe(
    Refund,
    title=_("Your refunds"),
    fields={
        "payment": Edge("its payment, of the same person", AtOtherEnd.IT_STAYS),
        "amount": _TOLD,
        "state": _MONEY,
        "reason": _MONEY,
        "requested_at": _MONEY,
        "told_at": _MONEY,
        "settled_at": _MONEY,
        "key": NotPersonal("a key that makes a repetition the same refund"),
        "provider_ref": NotPersonal("a random reference at the provider"),
        "by": NotPersonal("the opaque id of the staff account, or the rule, that decided"),
    },
    kept=PURCHASE_RECORDS,
    since="requested_at",
    at_end=KeepUntil(
        law=_LAW,
        keep=(
            "payment",
            "amount",
            "state",
            "reason",
            "requested_at",
            "told_at",
            "settled_at",
            "key",
            "provider_ref",
            "by",
        ),
    ),
)
describe(ProviderEvent, not_personal="a provider's message: its random id, its kind and a hash")
describe(PaymentAlert, not_personal="what a provider told that did not fit: references and one value, nobody's data")
