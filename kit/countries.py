"""Names of countries in the reader's language."""

from babel import Locale


def country_name(code: str, language: str) -> str:
    """What `code` (ISO 3166, two letters) is called in `language`; the code itself when nobody knows it."""
    return str(Locale.parse(language.replace("-", "_"), resolve_likely_subtags=True).territories.get(code, code))


def is_country(code: str) -> bool:
    """Whether two capital letters name a country or territory."""
    return len(code) == 2 and code.isalpha() and code in Locale("en").territories
