"""The same page in other languages."""

from django.conf import settings


def bcp47(tag: str) -> str:
    """A language as HTML writes it: `zh-Hans` for `zh-hans`."""
    language, _, script = tag.partition("-")
    return f"{language}-{script.capitalize()}" if script else language


def path_in(tag: str, path: str) -> str:
    """`path` below another language; paths without a language stay as they are."""
    for known, _ in settings.LANGUAGES:
        if path.startswith(f"/{known}/"):
            return f"/{tag}/{path[len(known) + 2 :]}"
    return path


def addresses(path: str) -> list[tuple[str, str]]:
    """`hreflang` and address of the page in every language, and where the reader's is unknown."""
    siblings = [(bcp47(tag), f"{settings.SITE_URL}{path_in(tag, path)}") for tag, _ in settings.LANGUAGES]
    return [*siblings, ("x-default", siblings[0][1])]
