"""The people of the sweeps and what belongs to them: everybody has something worth stealing, marked with their name."""

import datetime as dt
import uuid
from dataclasses import dataclass, field
from pathlib import Path

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.test import Client

from kit.jobs.models import Job, State
from policy.purposes import LETTERS
from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.children import services as children
from privacy.children.models import Suspicion
from privacy.children.types import Relation, Wish
from privacy.consent import links
from privacy.consent import services as consent
from privacy.consent.types import Shown
from privacy.correspondence import services as correspondence
from privacy.correspondence.models import Enclosure
from privacy.correspondence.types import Enclosed
from privacy.datamap import queries as datamap
from privacy.datamap.types import Purpose
from privacy.datamap.vocabulary import ANSWER_RIGHTS, CERTIFICATES, DELIVER_MAIL, SELF, WHILE_CUSTOMER
from privacy.feedback import services as feedback
from privacy.feedback.models import Dispute, Precedent
from privacy.feedback.types import Outcome
from privacy.handover import services as handover
from privacy.handover.models import Told, Transfer
from privacy.handover.services import token_for
from privacy.incidents import services as incidents
from privacy.incidents.types import Scope
from privacy.notice import services as notice
from privacy.notice.models import Version
from privacy.notice.record import skeleton
from privacy.notice.versions import fingerprint
from privacy.notice.words import every_language
from privacy.outside import services as outside
from privacy.people import services as people
from privacy.rights import services as rights
from privacy.rights.types import Proof, Right
from privacy.scans.models import Finding as WeakSpot
from privacy.sharing import services as sharing
from privacy.sharing.models import Message, Review
from privacy.sharing.models.demands import Cause
from privacy.sharing.services import post
from privacy.sharing.types import FindingWords
from privacy.staff import registry
from privacy.staff import services as watch
from privacy.vault import files
from shop.accounts import services as accounts
from shop.accounts.models import Account, BookAddress
from shop.catalogue.models import Picture
from shop.delivery.types import Address
from shop.orders.models import Order, OrderLine
from shop.orders.services.invoicing import issue_invoice
from shop.orders.services.links import new_link
from shop.orders.terms import VERSION
from shop.payments.models import AlertKind, PaymentAlert
from tests import shelf
from tests.erasing import erase
from tests.people import staff, trained

# Six letters each that stand nowhere else.
MARKS = {
    "owner": "Quxowa",
    "other": "Zyvoth",
    "former": "Wexfor",
    "workshop": "Wexsho",
    "keeper": "Wexkee",
    "counsel": "Wexcou",
    "colleague": "Wexcol",
}
PASSWORD = "sixty coats of lacquer"
PARTS = {"country": "DE", "street": "Lackgasse 7", "postal_code": "10115", "city": "Berlin"}


@dataclass
class Cast:
    """Clients by who they are, and the owner's objects by name."""

    clients: dict[str, Client]
    accounts: dict[str, Account]
    objects: dict[str, object] = field(default_factory=dict)
    others: dict[str, object] = field(default_factory=dict)  # the same belongings of the other customer

    def without(self, purposes: tuple[Purpose, ...]) -> str:
        """Staff whose post lacks one of these purposes; for what every post may do, somebody whose post is gone."""
        role = datamap.role("workshop")
        return "former" if role is None or set(purposes) <= set(role.purposes) else "workshop"

    def within(self, purposes: tuple[Purpose, ...]) -> str:
        """Staff whose post has all of these purposes: the keeper, unless it is a matter of law."""
        role = datamap.role("keeper")
        return "keeper" if role is None or set(purposes) <= set(role.purposes) else "counsel"


def account(who: str, at: dt.datetime, role: str = "") -> Account:
    """An account with a proved address; its mark stands in every field."""
    email = f"{MARKS[who].lower()}@example.org"
    made = accounts.open_account(email=email, password=PASSWORD, name=MARKS[who], language="en", at=at)
    EmailAddress.objects.get(user=made).set_verified()
    accounts.prove_address(account=made, email=email, at=at)
    if role in {one.id for one in datamap.roles()}:
        accounts.grant(email=email, role=role, at=at)
        trained(str(made.pk), made.person_id)
    else:
        Account.objects.filter(pk=made.pk).update(role=role)
    return Account.objects.get(pk=made.pk)


