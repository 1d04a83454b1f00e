"""What the rights room does when a letter asks for a right."""

import uuid

from django.dispatch import receiver

from privacy.access.services import acting
from privacy.access.types import Actor
from privacy.consent import services as consent
from privacy.consent.words import asks_to_stop, says_more
from privacy.correspondence import services as correspondence
from privacy.correspondence.models import Letter
from privacy.correspondence.signals import letter_sorted
from privacy.correspondence.types import Sorted
from privacy.datamap.vocabulary import ANSWER_MAIL
from privacy.people import queries as people
from privacy.rights import services
from privacy.rights.models import Request
from privacy.rights.services import letters
from privacy.rights.services.life import UNFINISHED
from privacy.rights.types import Channel, Right

READER = Actor.system("rights intake")


@receiver(letter_sorted)
def take_in(sender: object, fact: Sorted, **_rest: object) -> None:
    """Stop at once where a letter asks for that beyond doubt; else open a case, one at a time for each right."""
    if fact.right not in set(Right):
        return
    persons = people.all_of_one(fact.person_id)
    with acting(ANSWER_MAIL, by=READER, at=fact.at, reason=fact.reference):
        letter = Letter.objects.get(pk=fact.letter_id)
        said = "" if letter.said is None else str(letter.said.reveal())
        subject = "" if letter.subject is None else str(letter.subject.reveal())
    if fact.right == Right.WITHDRAWAL and asks_to_stop(said, subject):
        _stop(persons, fact)
        if not says_more(said):  # what else stands there waits for a person to read it
            correspondence.hand_over(ticket_id=fact.ticket_id, at=fact.at)
        return
    correspondence.hand_over(ticket_id=fact.ticket_id, at=fact.at)
    known = Request.objects.filter(person__in=persons, right=fact.right, channel=Channel.MAIL, status__in=UNFINISHED)
    if not known.exists():
        services.receive_by_mail(
            person_ids=persons, right=Right(fact.right), words=said, language=fact.language, at=fact.at
        )


def _stop(persons: frozenset[uuid.UUID], fact: Sorted) -> None:
    """Take back every consent at once and say so: whoever wrote in another's name has done no more than spare them."""
    standing = services.standing(persons)
    for purpose in standing:
        how = {"language": fact.language, "surface": "mail", "method": "reply"}
        consent.withdraw_everywhere(person_ids=persons, purpose=purpose, at=fact.at, **how)
    letters.stopped(fact, [one.title for one in standing])
