"""The report to the authorities: frozen before it goes, and one clock for each of them."""

import datetime as dt
import hashlib

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from privacy.access.types import Actor
from privacy.datamap import registry as datamap
from privacy.incidents import queries, registry
from privacy.incidents.models import Filing, Incident, Report
from privacy.incidents.services.declaring import take
from privacy.incidents.types import Misstep


def document(incident: Incident, *, at: dt.datetime) -> str:
    """The report in every language, from the facts as they are (GDPR Art. 33(3), PIPL Art. 57). No name but ours."""
    parts = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            context = {
                "incident": incident,
                "facts": queries.report(incident),
                "kind": registry.kind(incident.kind),
                "severity": registry.severity(incident.severity),
                "categories": [datamap.categories[one].title for one in incident.categories],
                "happened": incident.words.get(language) or next(iter(incident.words.values()), ""),
                "clocks": queries.clocks(incident),
                "at": at,
            }
            parts.append(render_to_string("privacy_incidents/report.txt", context).strip())
    return "\n\n\n".join(parts) + "\n"


def freeze(*, incident: Incident, by: Actor, at: dt.datetime) -> Report:
    """Keep the report as it is now, as the next version; its SHA-256, over the very bytes that are downloaded, goes on
    the ledger. More is known later: the next version then. Raises `Misstep` before the people are counted."""
    if not incident.taken.filter(step="count").exists():
        raise Misstep("count the people first")
    text = document(incident, at=at)
    digest = hashlib.sha256(text.encode()).hexdigest()
    with transaction.atomic():
        number = Incident.objects.select_for_update().get(pk=incident.pk).reports.count() + 1
        made = Report.objects.create(incident=incident, number=number, document=text, sha256=digest, by=by.id, at=at)
        facts: dict[str, str | int] = {"version": number, "sha256": digest}
        take(incident=incident, step="freeze", by=by, at=at, facts=facts, again=True)
        Incident.objects.filter(pk=incident.pk).update(report_digest=digest)
        incident.report_digest = digest
    return made


def file_report(
    *, incident: Incident, authority: str, told_at: dt.datetime, by: Actor, at: dt.datetime, number: str = ""
) -> None:
    """Note that an authority has the newest frozen report, since when, and the number it gave the case.

    Raises `Misstep` before one is frozen, for an unknown authority or one noted before, and for a time that cannot be.
    """
    newest = incident.reports.order_by("-number").first()
    if newest is None or not incident.known_at <= told_at <= at:
        raise Misstep("freeze the report first, and name a time since we know")
    _note(incident, Filing(authority=authority, report=newest, told_at=told_at, number=number), by, at)


def spare(*, incident: Incident, authority: str, because: str, by: Actor, at: dt.datetime) -> None:
    """Note why an authority need not be told: none of its people is concerned. Raises `Misstep` without a reason."""
    if not because.strip():
        raise Misstep("say why not")
    _note(incident, Filing(authority=authority, because=because), by, at)


def _note(incident: Incident, filing: Filing, by: Actor, at: dt.datetime) -> None:
    known = {one.id for one in registry.plan().regulators}
    with transaction.atomic():
        Incident.objects.select_for_update().get(pk=incident.pk)
        done = set(incident.filings.values_list("authority", flat=True))
        if filing.authority not in known - done:
            raise Misstep("no such authority, or it is noted already")
        filing.incident, filing.by, filing.at = incident, by.id, at
        filing.save(force_insert=True)
        told = filing.told_at.strftime("%Y%m%dT%H%MZ") if filing.told_at else "not-concerned"
        facts: dict[str, str | int] = {"authority": filing.authority, "told": told}
        take(incident=incident, step="file", by=by, at=at, facts=facts, again=True)
        if done | {filing.authority} == known:
            take(incident=incident, step="report", by=by, at=at, facts={"sha256": incident.report_digest})
