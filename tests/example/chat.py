"""A chat as an area above the engine would have it: lines rest sealed, and every right can be asked for in one."""

import datetime as dt
import uuid

from django.db import transaction

from privacy.children import registry as children
from privacy.people.signals import WordsArrived, words_arrived
from privacy.rights import chatting, registry
from privacy.rights.models import Request
from privacy.rights.types import Channel
from tests.example.models import Line

CHAT = children.channel("example-chat", "The chat")


def say(*, person_id: uuid.UUID, words: str, language: str, at: dt.datetime) -> Request | None:
    """Keep what somebody says in the chat; the request it belongs to, or None where it is chat and nothing else."""
    with transaction.atomic():
        line = Line.objects.create(person_id=person_id, words=words, said_at=at)
        request = chatting.take_in(person_id=person_id, words=words, language=language, at=at)
        if request is None:
            words_arrived.send(sender=None, fact=WordsArrived(person_id, CHAT, str(line.pk), at, text=words))
        else:
            Line.objects.filter(pk=line.pk).update(case=request.reference)
    return request


@registry.tell_in(Channel.CHAT)
def answer(request: Request, head: str, words: str, at: dt.datetime) -> None:
    """What is written about a request is said where it was asked."""
    Line.objects.create(
        person_id=request.person_id, words=f"{head}\n{words}", ours=True, case=request.reference, said_at=at
    )