def gather(at: dt.datetime) -> Cast:
    """Everybody, signed in, each with the same belongings; the objects are the owner's."""
    shelf.furnish()
    shelf.put()
    roles = {"owner": "", "other": "", "former": "abolished", "workshop": "workshop"}
    roles |= {"keeper": "keeper", "counsel": "counsel"}
    accounts_of = {who: account(who, at, role) for who, role in roles.items()}
    clients = {"anonymous": visitor()}
    for who, one in accounts_of.items():
        clients[who] = visitor()
        clients[who].force_login(one)
    cast = Cast(clients, accounts_of)
    cast.others = belongings(cast, "other", at)
    cast.objects = {**belongings(cast, "owner", at), **shared(at), **watched(cast, at)}
    # Whatever the site made of it when the owner's came: what a form may not change has to be there to be changed.
    BookAddress.objects.filter(person=cast.accounts["other"].person).update(preferred=True)
    return cast


def watched(cast: Cast, at: dt.datetime) -> dict[str, object]:
    """An incident, a proposal, and what is written of a colleague who is none of the cast."""
    colleague = account("colleague", at, "orders")
    member = registry.member(str(colleague.pk))
    incident = incidents.declare(
        kind="lost-copy",
        scope=Scope(actors=["x"]),
        began_at=at,
        ended_at=at,
        known_at=at,
        by=staff(),
        at=at,
    )
    incidents.count(incident=incident, by=staff(), at=at)
    incidents.freeze(incident=incident, by=staff(), at=at)
    proposal = watch.propose_post(account=str(uuid.uuid4()), role="workshop", by=staff(), reason="D-1", at=at)
    glass = watch.break_glass(member=member, purpose="fulfil-order", reason="E-1", at=at)
    line = watch.begin_review(at=at).lines.get(account=member.account)
    judged = watch.note_violation(member=member, by=staff(), consequence="suspended", words="x", at=at)
    return {
        "incident": incident.pk,
        "report-of-incident": 1,
        "authority": "ico",
        "staff": colleague.pk,
        "proposal": proposal.pk,
        "glass": glass.pk,
        "review-line": line.pk,
        "violation": judged.pk,
        "weak-spot": WeakSpot.objects.create(
            scanner="posture", check_id="port", subject="1", severity="high", mend="x", first_at=at, due_at=at
        ).pk,
    }


SHOWN = Shown(text="Letters", language="en", notice_version="1", surface="choices", method="switch")


def visitor() -> Client:
    """A browser on one of our own pages."""
    return Client(raise_request_exception=False, headers={"Sec-Fetch-Site": "same-origin"})


def belongings(cast: Cast, who: str, at: dt.datetime) -> dict[str, object]:
    """An address, a mail with a file, a link to reset the password."""
    mark, owner = MARKS[who], cast.accounts[who]
    person = owner.person_id
    parts = PARTS | {"street": f"{mark} 7"}
    with acting(SELF, by=Actor.person(person), at=at):
        entry = accounts.keep_address(
            person_id=person, recipient=mark, phone="+493012345678", parts=parts, preferred=True, at=at
        )
    file = files.store(
        [mark.encode()],
        person_id=person,
        name=f"{mark}.txt",
        media_type="text/plain",
        purpose=SELF,
        kept=WHILE_CUSTOMER,
        at=at,
    )
    post(
        person_id=person,
        purpose=DELIVER_MAIL,
        subject=mark,
        text=mark,
        html=f"<p>{mark}",
        language="en",
        key=f"letter-{who}",
        at=at,
        attachments=[file.pk],
    )
    bought = order(person, mark, at)
    invoice = issue_invoice(order_id=bought.pk, at=at)
    return {
        "order": bought.number,
        "link": new_link(order=bought, at=at),
        "invoice": invoice,
        "paper-drawn": f"Shijiang-{invoice}.pdf",
        "download": download(person, at),
        **case(person, at),
        "stop": links.address(person, LETTERS, language="en").rstrip("/").rpartition("/")[2],
        "person": person,
        "account": owner.pk,
        "address": entry,
        "file": file.pk,
        "consent": consent.record(person_id=person, purpose=LETTERS, granted=True, shown=SHOWN, at=at).pk,
        "message": Message.objects.get(key=f"letter-{who}").pk,
        "uid": user_pk_to_url_str(owner),
        "reset-key": default_token_generator.make_token(owner),
    }


def download(person_id: uuid.UUID, at: dt.datetime) -> str:
    """A packed copy of all that is known of them."""
    mine = frozenset([person_id])
    asked = rights.receive(person_ids=mine, right=Right.ACCESS, language="en", at=at)
    rights.prove(request=asked, proof=Proof(mine, "session", at), at=at)
    rights.start(request=asked, at=at)
    rights.build(request=asked, at=at)
    return asked.reference


