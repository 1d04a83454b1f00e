"""The record of processing (GDPR Art. 30), derived from the declarations; notice, files and diff share it."""

from typing import Any

from django.conf import settings

from privacy.correspondence.queries import public_mailboxes
from privacy.datamap import queries as datamap
from privacy.datamap.types import Declaration, Edge, Personal, Purpose
from privacy.notice import register, registry
from privacy.notice.explaining import ending
from privacy.sharing import queries as sharing
from privacy.sharing.places import stores

MEASURES = "protect."  # the promises that say how data is kept safe


def record() -> dict[str, Any]:
    """`declared`, and the firms that work for recipients today: the desk enters them, no declaration does."""
    said = declared()
    behind = firms_behind()
    said["recipients"] = [one | {"firms": behind.get(one["id"], [])} for one in said["recipients"]]
    return said


def firms_behind() -> dict[str, list[dict[str, str]]]:
    """The firms behind each recipient today, by its id."""
    known = sharing.firms_behind(one.id for one in datamap.recipients())
    return {
        recipient: [{"name": one.name, "does": one.does, "country": one.country} for one in firms if not one.ended_on]
        for recipient, firms in known.items()
    }


def declared() -> dict[str, Any]:
    """Everything Art. 30 asks for and what else is declared, as plain words and lists, in the active language."""
    return {
        "controller": {
            "name": settings.PRIVACY_CONTROLLER,
            "contacts": [f"{one.local}@{settings.PRIVACY_MAIL_DOMAIN}" for one in public_mailboxes()],
        },
        "purposes": [_purpose(one) for one in datamap.purposes()],
        "recipients": [
            {
                "id": one.id,
                "title": str(one.title),
                "does": str(one.does),
                "region": one.region,
                "purposes": sorted(purpose.id for purpose in one.purposes),
            }
            for one in datamap.recipients()
        ],
        "stores": [
            {
                "id": one.id,
                "title": str(one.title),
                "holds": str(one.holds),
                "country": one.country or one.moves_to,
            }
            for one in stores()
        ],
        "categories": [
            {"id": one.id, "title": str(one.title), "rests": "sealed" if one.sealed else "plain"}
            for one in datamap.categories()
        ],
        "clocks": [
            {"id": one.id, "title": str(one.title), "lasts": one.period.iso, "because": str(one.because)}
            for one in datamap.clocks()
        ],
        "models": [_model(said) for said in datamap.about_people()],
        "browser": [
            {
                "name": one.name,
                "place": one.place.value,
                "purpose": str(one.purpose),
                "content": str(one.content),
                "lifetime": str(one.lifetime),
                "necessary": one.necessary,
            }
            for one in register.items()
        ],
        "measures": [
            {"id": key, "title": words} for key, words in registry.clauses().items() if key.startswith(MEASURES)
        ],
    }


def skeleton() -> dict[str, Any]:
    """The record by ids alone, without words: what the fingerprint is taken of, equal in every language."""
    return {
        "purposes": {one.id: one.basis.value for one in datamap.purposes()},
        "recipients": {one.id: [one.region, *sorted(p.id for p in one.purposes)] for one in datamap.recipients()},
        "stores": {one.id: one.moves_to or one.country for one in stores()},
        "clocks": {one.id: [one.period.years, one.period.months, one.period.days] for one in datamap.clocks()},
        "fields": {
            f"{said.label}.{name}": _field(said, personal)
            for said in datamap.about_people()
            for name, personal in said.personal.items()
        },
        "rows": {said.label: [said.kept.id if said.kept else "", said.since] for said in datamap.about_people()},
        "browser": {one.key: one.necessary for one in register.items()},
    }


def _field(said: Declaration, personal: Personal) -> dict[str, Any]:
    clock = personal.kept or said.kept
    return {
        "category": personal.category.id,
        "for": sorted(one.id for one in personal.for_),
        "shared_with": sorted(one.id for one in personal.shared_with),
        "kept": clock.id if clock else "",
        "at_end": type(said.at_end).__name__,
    }


def _purpose(purpose: Purpose) -> dict[str, Any]:
    uses = [
        (said, personal)
        for said in datamap.about_people()
        for personal in said.personal.values()
        if purpose in personal.for_
    ]
    clocks = {clock.id: clock for said, personal in uses if (clock := personal.kept or said.kept)}
    return {
        "id": purpose.id,
        "title": str(purpose.title),
        "basis": purpose.basis.value,
        "explanation": str(purpose.explanation),
        "data": sorted({str(personal.category.title) for _said, personal in uses}),
        "recipients": sorted(
            {
                str(one.title)
                for _said, personal in uses
                for one in personal.shared_with
                if purpose.id in {engaged.id for engaged in one.purposes}
            }
        ),
        "kept": [{"title": str(clock.title), "because": str(clock.because)} for clock in clocks.values()],
    }


def _model(said: Declaration) -> dict[str, Any]:
    return {
        "model": said.label,
        "title": str(said.title),
        "person": said.person,
        "kept": said.kept.id if said.kept else "",
        "since": said.since,
        "at_end": ending(said),
        "edges": {field.name: _edge(said, field.name) for field in datamap.edges(said)},
        "fields": {name: _field(said, personal) for name, personal in said.personal.items()},
    }


def _edge(said: Declaration, name: str) -> str:
    declared = said.fields[name]
    return f"{declared.reason}; {declared.rule.value}" if isinstance(declared, Edge) else ""
