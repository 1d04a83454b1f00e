"""Questions about a change: taken from anybody, answered by mail, on a clock of working days."""

import datetime as dt
import uuid

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from kit.ids import reference
from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.datamap.vocabulary import ANSWER_RIGHTS
from privacy.deadlines import registry
from privacy.deadlines import services as deadlines
from privacy.deadlines.types import Kind
from privacy.handles import services as handles
from privacy.handles.types import Kind as HandleKind
from privacy.ledger import services as ledger
from privacy.notice.models import Question, Version
from privacy.people import services as people
from privacy.people.signals import WordsArrived, words_arrived
from privacy.sharing.services import post

QUESTION = Kind("notice.question", _lazy("A question about a change of the notice"), days=3, warn_days=1)
registry.register(QUESTION)


def ask(
    *, version: Version, words: str, email: str, language: str, at: dt.datetime, person_id: uuid.UUID | None = None
) -> Question:
    """Take a question about a change. Who is not signed in (`person_id`) gives the address to answer to.

    Raises `ValidationError` for what is no address.
    """
    with transaction.atomic(), transaction.atomic(using="keys"):
        asker = person_id or people.create(at=at).pk
        if person_id is None:
            handles.attach(person_id=asker, kind=HandleKind.EMAIL, value=email, at=at)
        number = uuid.uuid4()
        question = Question(
            pk=number,
            person_id=asker,
            version=version,
            reference=reference("Q"),
            words=words,
            language=language,
            asked_at=at,
            due_on=deadlines.start(subject=f"notice.question:{number}", kind=QUESTION, at=at),
        )
        question.save(force_insert=True)
        words_arrived.send(
            sender=None, fact=WordsArrived(asker, "notice-questions", question.reference, at, text=words)
        )
        ledger.append(kind="notice.asked", about=asker, facts={"question": question.reference}, at=at)
    return question


def answer(*, question: Question, words: str, by: Actor, at: dt.datetime) -> bool:
    """Answer a question, once, by mail. False when somebody was faster."""
    with acting(ANSWER_RIGHTS, by=by, reason=question.reference, at=at):
        asked = str(question.words)
    with transaction.atomic(), translation.override(question.language):
        if not Question.objects.filter(pk=question.pk, answered_at=None).update(answered_at=at):
            return False
        question.refresh_from_db()
        question.answer = words
        deadlines.stop(subject=f"notice.question:{question.pk}", at=at)
        question.save(update_fields=["answer"])
        context = {"asked": asked, "answer": words, "question": question}
        post(
            person_id=question.person_id,
            purpose=ANSWER_RIGHTS,
            subject=_("Your question about our privacy notice (%(reference)s)") % {"reference": question.reference},
            text=render_to_string("privacy_notice/mail/answer.txt", context),
            language=question.language,
            key=f"question:{question.reference}",
            at=at,
        )
        ledger.append(kind="notice.answered", about=question.person_id, facts={"question": question.reference}, at=at)
    return True