def case(person_id: uuid.UUID, at: dt.datetime) -> dict[str, object]:
    """A request for a correction, with a paper that shows it."""
    mine = Proof(frozenset([person_id]), "session", at)
    asked = rights.lodge(proof=mine, right=Right.CORRECTION, words="My name is wrong.", language="en", at=at)
    paper = files.store(
        [b"paper"],
        person_id=person_id,
        name="paper.webp",
        media_type="image/webp",
        purpose=ANSWER_RIGHTS,
        kept=CERTIFICATES,
        at=at,
    )
    asked.certificates = [str(paper.pk)]
    asked.save(update_fields=["certificates"])
    return {"case": asked.reference, "paper": paper.pk}


def order(person_id: uuid.UUID, mark: str, at: dt.datetime) -> Order:
    """An order of one bowl, not paid."""
    placed = Order.objects.create(
        person_id=person_id,
        number=f"L-{mark.upper()}",
        checkout_id=uuid.uuid4(),
        language="en",
        currency="EUR",
        goods_minor=48000,
        delivery_minor=0,
        total_minor=48000,
        country="DE",
        zone="europe",
        duties="paid",
        earliest_on=at.date(),
        latest_on=at.date(),
        terms_version=VERSION,
        placed_at=at,
        email=f"{mark.lower()}@example.org",
        recipient_name=mark,
        address=Address("DE", city="Berlin", street=f"{mark} 7", postal_code="10115").as_dict(),
        phone="+493012345678",
        note=mark,
    )
    line = shelf.draft()
    OrderLine.objects.create(
        order=placed,
        person_id=person_id,
        ordered_at=at,
        piece_id=shelf.ids()[0],
        slug=line.slug,
        serial=line.serial,
        names={"en": "Lotus Bowl"},
        picture="",
        quantity=1,
        unit_minor=48000,
        currency="EUR",
        hs_code=line.hs_code,
        origin="CN",
        parcel_g=line.parcel_g,
    )
    return placed


def shared(at: dt.datetime) -> dict[str, object]:
    """What belongs to nobody: a piece and its picture, a failed job, an open alert."""
    picture = "pieces/test/top-0123456789-400.jpg"
    place = Path(settings.MEDIA_ROOT) / picture
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(b"\xff\xd8\xff")
    job = Job.objects.create(name="sharing.deliver", args={"key": "x"}, state=State.FAILED, run_at=at, created_at=at)
    alert = PaymentAlert.objects.create(
        kind=AlertKind.AMOUNT, provider="sandbox", provider_ref="pay-1", told="1", raised_at=at
    )
    decided, precedent = settled(at)
    return (
        firms(at)
        | rare_cases(at)
        | letters(at)
        | {
            "guardian": guardian_case(at),
            "suspicion": suspected(at),
            "change": published_change(at),
            "question": notice.ask(
                version=Version.objects.get(), words="Why?", email="asks@example.org", language="en", at=at
            ).reference,
            "clause": "protect.masking",
            "dispute": decided.reference,
            "precedent": precedent.pk,
            "erasure": erase(person_id=people.create(at=at).pk, at=at),
            "outward": outside.announced("https://example.org/").split("/")[-2],
            "network": "example-network",
            "piece": "lotus-bowl",
            "shot": Picture.objects.get(piece__slug="lotus-bowl").pk,
            "collection": "red",
            "right": "access",
            "picture": picture,
            "provider": "sandbox",
            "job": job.pk,
            "alert": alert.pk,
        }
    )


def letters(at: dt.datetime) -> dict[str, object]:
    """A letter with a file that somebody wrote us."""
    enclosed = (Enclosed("list.txt", "text/plain", b"a list"),)
    ticket = correspondence.write(
        email="writes@example.org",
        subject="A question",
        text="What does it weigh?",
        files=enclosed,
        mailbox="hello",
        language="en",
        key=uuid.uuid4(),
        at=at,
    )
    return {"ticket": ticket.reference, "enclosure": Enclosure.objects.get(letter__ticket=ticket).pk}


def guardian_case(at: dt.datetime) -> str:
    """A guardian asks, with a proof."""
    request = children.ask(
        name="Guardian",
        email="guards@example.org",
        relation=Relation.PARENT,
        wish=Wish.SEE,
        child="nobody@example.org",
        words="",
        proof=[b"%PDF-1.7"],
        media_type="application/pdf",
        language="en",
        at=at,
    )
    return request.reference


