"""Hearing people out, settling what is disputed, and writing down what was learned."""

import datetime as dt
import re
import uuid
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from kit.ids import reference
from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.children import registry as channels
from privacy.children import services as children
from privacy.datamap.vocabulary import SETTLE_DISPUTES
from privacy.deadlines import services as deadlines
from privacy.feedback import clocks
from privacy.feedback.models import Assessment, Dispute, Precedent, Remark, Review
from privacy.feedback.types import AlreadyDecided, NotTheReviewer, Outcome, SamePerson, Source, TellsWho
from privacy.handles import services as handles
from privacy.handles.types import Kind
from privacy.ledger import services as ledger
from privacy.people import services as people
from privacy.sharing import services as sharing

Words = Mapping[str, str]
# What would lead to somebody: an address, a number to call, a number of an order or a case.
TRACES = re.compile(r"[^\s@]+@[^\s@]+|\+?\d[\d\s()./-]{6,}\d|\b[A-Z]-[A-Z0-9]{4,}\b")


FEEDBACK = channels.channel("feedback", _lazy("Remarks and disputes about the notice"))


def remark(*, clause: str, words: str, language: str, at: dt.datetime, person_id: uuid.UUID | None = None) -> None:
    """Keep what somebody said about a clause, sealed under a key of its own; nobody has to say who they are."""
    with transaction.atomic():
        kept = Remark.objects.create(
            person_id=person_id or people.create(at=at).pk,
            clause=clause,
            words=words,
            language=language,
            received_at=at,
        )
        children.watch(person_id=kept.person_id, text=words, channel=FEEDBACK, source=f"remark:{kept.pk}", at=at)


def dispute(
    *,
    clause: str,
    words: str,
    name: str,
    email: str,
    language: str,
    at: dt.datetime,
    person_id: uuid.UUID | None = None,
) -> Dispute:
    """Open a dispute, start its clock and confirm it by mail. Raises `ValidationError` for no e-mail address."""
    with transaction.atomic():
        if person_id is None:
            person_id = people.create(at=at).pk
            handles.attach(person_id=person_id, kind=Kind.EMAIL, value=email, at=at)
        opened = Dispute(
            person_id=person_id,
            reference=reference("D"),
            clause=clause,
            name=name or None,
            words=words,
            language=language,
            received_at=at,
        )
        opened.due_on = deadlines.start(subject=clocks.subject(opened), kind=clocks.DISPUTE, at=at)
        opened.save()
        children.watch(person_id=person_id, text=words, channel=FEEDBACK, source=opened.reference, at=at)
        _write(opened, "received", at, to=email)
        _note(opened, "received", at)
    return opened


def take_up(*, dispute: Dispute, by: Actor, at: dt.datetime) -> None:
    """Somebody of law makes the dispute theirs; whoever had it hands it over. Raises `AlreadyDecided`."""
    with transaction.atomic():
        if not Dispute.objects.filter(pk=dispute.pk, outcome="").update(reviewer=by.id):
            raise AlreadyDecided(dispute.reference)
        dispute.reviewer = by.id
        _note(dispute, "taken-up", at)


def decide(*, dispute: Dispute, outcome: Outcome, reasons: str, by: Actor, at: dt.datetime) -> None:
    """Decide, and tell the person why. Raises `NotTheReviewer` for anybody else, `AlreadyDecided` the second time."""
    if dispute.reviewer != by.id:
        raise NotTheReviewer(dispute.reference)
    with transaction.atomic():
        open_still = Dispute.objects.filter(pk=dispute.pk, outcome="", reviewer=by.id)
        if not open_still.update(outcome=outcome, decided_at=at):
            raise AlreadyDecided(dispute.reference)
        dispute.outcome, dispute.decided_at, dispute.reasons = outcome, at, reasons
        dispute.save(update_fields=["reasons"])
        deadlines.stop(subject=clocks.subject(dispute), at=at)
        _write(dispute, "decided", at, outcome=Outcome(outcome).label, reasons=reasons)
        _note(dispute, "decided", at)


