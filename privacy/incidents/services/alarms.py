"""Waking the keepers: by mail and by text message, each in their own language, once for each occasion."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from privacy.datamap.vocabulary import WARN
from privacy.handles.models import Handle
from privacy.handles.types import Kind
from privacy.incidents import registry
from privacy.incidents.models import Incident
from privacy.incidents.types import Keeper
from privacy.sharing import services as sharing


def ring(*, incident: Incident, occasion: str, at: dt.datetime) -> int:
    """Wake every keeper, in the caller's transaction; the same occasion of the same incident rings once.

    `occasion`: the id of a step, `alone`, or `left-` and minutes. Returns how many were woken.
    """
    woken = registry.keepers()
    for keeper in woken:
        _wake(incident, keeper, occasion, at)
    return len(woken)


def remind(*, incident: Incident, at: dt.datetime) -> None:
    """Wake them when as little of the time is left as the plan says; only the latest of the hours gone by rings."""
    left = incident.due_at - at
    passed = [one for one in registry.plan().reminders if left <= one]
    if passed:
        ring(incident=incident, occasion=f"left-{min(passed) // dt.timedelta(minutes=1)}", at=at)


def _wake(incident: Incident, keeper: Keeper, occasion: str, at: dt.datetime) -> None:
    with translation.override(keeper.language):
        step = registry.step(occasion)
        context = {
            "incident": incident,
            "kind": registry.kind(incident.kind),
            "step": step.title if step else registry.step_title(occasion),
            "occasion": occasion.partition("-")[0],
            "hours": int(occasion.partition("-")[2] or 0) // 60,
            "page": settings.SITE_URL + reverse(settings.PRIVACY_INCIDENT_PAGE, args=[incident.pk]),
        }
        subject = " ".join(render_to_string("privacy_incidents/alarm_subject.txt", context).split())
        text = render_to_string("privacy_incidents/alarm.txt", context)
    key = f"incident-alarm:{incident.reference}:{occasion}:{keeper.account[:12]}"
    one: dict[str, Any] = {"person_id": keeper.person_id, "purpose": WARN, "language": keeper.language, "at": at}
    sharing.post(key=key, subject=subject, text=text, **one)
    if Handle.objects.filter(person=keeper.person_id, kind=Kind.PHONE).exists():
        sharing.text(key=f"{key}:text", text=f"{subject} {context['page']}", **one)