def suspected(at: dt.datetime) -> str:
    """Words that may be a child's."""
    person_id = people.create(at=at).pk
    children.watch(person_id=person_id, text="I am 11 years old.", channel="letters", source="1", at=at)
    return str(Suspicion.objects.get(person=person_id).reference)


def published_change(at: dt.datetime) -> str:
    """A change of the notice that is in force already: no banner, nothing to agree to that was not agreed to."""
    row = Version.objects.create(
        version="2020-01",
        skeleton=skeleton(),
        words=every_language(),
        fingerprint=fingerprint(),
        drafted_at=at,
        effective_on=at.date(),
        effective_at=at,
        published_at=at,
        announced_at=at,
    )
    return row.version


def firms(at: dt.datetime) -> dict[str, object]:
    """A recipient with a contract that waits, a finding and a demand to erase."""
    until = at.date() + dt.timedelta(days=365)
    contract = sharing.propose_contract(
        recipient="carriers", starts_on=at.date(), ends_on=until, document_sha256="0" * 64, by="somebody", at=at
    )
    review = sharing.review(
        recipient="carriers",
        kind=Review.Kind.AUDIT,
        held_on=at.date(),
        next_due_on=until,
        passed=True,
        by="somebody",
        at=at,
        findings=[FindingWords("labels lie about", until)],
    )
    [demand] = sharing.demand(recipient="carriers", cause=Cause.ERASURE, references=["L-1"], at=at)
    return {
        "recipient": "carriers",
        "deed": "mailbox",
        "contract": contract.pk,
        "finding": review.findings.get().pk,
        "demand": demand,
    }


def settled(at: dt.datetime) -> tuple[Dispute, Precedent]:
    """A dispute that is decided, and what was settled by it."""
    dispute = feedback.dispute(
        clause="protect.masking", words="?", name="", email="first@example.net", language="en", at=at
    )
    counsel = staff("counsel")
    feedback.take_up(dispute=dispute, by=counsel, at=at)
    feedback.decide(dispute=dispute, outcome=Outcome.UPHELD, reasons="yes", by=counsel, at=at)
    words = {"en": "?", "zh-hans": "？"}
    return dispute, feedback.write_precedent(dispute=dispute, question=words, answer=words, by=counsel, at=at)


def rare_cases(at: dt.datetime) -> dict[str, object]:
    """A transfer that is sealed, and a publication that is packed, of somebody who is in nobody's way."""
    person, lin = people.create(at=at).pk, staff()
    transfer = handover.open_transfer(
        receiver="Northern", country="CN", mailbox="p@n.example", public_key="09" + "0" * 62, purposes=[], by=lin, at=at
    )
    over = at.date() - dt.timedelta(days=1)
    Transfer.objects.update(telling_at=at, told_at=at, objections_until=over)
    Told.objects.create(transfer=transfer, person_id=person, at=at, told_at=at, until=over)
    on_paper = people.create(at=at).pk
    Told.objects.create(transfer=transfer, person_id=on_paper, at=at, way=Told.Way.NONE)
    transfer.refresh_from_db()
    handover.seal(transfer=transfer, at=at)
    case = handover.request_publication(
        person_id=person, ground="court", authority="Court", order_number="1", ordered=["Letter"], by=lin, at=at
    )
    exhibit = handover.add_text(case=case, item="Letter", text="x", covered=[], by=lin, at=at)
    handover.weigh(case=case, matter="necessity", words="x", by=lin, at=at)
    handover.weigh(case=case, matter="legality", words="x", by=staff(), at=at)
    handover.pack(case=case, by=lin, at=at)
    return {
        "transfer": transfer.reference,
        "person-of-transfer": on_paper,
        "question-of-transfer": "policy",
        "step-of-transfer": "gone",
        "objection": token_for(transfer, person),
        "publication": case.reference,
        "exhibit-of-publication": exhibit.pk,
        "step-of-publication": "pack",
    }


def stranger_of(value: object) -> object:
    """An id of the same shape that belongs to nothing."""
    if isinstance(value, uuid.UUID):
        return uuid.UUID(int=value.int ^ 1)
    if isinstance(value, int):
        return value + 999_999
    return f"x{value}"[: len(str(value))] if len(str(value)) > 3 else "zz-nowhere"
