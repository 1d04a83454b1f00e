"""What the rights room does when a letter asks for a right, or goes on about one that was asked for."""

import uuid
from collections.abc import Set

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
from privacy.rights import identity, services
from privacy.rights.models import CaseLetter, Request
from privacy.rights.services import letters, threads
from privacy.rights.types import UNFINISHED, Channel, Right

READER = Actor.system("rights intake")


@receiver(letter_sorted)
def take_in(sender: object, fact: Sorted, **_rest: object) -> None:
    """Stop at once where a letter asks for that beyond doubt; take it into the open case it goes on about; open one for
    what it asks anew. What a case holds waits there, on the clock of the case."""
    persons = identity.reached(fact.person_id)
    if not (fact.right or Request.objects.filter(person__in=persons, status__in=UNFINISHED).exists()):
        return
    letter = Letter.objects.get(pk=fact.letter_id)
    with acting(ANSWER_MAIL, by=READER, at=fact.at, reason=fact.reference):
        said = "" if letter.said is None else str(letter.said.reveal())
        subject = "" if letter.subject is None else str(letter.subject.reveal())
    stops = fact.right == Right.WITHDRAWAL and asks_to_stop(said, subject)
    case = threads.followed(letter, subject, persons)
    if case is not None and not CaseLetter.objects.filter(letter=letter).exists():
        services.follow_up(request=case, letter=letter, said=said, at=fact.at)
    if stops:
        _stop(persons, fact)
    elif fact.right in set(Right) and (case is None or case.right != fact.right):
        case = _ask(persons, fact, letter, said)
    if case is not None or (stops and not says_more(said)):  # what else stands below a stop waits for a person
        correspondence.hand_over(ticket_id=fact.ticket_id, at=fact.at)


def _ask(persons: Set[uuid.UUID], fact: Sorted, letter: Letter, said: str) -> Request:
    """The case of what is asked for: one at a time for each right."""
    known = Request.objects.filter(person__in=persons, right=fact.right, channel=Channel.MAIL)
    found: Request | None = known.filter(status__in=UNFINISHED).first()
    if found:
        services.follow_up(request=found, letter=letter, said=said, at=fact.at)
        return found
    right, language = Right(fact.right), fact.language
    return services.receive_by_mail(
        person_ids=persons, right=right, words=said, language=language, at=fact.at, letter=letter
    )


def _stop(persons: Set[uuid.UUID], fact: Sorted) -> None:
    """Take back every consent at once and say so: whoever wrote in another's name has done no more than spare them."""
    standing = services.standing(persons)
    for purpose in standing:
        how = {"language": fact.language, "surface": "mail", "method": "reply"}
        consent.withdraw_everywhere(person_ids=persons, purpose=purpose, at=fact.at, **how)
    letters.stopped(fact, [one.title for one in standing])
