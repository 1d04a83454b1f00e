"""The one gate: what is not declared, agreed and under contract does not pass, and what passes is written down."""

import contextlib
import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import translation

from kit.inserting import insert
from kit.opaque import is_opaque
from privacy.access.services import acting
from privacy.access.types import Actor, Closed
from privacy.datamap import locks, registry
from privacy.datamap.types import Purpose, Recipient
from privacy.people.queries import all_of_one
from privacy.sharing.models import Disclosure
from privacy.sharing.services.clear import Clear
from privacy.sharing.standing import at_the_gate
from privacy.sharing.types import Refused, Standing
from privacy.vault.sealed import Sealed
from privacy.vault.types import KeyGone

Declared = Sealed | Clear


@dataclass(frozen=True, slots=True)
class Passage:
    """What somebody asks the gate to let through."""

    to: Recipient
    purpose: Purpose
    person_id: uuid.UUID
    fields: Collection[Declared]
    reference: str
    begun_at: dt.datetime | None
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Admitted:
    """What the gate has opened, and the record of it, which is still to be written."""

    opened: Mapping[str, Any]
    record: Disclosure

    def note(self) -> None:
        """Record that it goes there: one INSERT, in the caller's transaction."""
        insert([self.record])


def disclose(
    *,
    to: Recipient,
    purpose: Purpose,
    person_id: uuid.UUID,
    fields: Mapping[str, Declared],
    at: dt.datetime,
    reference: str = "",
    begun_at: dt.datetime | None = None,
) -> Mapping[str, Any]:
    """Open `fields` for `to` and record that they went there; the caller hands them over at once.

    Every field must be declared for `purpose` and shared with the recipient, whose contract and review must be in
    force. `reference` is the opaque number under which the recipient will find the record again, should it have to
    erase it. What was under way since `begun_at`, before a lapse, passes within the recipient's declared grace.
    Anything else raises `Refused`, and the refusal is recorded too: once, however often the same `reference` is tried
    while it stands. Not for use inside a transaction that may roll back: the record must outlive it.
    """
    admitted = admit(
        to=to, purpose=purpose, person_id=person_id, fields=fields, at=at, reference=reference, begun_at=begun_at
    )
    admitted.note()
    return admitted.opened


def admit(
    *,
    to: Recipient,
    purpose: Purpose,
    person_id: uuid.UUID,
    fields: Mapping[str, Declared],
    at: dt.datetime,
    reference: str = "",
    begun_at: dt.datetime | None = None,
) -> Admitted:
    """`disclose` in two steps, where the record is to be written together with something of the caller's.

    The same questions, the same refusals; call it before the transaction. Nothing may be handed over before the
    transaction in which the caller has called `note()` is committed.
    """
    if not is_opaque(reference):
        raise ValueError("a reference is an opaque id of at most 64 characters")
    passage = Passage(to, purpose, person_id, fields.values(), reference, begun_at, at)
    known = registry.recipients.get(to.id)
    if known is None:
        raise _refused(passage, "not in the register of recipients")
    standing = at_the_gate(known, at)
    grace = _grace(standing, passage)
    if reason := _objection(standing, passage, grace):
        raise _refused(passage, reason, standing)
    try:
        with acting(purpose, by=Actor.system(f"gate {to.id}"), at=at):
            opened = {name: sealed.reveal() for name, sealed in fields.items()}
    except Closed as closed:
        raise _refused(passage, str(closed), standing) from closed
    except KeyGone as gone:
        raise _refused(passage, "over or erased: nobody can read it any more", standing) from gone
    return Admitted(opened, _row(passage, standing, grace=grace))


def refuse_if_shut(*, to: Recipient, purpose: Purpose, begun_at: dt.datetime, at: dt.datetime) -> None:
    """Raise `Refused` when `to` may not even be asked about what was told it since `begun_at`.

    For questions that name what the recipient itself has given a name. Nothing of anybody passes: nothing is recorded.
    """
    known = registry.recipients.get(to.id)
    if known is None:
        raise Refused(f"{to.id}: not in the register of recipients")
    asked = Passage(known, purpose, uuid.UUID(int=0), (), "", begun_at, at)
    standing = at_the_gate(known, at)
    if reason := _objection(standing, asked, _grace(standing, asked)):
        raise Refused(f"{to.id}: {reason}")


