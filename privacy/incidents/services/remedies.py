"""What helps those concerned: each remedy is real, and doing it twice is doing it once."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Iterator, Sequence

from django.db import transaction

from kit import failpoints
from kit.jobs.services import enqueue
from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.datamap.vocabulary import WARN
from privacy.incidents import registry
from privacy.incidents.models import Affected, Incident, MonitoringCode
from privacy.incidents.services.declaring import take
from privacy.incidents.services.letters import tell_of_codes
from privacy.incidents.types import Misstep, Remedy
from privacy.people import queries as people
from privacy.people import services as nobody
from privacy.vault import rotation
from privacy.vault import services as vault

CHUNK = 500


def help_people(*, incident: Incident, remedies: Collection[Remedy], by: Actor, at: dt.datetime) -> None:
    """End the sessions, void the passwords, hand out the codes, change the master key: whichever is chosen.

    May be killed anywhere and called again: who was helped is on record and is passed by, so that a password chosen
    in between stays valid.
    """
    if Remedy.SIGN_OUT in remedies:
        _each(incident, "signed_out_at", lambda ids, _at: vault.end_sessions(ids), at)
    if Remedy.NEW_PASSWORD in remedies:
        _each(incident, "new_password_at", registry.demand_passwords, at)
    given = give_codes(incident=incident, at=at) if Remedy.MONITORING in remedies else 0
    if Remedy.ROTATE_KEYS in remedies and not incident.drill:
        _rotate(incident)
    facts = {one.value: 1 for one in [*remedies, *remedies_of(incident)]}
    facts["codes"] = MonitoringCode.objects.filter(incident=incident).count()
    take(incident=incident, step="help", by=by, at=at, facts=facts, again=bool(given))


def ask_for_help(*, incident: Incident, remedies: Collection[Remedy], by: Actor, at: dt.datetime) -> None:
    """Have `help_people` done in the background: for many people, and for the master key, it takes a while."""
    with transaction.atomic():
        facts = {one.value: 1 for one in remedies}
        if take(incident=incident, step="helping", by=by, at=at, facts=facts):
            help_again(incident=incident, by=by, at=at)


def help_again(*, incident: Incident, by: Actor, at: dt.datetime) -> None:
    """Have the chosen remedies done for those found since, and codes given to those for whom none was left."""
    enqueue("incidents.help", args={"incident": str(incident.pk), "by": by.id}, at=at)


def top_up(*, incident: Incident, values: Sequence[str], by: Actor, at: dt.datetime) -> None:
    """Put more codes into the pool and hand them to those who have none; who was told already gets a second letter.

    Raises `Misstep` when this incident offers no codes, or is closed.
    """
    if incident.closed_at or Remedy.MONITORING not in remedies_of(incident):
        raise Misstep("no codes are offered")
    with transaction.atomic():
        added = add_codes(values=values, at=at, drill=incident.drill)
        take(incident=incident, step="top-up", by=by, at=at, facts={"codes": added}, again=True)
        help_again(incident=incident, by=by, at=at)


def remedies_of(incident: Incident) -> set[Remedy]:
    """What was chosen for those concerned."""
    asked = incident.taken.filter(step__in=["helping", "help"]).values_list("facts", flat=True)
    return {one for one in Remedy for facts in asked if one.value in facts}


def add_codes(*, values: Iterable[str], at: dt.datetime, drill: bool = False) -> int:
    """Put codes from the firm that watches over identities into the pool, sealed. Returns how many."""
    owner = nobody.nobody(at=at)
    rows = [MonitoringCode(person_id=owner, value=value, added_at=at, drill=drill) for value in values]
    MonitoringCode.objects.bulk_create(rows, batch_size=CHUNK)
    return len(rows)


def give_codes(*, incident: Incident, at: dt.datetime) -> int:
    """Give everybody concerned one code of their own, as far as the pool reaches. Returns how many were given now."""
    mine = MonitoringCode.objects.filter(incident=incident).values("person")
    given = 0
    while True:
        without = Affected.objects.filter(incident=incident).exclude(person__in=mine).order_by("pk")
        waiting = list(without.values_list("person_id", flat=True)[:CHUNK])
        count = _give(incident, waiting, at)
        given += count
        if count < CHUNK:
            return given


def _give(incident: Incident, waiting: Sequence[uuid.UUID], at: dt.datetime) -> int:
    with transaction.atomic():
        free = MonitoringCode.objects.select_for_update().filter(incident=None, given_at=None, drill=incident.drill)
        pairs = list(zip(waiting, free.order_by("pk")[: len(waiting)], strict=False))
        with acting(WARN, by=Actor.system("incident remedies"), at=at):
            for person_id, code in pairs:
                code.value, code.person_id = code.value.reveal(), person_id  # sealed anew, under that person's key
                code.incident, code.given_at = incident, at
                code.save()
            tell_of_codes(incident, [person_id for person_id, _code in pairs], at=at)
    failpoints.hit("incident.codes")
    return len(pairs)


def _each(incident: Incident, mark: str, do: registry.Demand, at: dt.datetime) -> None:
    """`do` for everybody concerned who is not marked yet, a chunk and its marks in one transaction."""
    for rows in _unmarked(incident, mark):
        everyone = people.merged([person_id for person_id, _pk in rows])
        with transaction.atomic():
            do(everyone, at)
            Affected.objects.filter(pk__in=[pk for _person, pk in rows]).update(**{mark: at})
        failpoints.hit("incident.helped")


def _unmarked(incident: Incident, mark: str) -> Iterator[list[tuple[uuid.UUID, int]]]:
    left = Affected.objects.filter(incident=incident, **{mark: None}).order_by("pk")
    while rows := list(left.values_list("person_id", "pk")[:CHUNK]):
        yield rows


def _rotate(incident: Incident) -> None:
    """Which master key it was when we began is kept: a second call finds another one in place and leaves it."""
    if not incident.master:
        incident.master = rotation.present()
        incident.save(update_fields=["master"])
    if rotation.present() == incident.master or rotation.is_unfinished():
        rotation.rotate()
