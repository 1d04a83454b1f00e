"""What other areas add: in which language a person wants to be written to, and the clauses of the notice."""

import uuid
from collections.abc import Callable, Mapping

Language = Callable[[uuid.UUID], str]
ClauseSource = Callable[[], Mapping[str, str]]
_languages: list[Language] = []
_sources: list[ClauseSource] = []


def register_language(language: Language) -> Language:
    """Have `(person_id) -> language code` asked; "" where it is not known."""
    if language not in _languages:
        _languages.append(language)
    return language


def language_of(person_id: uuid.UUID) -> str:
    """The language to write to a person in, or ""."""
    return next((code for ask in _languages if (code := ask(person_id))), "")


def register_clauses(source: ClauseSource) -> ClauseSource:
    """Have `() -> {id: words}` add clauses to the notice, in the language that is active when it is asked."""
    if source not in _sources:
        _sources.append(source)
    return source


def clauses() -> dict[str, str]:
    """Every added clause by its id, in the active language."""
    return {key: str(words) for source in _sources for key, words in source().items()}
