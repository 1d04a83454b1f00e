"""The record of processing (GDPR Art. 30), derived from the declarations; notice, files and diff share it."""

from typing import Any

from privacy.datamap import queries as datamap
from privacy.datamap.types import Anonymise, Declaration, Delete, KeepUntil, Personal, Purpose
from privacy.notice import register
from privacy.sharing.places import stores


def record() -> dict[str, Any]:
    """Purposes with the data they use, recipients, clocks and browser storage, as plain words and lists."""
    return {
        "purposes": [_purpose(one) for one in datamap.purposes()],
        "recipients": [
            {"id": one.id, "title": str(one.title), "does": str(one.does), "region": one.region}
            for one in datamap.recipients()
        ],
        "stores": [
            {"id": one.id, "title": str(one.title), "holds": str(one.holds), "country": one.country} for one in stores()
        ],
        "clocks": [{"id": one.id, "title": str(one.title), "because": str(one.because)} for one in datamap.clocks()],
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
    }


def skeleton() -> dict[str, Any]:
    """The record by ids alone, without words: what the fingerprint is taken of, equal in every language."""
    return {
        "purposes": {one.id: one.basis.value for one in datamap.purposes()},
        "recipients": {one.id: [one.region, *sorted(p.id for p in one.purposes)] for one in datamap.recipients()},
        "stores": {one.id: one.country for one in stores()},
        "clocks": {one.id: [one.period.years, one.period.months, one.period.days] for one in datamap.clocks()},
        "fields": {
            f"{said.label}.{name}": _field(said, personal)
            for said in datamap.about_people()
            for name, personal in said.personal.items()
        },
        "rows": {said.label: [said.kept.id if said.kept else "", said.since] for said in datamap.about_people()},
        "browser": {f"{one.place.value}:{one.name}": one.necessary for one in register.items()},
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
        "kept": said.kept.id if said.kept else "",
        "at_end": _ending(said),
        "fields": {name: _field(said, personal) for name, personal in said.personal.items()},
    }


def _ending(said: Declaration) -> str:
    match said.at_end:
        case Delete():
            return "deleted"
        case Anonymise():
            return "made anonymous"
        case KeepUntil(law=law):
            return f"kept locked: {law}"
