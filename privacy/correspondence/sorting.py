"""Which sort a letter is of: by the words of the policy, by the address it came to, by who wrote it."""

import functools
import re
import unicodedata

from privacy.correspondence import registry
from privacy.correspondence.types import Mailbox, Nature, Sort

LOOKED_AT = 5_000
# A word in the subject says more than one in the text.
SUBJECT_WEIGHS = 3


def sort_of(*, subject: str, said: str, mailbox: Mailbox, nature: Nature) -> Sort:
    """The sort whose words stand in the letter most; the mailbox's own where none do. Programs have their own."""
    if nature is not Nature.PERSON:
        return registry.sort(registry.AUTOMATIC)
    if plain := _plainly(subject, said):
        return plain
    if mailbox.always:
        return registry.sort(mailbox.sort)
    return _weighed(subject, said) or registry.sort(mailbox.sort)


def sort_of_line(said: str) -> Sort | None:
    """The sort of what somebody writes in a chat, by the same words; None where none of them stands there."""
    return _plainly("", said) or _weighed("", said)


def _plainly(subject: str, said: str) -> Sort | None:
    return next((one for one in registry.sorts() if one.told and one.told(said[:LOOKED_AT], subject)), None)


def _weighed(subject: str, said: str) -> Sort | None:
    head, body = _plain(subject), _plain(said[:LOOKED_AT])
    weights = [(SUBJECT_WEIGHS * _count(one, head) + _count(one, body), one) for one in registry.sorts()]
    most, best = max(weights, key=lambda weighed: weighed[0])  # of equals the first
    return best if most else None


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _count(sort: Sort, text: str) -> int:
    pattern = _pattern(tuple(word for words in sort.words.values() for word in words))
    return len({found[0] for found in pattern.finditer(text)}) if pattern else 0


@functools.cache
def _pattern(words: tuple[str, ...]) -> "re.Pattern[str] | None":
    """Words of letters with spaces between them stand alone; Han words stand anywhere."""
    shapes = [rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word) for word in map(_plain, words)]
    return re.compile("|".join(shapes)) if shapes else None
