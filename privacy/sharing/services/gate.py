"""The one gate: what is not declared, agreed and under contract does not pass, and what passes is written down."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from privacy.access.services import acting
from privacy.access.types import Actor, Closed
from privacy.datamap import registry
from privacy.datamap.types import Purpose, Recipient
from privacy.sharing import queries
from privacy.sharing.models import Disclosure, Termination
from privacy.sharing.types import Refused
from privacy.vault.sealed import Sealed


def disclose(
    *, to: Recipient, purpose: Purpose, person_id: uuid.UUID, fields: Mapping[str, Sealed], at: dt.datetime
) -> dict[str, Any]:
    """Open `fields` for `to` and record that they went there; the caller hands them over at once.

    Every field must be declared for `purpose` and shared with the recipient, whose contract and review must be in
    force. Anything else raises `Refused`, and the refusal is recorded too. Not for use inside a transaction that may
    roll back: the record must outlive it.
    """
    known = registry.recipients.get(to.id)
    reason = _objection(known, purpose, fields.values(), at)
    if known is None or reason:
        _record(to, purpose, person_id, fields.values(), at, refused=reason)
        raise Refused(f"{to.id}: {reason}")
    try:
        with acting(purpose, by=Actor.system(f"gate {to.id}"), at=at):
            opened = {name: sealed.reveal() for name, sealed in fields.items()}
    except Closed as closed:
        _record(known, purpose, person_id, fields.values(), at, refused=str(closed)[:200])
        raise Refused(str(closed)) from closed
    _record(known, purpose, person_id, fields.values(), at)
    return opened


def terminate(*, recipient: Recipient, reason: str, at: dt.datetime) -> None:
    """Drop a recipient: the next call sends nothing."""
    Termination.objects.get_or_create(recipient=recipient.id, defaults={"at": at, "reason": reason})


def _objection(known: Recipient | None, purpose: Purpose, fields: Iterable[Sealed], at: dt.datetime) -> str:
    """Why nothing may pass, or nothing."""
    if known is None:
        return "not in the register of recipients"
    today = at.date().isoformat()
    undeclared = [one.place for one in fields if known.id not in {to.id for to in one.said.shared_with}]
    objections = {
        "terminated": queries.terminated(known.id),
        f"contract lapsed on {known.contract_until}": known.contract_until < today,
        f"review was due on {known.review_due}": known.review_due < today,
        f"not engaged for {purpose.id}": purpose not in known.purposes,
        f"not declared as shared: {', '.join(undeclared)}": bool(undeclared),
    }
    return next((reason for reason, stands in objections.items() if stands), "")


def _record(
    to: Recipient,
    purpose: Purpose,
    person_id: uuid.UUID,
    fields: Iterable[Sealed],
    at: dt.datetime,
    refused: str = "",
) -> None:
    Disclosure.objects.create(
        person_id=person_id,
        recipient=to.id,
        purpose=purpose.id,
        fields=sorted(sealed.place for sealed in fields),
        region=to.region,
        contract_until=to.contract_until,
        refused=refused,
        at=at,
    )