def disclose_many(
    *,
    to: Recipient,
    purpose: Purpose,
    passages: Mapping[str, tuple[uuid.UUID, Mapping[str, Declared]]],
    at: dt.datetime,
) -> dict[str, dict[str, Any]]:
    """`disclose` for a page of people, by reference: the same refusals, one record each; without a key, left out.

    Raises `Refused` when anything of it may not pass; then nothing has passed, and each refusal is recorded.
    """
    asked = {
        reference: Passage(to, purpose, person_id, fields.values(), reference, None, at)
        for reference, (person_id, fields) in passages.items()
    }
    known = registry.recipients.get(to.id)
    standing = at_the_gate(known, at) if known else None
    reason = "" if standing else "not in the register of recipients"
    if standing:
        reason = next((why for one in asked.values() if (why := _objection(standing, one, ""))), "")
    if reason:
        _note_refusals([_row(one, standing, refused=reason) for one in asked.values()])
        raise Refused(f"{to.id}: {reason}")
    opened = {}
    with acting(purpose, by=Actor.system(f"gate {to.id}"), at=at):
        for reference, (_person, fields) in passages.items():
            with contextlib.suppress(Closed, KeyGone):
                opened[reference] = {name: sealed.reveal() for name, sealed in fields.items()}
    with transaction.atomic():
        insert([_row(asked[reference], standing) for reference in opened])
    return opened


def note_passages(
    *,
    recipient: str,
    country: str,
    purpose: str,
    fields: Mapping[uuid.UUID, Collection[str]],
    at: dt.datetime,
    reference: str = "",
) -> None:
    """Record, in the caller's transaction, that a package with these fields of these persons is to go to `recipient`.

    For what has its own approval: a transfer of the business, a publication, a network somebody chose to go to. Without
    a `reference` the recipient knows each person by their opaque number.
    """
    Disclosure.objects.bulk_create(
        (
            Disclosure(
                person_id=person_id,
                recipient=recipient,
                purpose=purpose,
                fields=sorted(names),
                region=country,
                contract_until="",
                reference=reference or str(person_id),
                at=at,
            )
            for person_id, names in fields.items()
        ),
        batch_size=500,
    )


def _grace(standing: Standing, passage: Passage) -> str:
    """Why a lapse does not stop this passage yet, in English for the record; empty when it does."""
    declared, lapsed_on = standing.recipient.grace, standing.lapsed_on
    if declared is None or lapsed_on is None or passage.begun_at is None:
        return ""
    if passage.begun_at.date() > lapsed_on or passage.at.date() > lapsed_on + dt.timedelta(days=declared.days):
        return ""
    with translation.override("en"):
        return str(declared.because)[:200]


def _objection(standing: Standing, passage: Passage, grace: str) -> str:
    """Why nothing may pass, or nothing."""
    known = standing.recipient
    if standing.shut and not grace:
        return str(standing.shut)
    if passage.purpose not in known.purposes:
        return f"not engaged for {passage.purpose.id}"
    strange = {one.person_id for one in passage.fields} - {passage.person_id}
    if strange and not strange <= all_of_one(passage.person_id):
        return "a field of somebody else"
    over = over_asked(known, passage.purpose, passage.fields)
    if over:
        return f"not declared as shared: {', '.join(over)}"
    return "" if _announced(known, passage) else "not in the notice in force"


def _announced(known: Recipient, passage: Passage) -> bool:
    promised = locks.published(passage.at)
    if promised is None:
        return True
    if not promised.allows_recipient(known, passage.purpose):
        return False
    return all(promised.allows_share(one.place, one.said, known) for one in passage.fields)


def over_asked(known: Recipient, purpose: Purpose, fields: Iterable[Declared]) -> list[str]:
    """The fields asked for that this recipient does not need for this purpose, by what is declared."""
    return [
        one.place
        for one in fields
        if known.id not in {to.id for to in one.said.shared_with} or purpose not in one.said.for_
    ]


def _refused(passage: Passage, reason: str, standing: Standing | None = None) -> Refused:
    _note_refusals([_row(passage, standing, refused=reason)])
    return Refused(f"{passage.to.id}: {reason}")


def _note_refusals(rows: Sequence[Disclosure]) -> None:
    """Record these but for those that stand: the same was refused for the same reason, and nothing came in between.

    One record is enough for each; it says since when. What has no reference may be another thing each time.
    """
    named = {"person__in": {row.person_id for row in rows}, "reference__in": {row.reference for row in rows} - {""}}
    last = {_thing(row): row.refused for row in Disclosure.objects.filter(**named).order_by("at", "pk")}
    insert([row for row in rows if last.get(_thing(row)) != row.refused])


def _thing(row: Disclosure) -> tuple[object, ...]:
    return row.person_id, row.recipient, row.purpose, row.reference, *row.fields


def _row(passage: Passage, standing: Standing | None, *, grace: str = "", refused: str = "") -> Disclosure:
    return Disclosure(
        person_id=passage.person_id,
        recipient=passage.to.id,
        purpose=passage.purpose.id,
        fields=sorted(sealed.place for sealed in passage.fields),
        region=standing.recipient.region if standing else passage.to.region,
        contract_until=standing.contract_until if standing else passage.to.contract_until,
        contract_version=standing.contract_version if standing else None,
        reference=passage.reference,
        grace=grace,
        refused=refused[:200],
        at=passage.at,
    )
