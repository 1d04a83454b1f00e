"""What other areas add: in which language a person wants to be written to."""

import uuid
from collections.abc import Callable

Language = Callable[[uuid.UUID], str]
_languages: list[Language] = []


def register_language(language: Language) -> Language:
    """Have `(person_id) -> language code` asked; "" where it is not known."""
    if language not in _languages:
        _languages.append(language)
    return language


def language_of(person_id: uuid.UUID) -> str:
    """The language to write to a person in, or ""."""
    return next((code for ask in _languages if (code := ask(person_id))), "")
