"""Whom an incident concerns: computed in the database from the data map, the openings and the disclosures."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.models import CharField, DateTimeField, Exists, JSONField, OuterRef, Q, QuerySet, UUIDField, Value
from django.db.models.functions import Coalesce

from privacy.access.models import Opening
from privacy.access.types import Actor
from privacy.datamap import queries as datamap
from privacy.incidents import registry
from privacy.incidents.models import Affected, Incident, MadeUp
from privacy.incidents.services.declaring import take
from privacy.people.models import Person
from privacy.sharing.models import Disclosure


def count(*, incident: Incident, by: Actor, at: dt.datetime) -> int:
    """Find everybody concerned, once each, whatever number they go by; and how grave it is. Returns how many.

    Counting again adds whom it finds in addition, and counts the records within reach anew. Of the erased nothing was
    left to leak.
    """
    with transaction.atomic():
        found, records = dict.fromkeys(("stores", "openings", "disclosures"), 0), 0
        for source, rows, person in places(incident):
            found[source] += _note(incident, rows.values(person), at)
            records += rows.filter(**{f"{person}__in": _people(incident)}).count()
        people = Affected.objects.filter(incident=incident).count()
        before = incident.sources
        incident.sources = {source: new + before.get(source, 0) for source, new in found.items()}
        incident.categories, incident.records = sorted(categories(incident)), records
        incident.severity = severity(incident.categories, people)
        incident.save(update_fields=["sources", "categories", "severity", "records"])
        facts: dict[str, str | int] = {"people": people, "records": records, "severity": incident.severity}
        take(incident=incident, step="count", by=by, at=at, facts=facts, again=True)
    return people


def places(incident: Incident) -> "Iterator[tuple[str, QuerySet[Any, Any], str]]":
    """Every place in the scope: where it was found, the records there, and what names the person of each."""
    scope = incident.scope
    for label in scope["stores"]:
        said = datamap.declaration(apps.get_model(label))
        unstarted = Q(**{f"{said.since}__isnull": True})
        rows = said.model._base_manager.filter(datamap.started_by(said, incident.ended_at) | unstarted)
        yield "stores", rows.exclude(**{said.person: None}), said.person
    window = Q(at__gte=incident.began_at, at__lte=incident.ended_at)
    if scope["actors"]:
        yield "openings", Opening.objects.filter(window, actor__in=scope["actors"]), "person"
    if scope["recipients"]:
        went = Disclosure.objects.filter(window, recipient__in=scope["recipients"], refused="")
        yield "disclosures", went, "person"


def categories(incident: Incident) -> set[str]:
    """Ids of the kinds of data that were within reach."""
    scope = incident.scope
    stores = [datamap.declaration(apps.get_model(label)) for label in scope["stores"]]
    kinds = {field.category.id for said in stores for field in said.personal.values()}
    window = Q(at__gte=incident.began_at, at__lte=incident.ended_at)
    opened = Opening.objects.filter(window, actor__in=scope["actors"]).values_list("fields", flat=True)
    went = Disclosure.objects.filter(window, recipient__in=scope["recipients"], refused="")
    seen = [*opened.distinct().order_by(), *went.values_list("fields", flat=True).distinct().order_by()]
    return kinds | {kind for fields in seen for place in fields if (kind := _category(place))}


def severity(kinds: list[str], people: int) -> str:
    """The first level of the plan that holds for these kinds of data and so many people; "" when none does."""
    for level in registry.plan().severities:
        if {one.id for one in level.categories} & set(kinds) or people >= level.people > 0:
            return level.id
    return registry.plan().severities[-1].id


def _category(place: str) -> str:
    label, _, name = place.rpartition(".")
    said = next((one for one in datamap.declarations() if one.label == label), None)
    field = said.personal.get(name) if said else None
    return field.category.id if field else ""


def _people(incident: Incident) -> "QuerySet[Person]":
    """Whom an incident can concern at all: real people, or in a drill the made-up ones."""
    made_up = Exists(MadeUp.objects.filter(person=OuterRef("pk")))
    return Person.objects.filter(made_up if incident.drill else ~made_up, erased_at=None)


def _note(incident: Incident, rows: "QuerySet[Any, Any]", at: dt.datetime) -> int:
    """INSERT … SELECT: no row comes to Python, so a million of them cost seconds. Returns how many were new."""
    values = {
        "incident_id": Value(incident.pk, UUIDField()),
        "reference": Value(incident.reference, CharField()),
        "what": Value("", CharField()),
        "found_at": Value(at, DateTimeField()),
        "next_at": Value(at, DateTimeField()),
        "channel": Value("", CharField()),
        "tried": Value([], JSONField()),
        "bounces": Value(0),
        "delays": Value(0),
        "person_id": Coalesce("merged_into_id", "pk", output_field=UUIDField()),
    }
    people = _people(incident).filter(pk__in=rows)
    chosen = people.annotate(**{f"row_{name}": value for name, value in values.items()})
    select = chosen.values_list(*(f"row_{name}" for name in values)).distinct().order_by()
    sql, params = select.query.get_compiler(connection=connection).as_sql()
    columns = ", ".join(connection.ops.quote_name(name) for name in values)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {Affected._meta.db_table} ({columns}) {sql} ON CONFLICT DO NOTHING",
            params,
        )
        return max(int(cursor.rowcount), 0)
