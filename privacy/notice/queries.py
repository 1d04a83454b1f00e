"""Which notice is in force, which comes, and what of it was agreed to."""

import datetime as dt
import uuid
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from privacy.handles import queries as handles
from privacy.ledger import queries as ledger
from privacy.ledger.types import InclusionProof
from privacy.notice import comparing, history, versions, words
from privacy.notice.models import Agreement, Delivery, Meeting, Question, Version
from privacy.notice.record import skeleton
from privacy.notice.types import ClauseDiff, Declared
from privacy.people import queries as people


def in_force(at: dt.datetime) -> tuple[str, str]:
    """Version and fingerprint (SHA-256, hex) of the notice in force at `at`."""
    known = history.current(at)
    return known.version, known.fingerprint


def drafts() -> QuerySet[Version]:
    """Versions that are written and not published, newest first."""
    return Version.objects.filter(published_at=None).order_by("-drafted_at")


def published() -> QuerySet[Version]:
    """Published versions after the founding one, newest first."""
    return _standing().filter(founding=False)


def _standing() -> QuerySet[Version]:
    """The same and the founding version, once the site was launched with it."""
    return Version.objects.exclude(published_at=None).order_by("-effective_at", "-pk")


def version(name: str) -> Version | None:
    """A version by its name, drafts too."""
    return Version.objects.filter(version=name).first()


def found_differences() -> list[Declared]:
    """What the code declares now beyond or below the newest published version."""
    newest = _standing().first()
    old = newest.skeleton if newest else versions.published()["skeleton"]
    return comparing.declarations(old, skeleton())


def clause_differences(version: Version, language: str) -> list[ClauseDiff]:
    """Clause by clause, what a version changes against the one before it; a draft is compared as the code stands."""
    after = version.words.get(language, {}) if version.published_at else words.spoken(language)
    return comparing.texts(words.clauses(_words_before(version, language), language), words.clauses(after, language))


def _words_before(version: Version, language: str) -> dict[str, Any]:
    rows = _standing().exclude(pk=version.pk)
    if version.effective_at:
        rows = rows.filter(effective_at__lt=version.effective_at)
    before = rows.first()
    held = before.words if before else versions.published().get("words", {})
    found: dict[str, Any] = held.get(language, {})
    return found


def meetings(version: Version) -> QuerySet[Meeting]:
    """A version's explanation meetings, by date."""
    return Meeting.objects.filter(version=version).order_by("on", "wall_time", "pk")


def deliveries(version: Version) -> dict[str, int]:
    """How many messages told of a version: posted and handed over, by channel. For staff: addresses, not people."""
    rows = Delivery.objects.filter(version=version)
    return {
        "mail": rows.filter(channel="mail").count(),
        "mail_handed": rows.filter(channel="mail").exclude(handed_at=None).count(),
        "text": rows.filter(channel="text").count(),
        "text_handed": rows.filter(channel="text").exclude(handed_at=None).count(),
    }


def told(*told_of: Version) -> int:
    """How many natural persons were told of any of these versions: to be shown, counted down.

    One with five addresses counts once, and who has proved none is not counted: they could be anybody, even one.
    """
    rows = Delivery.objects.filter(version__in=told_of, person__in=handles.who_proved_one())
    return rows.values(natural=Coalesce("person__merged_into", "person")).distinct().count()


def questions(version: Version | None = None) -> QuerySet[Any]:
    """Questions about changes, the open ones that are due first in front."""
    rows = Question.objects.all() if version is None else Question.objects.filter(version=version)
    return rows.order_by("answered_at", "due_on", "asked_at")


def open_questions() -> int:
    """How many questions wait for an answer."""
    return int(Question.objects.filter(answered_at=None).count())


def question(reference: str) -> Question | None:
    """A question by its reference."""
    found: Question | None = Question.objects.filter(reference=reference).first()
    return found


def agreement(person_id: uuid.UUID, version: str) -> Agreement | None:
    """A person's agreement to a version, under whichever of their numbers it was given."""
    return Agreement.objects.filter(person__in=people.identities(person_id), version=version).first()


def proof(given: Agreement) -> InclusionProof | None:
    """Proof that an agreement stands in the signed ledger; None while it waits for sealing."""
    return ledger.inclusion(given.entry)


def agreements_of(person_id: uuid.UUID) -> QuerySet[Agreement]:
    """What a person agreed to, newest first."""
    return Agreement.objects.filter(person__in=people.identities(person_id)).order_by("-agreed_at")
