"""The site in another place: the environment in which a process of ours finds a folder and databases of its own."""

import os
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

URLS = {"default": "DATABASE_URL", "keys": "KEYS_DATABASE_URL", "events": "EVENTS_DATABASE_URL"}


def environment(folder: Path, databases: Mapping[str, str]) -> dict[str, str]:
    """Everything is kept in `folder`; `databases` names those on the same server, by alias; the others are files there.

    Translations, static files and secrets stay where they are; what is written outside is written there.
    """
    inherited = {name: value for name, value in os.environ.items() if name not in URLS.values()}
    urls = {
        URLS[alias]: urlsplit(os.environ[URLS[alias]])._replace(path=f"/{name}").geturl()
        for alias, name in databases.items()
    }
    return (
        inherited
        | urls
        | {
            "SHIJIANG_VAR": str(folder),
            "SHIJIANG_STATIC": str(settings.STATIC_ROOT),
            "SHIJIANG_LEDGER_ANCHOR": str(folder / "ledger.txt"),
            "SHIJIANG_TOMBSTONES": str(folder / "erased.txt"),
            "SHIJIANG_SECRET_KEY": settings.SECRET_KEY,
        }
    )
