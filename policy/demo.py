"""The demo studio's recipients: contracts, audits, places, a demand; a transfer and a court's order, all made up."""

import datetime as dt

from kit.demo import demo
from policy import transfers
from policy.purposes import ACCOUNTING, FULFIL_ORDER
from policy.recipients import ALL, CARRIERS
from policy.roles import KEEPER
from privacy.access.types import Actor
from privacy.handover import services as handover
from privacy.handover.models import Publication
from privacy.people import services as people
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
    for recipient in ALL:
        row = _contract(recipient.id, at.date() - YEAR // 2, at.date() + YEAR, at)
        services.approve_contract(contract_id=row.pk, by=SECOND, at=at)
        _audit(recipient.id, at)
        services.keep_contact(recipient=recipient.id, mailbox=f"privacy@{recipient.id}.example")
    _contract(CARRIERS.id, at.date() + YEAR, at.date() + 2 * YEAR, at)  # waits for a second person
    firm = services.keep_sub_recipient(
        recipient=CARRIERS.id, name="Westwind Parcels", country="DE", does="the last miles in Europe", at=at
    )
    seats = [*((one.id, one.country) for one in stores()), *_seats(), (firm.place, firm.country)]
    for place, country in seats:
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
    _transfer(at)
    _publication(at)
    return f"{Contract.objects.count()} contracts"


def _transfer(at: dt.datetime) -> None:
    """A transfer of which half is checked: nobody has been told."""
    keeper = Actor("staff", FIRST, KEEPER.id)
    made = handover.open_transfer(
        receiver="Northern Lacquer Works",
        country="CN",
        mailbox="privacy@northern.example",
        public_key="9d" * 32,
        purposes=[FULFIL_ORDER, ACCOUNTING],
        by=keeper,
        at=at,
    )
    for one in [one for one in transfers.ALL if one.role == KEEPER.id][:3]:
        handover.answer(transfer=made, question=one.id, words="Yes, in writing, on file.", by=keeper, at=at)


def _publication(at: dt.datetime) -> None:
    """A court's order about somebody made up: covered, found necessary, not yet found lawful."""
    lin = Actor("staff", FIRST, KEEPER.id)
    case = handover.request_publication(
        person_id=people.create(at=at).pk,
        ground=Publication.Ground.COURT,
        authority="District court",
        order_number="2026-117",
        ordered=["Letter about the bowl"],
        by=lin,
        at=at,
    )
    text = "The bowl went to Ada Winter in Berlin on 3 March."
    handover.add_text(
        case=case, item="Letter about the bowl", text=text, covered=["Ada Winter", "Berlin"], by=lin, at=at
    )
    words = "The order names this letter; nothing less would do."
    handover.weigh(case=case, matter="necessity", words=words, by=lin, at=at)


def _seats() -> list[tuple[str, str]]:
    return [(one.id, one.region) for one in ALL]


def _contract(recipient: str, starts_on: dt.date, ends_on: dt.date, at: dt.datetime) -> Contract:
    return services.propose_contract(
        recipient=recipient, starts_on=starts_on, ends_on=ends_on, document_sha256=PAPER, by=FIRST, at=at
    )


def _audit(recipient: str, at: dt.datetime) -> Review:
    slips = [FindingWords("Delivery slips are shredded monthly; do it weekly.", at.date() + YEAR // 12)]
    return services.review(
        recipient=recipient,
        kind=Review.Kind.AUDIT,
        held_on=at.date() - YEAR // 4,
        next_due_on=at.date() + YEAR // 2,
        passed=True,
        by=FIRST,
        at=at,
        findings=slips if recipient == CARRIERS.id else [],
    )
