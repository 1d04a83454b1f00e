"""A guardian's request: taken with its proof, answered within working days, carried out through the rights' doors."""

import datetime as dt
import re
import uuid
from collections.abc import Iterable

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from kit.ids import reference
from privacy.access.types import Actor
from privacy.children import registry
from privacy.children.clocks import GUARDIAN, subject
from privacy.children.models import GuardianRequest
from privacy.children.services.deciding import erase_child
from privacy.children.services.watching import watch
from privacy.children.types import Decided, Relation, Wish
from privacy.datamap.vocabulary import CHILD_CASE, PROTECT_CHILDREN, SELF
from privacy.deadlines import services as deadlines
from privacy.handles import queries as handles
from privacy.handles import services as handle_services
from privacy.handles.types import Kind, normalised
from privacy.ledger import services as ledger
from privacy.people import services as people
from privacy.rights import export
from privacy.rights import services as rights
from privacy.rights.types import Proof, Right
from privacy.sharing.services import post
from privacy.vault import files
from privacy.vault import services as vault

# Numbers we give, such as an order's: a letter, a dash, letters and digits.
NUMBER = re.compile("[A-Z]-[A-Z0-9]{4,20}")


def ask(
    *,
    name: str,
    email: str,
    relation: Relation,
    wish: Wish,
    child: str,
    words: str,
    proof: Iterable[bytes],
    media_type: str,
    language: str,
    at: dt.datetime,
) -> GuardianRequest:
    """Take a guardian's request; its clock runs from now. The proof is sealed and goes with the decision.

    `child` is an e-mail address, phone number or order number of the child. Raises `ValidationError` for what is none
    of them. Whether we know the child does not show.
    """
    index = index_of_child(child)
    with transaction.atomic(), transaction.atomic(using="keys"):
        person_id = people.create(at=at).pk
        handle_services.attach(person_id=person_id, kind=Kind.EMAIL, value=email, at=at)
        file = files.store(
            proof,
            person_id=person_id,
            name="proof",
            media_type=media_type,
            purpose=PROTECT_CHILDREN,
            kept=CHILD_CASE,
            at=at,
        )
        request: GuardianRequest = GuardianRequest.objects.create(
            person_id=person_id,
            reference=reference("G"),
            name=name,
            relation=relation,
            wish=wish,
            child_index=index,
            words=words or None,
            proof=file,
            language=language,
            received_at=at,
        )
        deadlines.start(subject=subject(request), kind=GUARDIAN, at=at)
        watch(person_id=person_id, text=words, channel="guardians", source=request.reference, at=at)
        ledger.append(kind="guardian.asked", about=person_id, facts={"case": request.reference, "wish": wish}, at=at)
        _write(request, "received", at)
    return request


def index_of_child(told: str) -> str:
    """The fingerprint under which the child will be found: of an address, a number, or what an order was placed with.

    Raises `ValidationError` for what is neither address nor number.
    """
    if "@" in told:
        return vault.index_of(Kind.EMAIL, normalised(Kind.EMAIL, told))
    number = told.strip().upper()
    if NUMBER.fullmatch(number):
        owner = registry.owner_of(number)
        handle = owner and (handles.newest(owner, Kind.EMAIL) or handles.newest(owner, Kind.PHONE))
        return handle.index if handle else vault.index_of("number", number)
    return vault.index_of(Kind.PHONE, normalised(Kind.PHONE, told))


def grant(*, request: GuardianRequest, by: Actor, at: dt.datetime) -> str:
    """The relationship is shown: do what was asked. Returns the erasure's reference, if there is one.

    Raises `Decided` when somebody was faster.
    """
    with transaction.atomic(), transaction.atomic(using="keys"):
        _close(request, granted=True, by=by, at=at)
        children = frozenset(one for kind in Kind for one in handles.bearers(kind, request.child_index))
        if children and request.wish == Wish.ERASE:
            erased = erase_child(children, channel="guardians", kinds=["guardian"], found_at=request.received_at, at=at)
            GuardianRequest.objects.filter(pk=request.pk).update(erasure=erased)
            request.erasure = erased
        elif children:
            _hand_over(request, children, at)
        _write(request, "granted" if children else "unknown", at)
    return request.erasure


def refuse(*, request: GuardianRequest, by: Actor, at: dt.datetime) -> None:
    """The relationship is not shown. Raises `Decided` when somebody was faster."""
    with transaction.atomic(), transaction.atomic(using="keys"):
        _close(request, granted=False, by=by, at=at)
        _write(request, "refused", at)


def _close(request: GuardianRequest, *, granted: bool, by: Actor, at: dt.datetime) -> None:
    rows = GuardianRequest.objects.filter(pk=request.pk, decided_at=None)
    proof = request.proof
    if not rows.update(decided_at=at, granted=granted, proof=None):
        raise Decided(request.reference)
    if proof is not None:
        files.destroy([proof])
    request.refresh_from_db()
    deadlines.stop(subject=subject(request), at=at)
    facts = {"case": request.reference, "granted": "yes" if granted else "no", "by": by.id}
    ledger.append(kind="guardian.decided", about=request.person_id, facts=facts, at=at)


def _hand_over(request: GuardianRequest, children: frozenset[uuid.UUID], at: dt.datetime) -> None:
    """The child's copy becomes a sealed file of the guardian, found on "My data" once they prove their address."""
    asked = rights.receive(person_ids=children, right=Right.ACCESS, language=request.language, at=at)
    rights.prove(request=asked, proof=Proof(children, "guardian", at), at=at)
    rights.start(request=asked, at=at)
    files.store(
        export.archive(children, at=at),
        person_id=request.person_id,
        name=f"{request.reference}.zip",
        media_type="application/zip",
        purpose=SELF,
        kept=CHILD_CASE,
        at=at,
    )
    rights.fulfil(request=asked, at=at)


def _write(request: GuardianRequest, name: str, at: dt.datetime) -> None:
    with translation.override(request.language):
        post(
            person_id=request.person_id,
            purpose=PROTECT_CHILDREN,
            subject=_("Your request as a guardian (%(reference)s)") % {"reference": request.reference},
            text=render_to_string(f"privacy_children/mail/{name}.txt", {"request": request}),
            language=request.language,
            key=f"guardian:{request.reference}:{name}",
            at=at,
        )
