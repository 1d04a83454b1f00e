"""One notice for each person concerned: the next handle when one refuses, later when nobody answers, never twice."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet

from kit import failpoints
from kit.jobs.services import enqueue
from kit.prepared import prepared, setting
from privacy.access.types import Actor
from privacy.handles.models import Handle
from privacy.handles.types import Kind
from privacy.incidents.models import Affected, Incident
from privacy.incidents.services.declaring import take
from privacy.incidents.services.letters import letters_for, row_of
from privacy.ledger import services as ledger
from privacy.people import queries as people
from privacy.sharing import services as sharing
from privacy.sharing.models import Message
from privacy.sharing.types import Letter, Outcome

CHUNK = 100
# A worker that took somebody and was killed is given this long before another takes them.
LEASE = dt.timedelta(minutes=10)
# No server to talk to: the whole run waits, and nobody's own count goes up.
DOWN_PAUSE = dt.timedelta(minutes=5)
LONGEST_PAUSE = dt.timedelta(hours=1)
# A handle put off so often counts as refused; another is tried.
PATIENCE = 6


def send_next(*, incident: Incident, at: dt.datetime) -> bool:
    """Hand over the notices of the next hundred people whose turn it is. False when there is nothing to do just now.

    Killed anywhere, it goes on where it stopped. Only between the server's "yes" and our note of it a kill leaves one
    message to be handed over again, under the same Message-ID.
    """
    if not incident.taken.filter(step="send").exists():
        return False
    rows = _claim(incident, at)
    if not rows:
        _finish(incident, at)
        return False
    failpoints.hit("incident.claimed")
    by_person = {row.person_id: row for row in rows}
    chosen = _choose(rows, at)
    went, down = [], False
    for letter, outcome in sharing.hand_over(letters_for(incident, chosen, at=at), at=at):
        failpoints.hit("incident.answered")
        if outcome is Outcome.DOWN:
            down = True
            continue
        _note(by_person[letter.message.person_id], letter, outcome, at)
        went += [letter.message.pk] if outcome is Outcome.HANDED else []
    Message.objects.filter(pk__in=went, sent_at=None).update(sent_at=at)
    if down:
        Incident.objects.filter(pk=incident.pk).update(relay_down=F("relay_down") + 1)
        late = waiting(incident).filter(next_at__lt=at + DOWN_PAUSE)
        late.update(next_at=at + DOWN_PAUSE, claimed_at=None)
    return not down


def bounced(*, message: Message, at: dt.datetime) -> None:
    """A mail server has sent a notice back after all: whoever it was for is untold, and the next handle is tried.

    Also when the incident is closed. Nothing happens for other mails, and for a person who was reached elsewhere since.
    """
    with transaction.atomic():
        found = row_of(message)
        if found is None or found[1] in found[0].tried or found[0].told_at is None:
            return
        row, handle = found
        row.tried = [*row.tried, handle]
        row.told_at, row.channel, row.next_at, row.bounces = None, "", at, row.bounces + 1
        row.save(update_fields=["tried", "told_at", "channel", "next_at", "bounces"])
        Incident.objects.filter(pk=row.incident_id).update(handed_over_at=None)
        facts: dict[str, str | int] = {"incident": row.reference, "notices": 1}
        ledger.append(kind="incident.came-back", about=row.person_id, facts=facts, at=at)
        enqueue("incidents.send", args={"incident": str(row.incident_id)}, at=at)


def waiting(incident: Incident) -> "QuerySet[Affected]":
    """Those who are still to be told, whether or not somebody has agreed to it yet."""
    return Affected.objects.filter(incident=incident, told_at=None, unreached_at=None)


def _claim(incident: Incident, at: dt.datetime) -> list[Affected]:
    free = Q(claimed_at=None) | Q(claimed_at__lt=at - LEASE)
    due = waiting(incident).filter(free, next_at__lte=at).exclude(agreed_at=None).order_by("pk")
    with transaction.atomic():
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        rows = list(due[:CHUNK])
        Affected.objects.filter(pk__in=[row.pk for row in rows]).update(claimed_at=at)
    return rows


def _choose(rows: Sequence[Affected], at: dt.datetime) -> list[tuple[Affected, Handle]]:
    """The next handle of each: proved addresses first, then the newest, then phones. Who has none left is unreached."""
    found = _handles(row.person_id for row in rows)
    chosen, left = [], []
    for row in rows:
        handle = next((one for one in found.get(row.person_id, ()) if one.pk not in row.tried), None)
        if handle is None:
            left.append(row.pk)
        else:
            chosen.append((row, handle))
    Affected.objects.filter(pk__in=left).update(unreached_at=at, claimed_at=None)
    return chosen


def _handles(person_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[Handle]]:
    mains = people.merged(person_ids)
    rows = Handle.objects.filter(person__in=mains).order_by(F("proved_at").desc(nulls_last=True), "-created_at", "-pk")
    found: dict[uuid.UUID, list[Handle]] = {}
    for row in sorted(rows, key=lambda one: one.kind != Kind.EMAIL):
        found.setdefault(mains[row.person_id], []).append(row)
    return found


def _note(row: Affected, letter: Letter, outcome: Outcome, at: dt.datetime) -> None:
    """Write down what came of it at once: one UPDATE."""
    mine = Affected.objects.filter(pk=row.pk)
    if outcome is Outcome.HANDED:
        _told.change(row=row.pk, at=at, channel=letter.message.channel)
        failpoints.hit("incident.told")
    elif outcome is Outcome.REFUSED or (outcome is Outcome.LATER and row.delays % PATIENCE == PATIENCE - 1):
        tried = [*row.tried, letter.handle.pk]
        mine.update(tried=tried, bounces=F("bounces") + 1, delays=0, next_at=at, claimed_at=None)
    else:
        mine.update(delays=F("delays") + 1, next_at=at + pause(row.delays), claimed_at=None)


@prepared(setting(told_at="at", channel="channel", claimed_at=None), row=int, at=dt.datetime, channel=str)
def _told(*, row: int, **_what: object) -> "QuerySet[Any, Any]":
    return Affected.objects.filter(pk=row)


def pause(delays: int) -> dt.timedelta:
    """How long to wait after the n-th "not now": five minutes, doubled each time, an hour at most."""
    return min(dt.timedelta(minutes=5) * (1 << delays), LONGEST_PAUSE)


def _finish(incident: Incident, at: dt.datetime) -> None:
    """Once nobody waits any more, note when that was."""
    if waiting(incident).exists():
        return
    fresh = Incident.objects.filter(pk=incident.pk, handed_over_at=None).update(handed_over_at=at)
    if fresh:
        told = Affected.objects.filter(incident=incident)
        facts = {
            "told": told.exclude(told_at=None).count(),
            "unreached": told.exclude(unreached_at=None).count(),
            "late": int(at > incident.due_at),
        }
        # Again, when notices came back or more people were found: the newest count stands, the ledger holds each.
        take(incident=incident, step="handed-over", by=Actor.system("incidents.send"), at=at, facts=facts, again=True)
