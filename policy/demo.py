"""The demo studio's register of recipients: contracts, audits, places, one demand on its way. Made-up firms alone."""

import datetime as dt

from kit.demo import demo
from policy.recipients import CARRIERS, MAIL_RELAY
from privacy.sharing import services
from privacy.sharing.models import Contract, Review
from privacy.sharing.models.demands import Cause
from privacy.sharing.places import stores
from privacy.sharing.types import FindingWords

YEAR = dt.timedelta(days=365)
PAPER = "5f" * 32
FIRST, SECOND = "demo-first", "demo-second"


@demo("recipients")
def load(at: dt.datetime) -> str:
    """Enter what is missing."""
    if Contract.objects.exists():
        return "0 contracts"
    for recipient in (CARRIERS, MAIL_RELAY):
        row = _contract(recipient.id, at.date() - YEAR // 2, at.date() + YEAR, at)
        services.approve_contract(contract_id=row.pk, by=SECOND, at=at)
        _audit(recipient.id, at)
        services.keep_contact(recipient=recipient.id, mailbox=f"privacy@{recipient.id}.example")
    _contract(CARRIERS.id, at.date() + YEAR, at.date() + 2 * YEAR, at)  # waits for a second person
    services.keep_sub_recipient(
        recipient=CARRIERS.id, name="Westwind Parcels", country="DE", does="the last miles in Europe", at=at
    )
    for place, country in [*((one.id, one.country) for one in stores()), *_seats()]:
        services.assess(
            place=place,
            country=country,
            held_on=at.date() - YEAR // 4,
            due_on=at.date() + YEAR,
            outcome="Domestic servers, encrypted; access by two named people.",
            by=FIRST,
            at=at,
        )
    services.demand(recipient=CARRIERS.id, cause=Cause.ERASURE, references=["L-DEM2WXYZ", "L-DEM3VWXY"], at=at)
    return f"{Contract.objects.count()} contracts"


def _seats() -> list[tuple[str, str]]:
    return [(one.id, one.region) for one in (CARRIERS, MAIL_RELAY)]


def _contract(recipient: str, starts_on: dt.date, ends_on: dt.date, at: dt.datetime) -> Contract:
    return services.propose_contract(
        recipient=recipient, starts_on=starts_on, ends_on=ends_on, document_sha256=PAPER, by=FIRST, at=at
    )


def _audit(recipient: str, at: dt.datetime) -> Review:
    return services.review(
        recipient=recipient,
        kind=Review.Kind.AUDIT,
        held_on=at.date() - YEAR // 4,
        next_due_on=at.date() + YEAR // 2,
        passed=True,
        by=FIRST,
        at=at,
        findings=[FindingWords("Delivery slips are shredded monthly; do it weekly.", at.date() + YEAR // 12)],
    )
