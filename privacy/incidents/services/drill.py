"""Drills: made-up people at test addresses go through the very code that real ones would."""

import datetime as dt
import uuid

from django.conf import settings
from django.db import transaction
from django.utils import translation

from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.datamap.vocabulary import WARN, WHILE_CUSTOMER
from privacy.erasure import services as erasure
from privacy.handles.models import Handle
from privacy.handles.types import Kind, normalised
from privacy.incidents import registry
from privacy.incidents.models import Incident, MadeUp
from privacy.incidents.services.approval import propose_sending
from privacy.incidents.services.counting import count
from privacy.incidents.services.declaring import declare, write
from privacy.incidents.types import Scope
from privacy.people.models import Person
from privacy.vault import services as vault

CHUNK = 500
BY = Actor.system("incidents.drill")


def begin_drill(*, at: dt.datetime, people: int = 0) -> Incident:
    """Declare a drill, count its made-up people, write the notices, and leave the sending to a second pair of eyes.

    A drill that was killed while it began is gone on with. `people` defaults to the plan's number.
    """
    plan = registry.plan()
    half = Incident.objects.filter(drill=True, closed_at=None).exclude(taken__step="write").first()
    incident = half or declare(
        kind=plan.kinds[0].id,
        scope=Scope(stores=["privacy_handles.Handle"]),
        began_at=at - dt.timedelta(days=1),
        ended_at=at,
        known_at=at,
        by=BY,
        at=at,
        drill=True,
    )
    wanted = people or plan.drill.people
    while (there := MadeUp.objects.filter(incident=incident).count()) < wanted:
        _make_up(incident, there, min(wanted, there + CHUNK), incident.known_at)
    count(incident=incident, by=BY, at=at)
    write(incident=incident, words=_words(), by=BY, at=at)
    propose_sending(incident=incident, by=BY, at=at)
    return incident


def end_drill(*, incident: Incident, at: dt.datetime) -> None:
    """Erase the made-up people; what was counted stays on the steps."""
    everyone = list(MadeUp.objects.filter(incident=incident).values_list("person_id", flat=True))
    for person_id in everyone:
        erasure.begin(person_ids=[person_id], at=at)


def _make_up(incident: Incident, first: int, last: int, at: dt.datetime) -> None:
    address = registry.plan().drill.address
    with transaction.atomic(), acting(WARN, by=BY, at=at):
        persons = [Person(created_at=at) for _ in range(first, last)]
        Person.objects.bulk_create(persons)
        vault.prepare_to_seal([one.pk for one in persons], kept=WHILE_CUSTOMER.id)
        MadeUp.objects.bulk_create(MadeUp(person=one, incident=incident) for one in persons)
        Handle.objects.bulk_create(
            _handle(one.pk, address.replace("{n}", str(number)), at) for number, one in enumerate(persons, start=first)
        )


def _handle(person_id: uuid.UUID, address: str, at: dt.datetime) -> Handle:
    value = normalised(Kind.EMAIL, address)
    index = vault.index_of(Kind.EMAIL, value)
    return Handle(person_id=person_id, kind=Kind.EMAIL, index=index, value=value, created_at=at, proved_at=at)


def _words() -> dict[str, str]:
    words = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            words[language] = translation.gettext("This is an exercise of our plan for the day when data leaks.")
    return words
