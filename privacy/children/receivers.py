"""Words that arrive in rooms below are looked at here."""

from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from kit.jobs.services import enqueue
from privacy.children import registry, services
from privacy.correspondence.signals import letter_sorted
from privacy.correspondence.types import Sorted
from privacy.people.signals import WordsArrived, words_arrived

registry.channel("notice-questions", _("Questions about the privacy notice"))
registry.channel("letters", _("Letters"))
registry.channel("requests", _("Requests about data, complaints and replies"))
registry.channel("guardians", _("Requests of guardians"))


@receiver(words_arrived, dispatch_uid="children.look")
def look(fact: WordsArrived, **_more: Any) -> None:
    """Look at words that come in clear."""
    services.watch(person_id=fact.person_id, text=fact.text, channel=fact.channel, source=fact.source, at=fact.at)


@receiver(letter_sorted, dispatch_uid="children.letter")
def look_at_letter(fact: Sorted, **_more: Any) -> None:
    """A letter rests sealed: it is opened for this by a job, on record."""
    enqueue("children.letter", args={"letter": str(fact.letter_id)}, key=f"children:{fact.letter_id}", at=fact.at)
