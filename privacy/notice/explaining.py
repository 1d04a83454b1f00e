"""What is declared of one model, in words for developers: whose it is, how long it lives, where each field may go."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from privacy.datamap import locks
from privacy.datamap import queries as datamap
from privacy.datamap.types import (
    Anonymise,
    Declaration,
    Delete,
    Edge,
    FieldDeclaration,
    KeepUntil,
    NotPersonal,
    Personal,
    RetentionClass,
)


def explained(said: Declaration, *, at: dt.datetime) -> Iterator[str]:
    """Line by line; clocks as the code declares them, and as they run at `at` where the notice in force is shorter."""
    if said.not_personal:
        yield f"{said.label}: nothing personal ({said.not_personal})"
    else:
        yield f"{said.label}: {said.title}" if said.title else said.label
        yield f"  person: {_path(said)}"
        yield f"  kept: {_clock(said.kept, locks.row_clock(said, at))}, from {said.since or 'nothing'}"
        yield f"  at the end: {ending(said)}"
    for name, declared in said.fields.items():
        yield f"  {name}: {_field(said, name, declared, at)}"


def ending(said: Declaration) -> str:
    """What becomes of a row at erasure and at its clock's end."""
    match said.at_end:
        case Delete():
            return "deleted"
        case Anonymise(empty=names):
            return f"made anonymous, without {', '.join(names)}"
        case KeepUntil(law=law, keep=names):
            return f"kept locked until its clock ends: {', '.join(names)} ({law})"


def _path(said: Declaration) -> str:
    """The way to the person over each model's field, as in `account.EmailAddress.user > accounts.Account.person`."""
    steps, model = [], said.model
    for name in said.person.split("__"):
        field: Any = datamap.field_at(model, name)
        steps.append(f"{model._meta.label}.{name}")
        if field is None or not field.related_model:
            return f"{' > '.join(steps)}, which leads to nobody"
        model = field.related_model
    return f"{' > '.join(steps)} > {model._meta.label}"


def _field(said: Declaration, name: str, declared: FieldDeclaration, at: dt.datetime) -> str:
    match declared:
        case Edge(reason=reason, rule=rule):
            field = datamap.field_at(said.model, name)
            target = field.related_model if field else None
            to = target._meta.label if isinstance(target, type) else "a person, by number"
            return f"leads to {to} ({reason}); when that is erased, {rule.value}"
        case NotPersonal(reason=reason):
            return f"not personal: {reason}"
        case Personal():
            purposes = ", ".join(one.id for one in declared.for_)
            recipients = ", ".join(one.id for one in declared.shared_with) or "nobody"
            own = f"; kept {_clock(declared.kept, locks.field_clock(said, name, at))}" if declared.kept else ""
            return f"{declared.category.id} for {purposes}; shared with {recipients}{own}"


def _clock(declared: RetentionClass | None, standing: RetentionClass | None) -> str:
    if declared is None or standing is None:
        return "without a clock"
    shorter = f", in force {standing.period.iso}" if standing.period != declared.period else ""
    return f"{declared.id} ({declared.period.iso}{shorter}: {declared.because})"
