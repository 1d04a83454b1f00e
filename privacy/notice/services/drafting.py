"""A draft: what changes is found by the machine, why and what it means is written by people, in every language."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from privacy.notice import queries
from privacy.notice.models import Version
from privacy.notice.types import Declared, NotReady

Texts = Mapping[str, Mapping[str, Any]]


def draft(*, version: str, at: dt.datetime) -> Version:
    """Begin a version. Raises `NotReady` when one of this name exists."""
    if queries.version(version) or version == queries.in_force(at)[0]:
        raise NotReady(_("A version of this name exists already."))
    return Version.objects.create(version=version, drafted_at=at)


def write(*, version: Version, texts: Texts, explained: Mapping[str, Mapping[str, str]]) -> None:
    """Keep the draft's words: summary, reasons and `faq` (pairs) by language; a sentence a difference and language."""
    changed = Version.objects.filter(pk=version.pk, published_at=None)
    if not changed.update(texts=dict(texts), explained=dict(explained)):
        raise NotReady(_("This version is published: its words stand."))
    version.refresh_from_db()


def discard(*, version: Version) -> None:
    """Throw a draft away. A published version stays for ever."""
    Version.objects.filter(pk=version.pk, published_at=None).delete()


def problems(version: Version, found: list[Declared] | None = None) -> list[str]:
    """What is missing before this draft may be published, in sentences; nothing when it is ready."""
    missing = []
    found = queries.found_differences() if found is None else found
    for code, name in settings.LANGUAGES:
        said = version.texts.get(code, {})
        if not said.get("summary"):
            missing.append(_("%(language)s: the plain description is missing.") % {"language": name})
        if not said.get("reasons"):
            missing.append(_("%(language)s: the reasons are missing.") % {"language": name})
        if not said.get("faq"):
            missing.append(_("%(language)s: there is no question with an answer yet.") % {"language": name})
        silent = [one for one in found if one.grows and not version.explained.get(one.key, {}).get(code)]
        if silent:
            missing.append(
                _("%(language)s: %(count)d differences are not explained.") % {"language": name, "count": len(silent)}
            )
    return missing