def write_precedent(*, dispute: Dispute, question: Words, answer: Words, by: Actor, at: dt.datetime) -> Precedent:
    """Tell what was settled without telling who asked. Raises `TellsWho`, and `ValueError` before there is a decision.

    Refused are e-mail addresses, phone numbers, references, and every word of the name the person gave.
    """
    if not dispute.outcome:
        raise ValueError("only what is decided becomes a precedent")
    if told := _recognisable(dispute, [*question.values(), *answer.values()], by, at):
        raise TellsWho(*told)
    return Precedent.objects.create(
        dispute=dispute,
        clause=dispute.clause,
        question=dict(question),
        answer=dict(answer),
        written_by=by.id,
        written_at=at,
    )


def release(*, precedent: Precedent, by: Actor, at: dt.datetime) -> None:
    """Publish; from now on nothing ties it to the dispute. Once. Raises `SamePerson` when its writer tries."""
    if precedent.written_by == by.id:
        raise SamePerson(str(precedent.pk))
    waiting = Precedent.objects.filter(pk=precedent.pk, released_at=None)
    if waiting.update(released_by=by.id, released_at=at, dispute=None):
        ledger.append(kind="precedent.released", about=None, facts={"precedent": precedent.pk}, at=at)


def review(
    *,
    clause: str,
    source: Source,
    learned: Words,
    decided: Words,
    remarks: Iterable[uuid.UUID],
    by: Actor,
    at: dt.datetime,
) -> Review:
    """Write down what was learned and done about a clause, and which remarks led to it."""
    with transaction.atomic():
        entry = Review.objects.create(
            clause=clause, source=source, learned=dict(learned), decided=dict(decided), by=by.id, at=at
        )
        Remark.objects.filter(pk__in=list(remarks), clause=clause).update(review=entry)
        ledger.append(kind="policy.reviewed", about=None, facts={"clause": clause, "review": entry.pk}, at=at)
    return entry


def assess(*, role: str, scope: Words, found: Words, on: dt.date, by: Actor, at: dt.datetime) -> Assessment:
    """Keep what an expert from outside found."""
    made = Assessment.objects.create(role=role, scope=dict(scope), found=dict(found), on=on, by=by.id, at=at)
    ledger.append(kind="policy.assessed", about=None, facts={"assessment": made.pk}, at=at)
    return made


def _recognisable(dispute: Dispute, texts: list[str], by: Actor, at: dt.datetime) -> list[str]:
    with acting(SETTLE_DISPUTES, by=by, at=at, reason=dispute.reference):
        name = str(dispute.name or "")
    whole = "\n".join(texts)
    parts = {part for part in re.split(r"[\s,;·.]+", name) if len(part) > 1 or not part.isascii()}
    named = [part for part in sorted(parts) if re.search(rf"(?<!\w){re.escape(part)}(?!\w)", whole, re.IGNORECASE)]
    written_together = [part for part in sorted(parts) if not part.isascii() and part in whole]
    return sorted({*named, *written_together, *TRACES.findall(whole)})


def _write(dispute: Dispute, what: str, at: dt.datetime, *, to: str = "", **words: object) -> None:
    with translation.override(dispute.language):
        sharing.post(
            person_id=dispute.person_id,
            purpose=SETTLE_DISPUTES,
            subject=_("Your question about our promises: %(reference)s") % {"reference": dispute.reference},
            text=render_to_string(f"privacy_feedback/mail/{what}.txt", {"dispute": dispute, **words}),
            language=dispute.language,
            key=f"dispute:{dispute.pk}:{what}",
            at=at,
            to=to,
        )


def _note(dispute: Dispute, step: str, at: dt.datetime) -> None:
    facts = {"dispute": dispute.reference, "clause": dispute.clause}
    ledger.append(kind=f"dispute.{step}", about=dispute.person_id, facts=facts, at=at)
