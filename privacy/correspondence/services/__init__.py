"""The verbs of the correspondence room."""

from privacy.correspondence.services.answering import answer, close, hand_over, resort
from privacy.correspondence.services.following import begin, follow
from privacy.correspondence.services.intake import address_of, first_address, mailbox_of, take
from privacy.correspondence.services.reading import read
from privacy.correspondence.services.writing import write
from privacy.correspondence.sorting import sort_of_line

__all__ = [
    "address_of",
    "answer",
    "begin",
    "close",
    "first_address",
    "follow",
    "hand_over",
    "mailbox_of",
    "read",
    "resort",
    "sort_of_line",
    "take",
    "write",
]
