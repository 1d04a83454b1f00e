"""What the service of advisories answers becomes what the folder knows; until it has answered, nothing is newer."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from django.conf import settings
from django.db import transaction

from privacy.ledger import services as ledger
from privacy.scans import locked, queries, shelf
from privacy.scans.asking import Service, asking
from privacy.scans.models import Asking
from privacy.scans.osv import Advisory, NotReadable, read
from privacy.scans.types import CouldNotAsk, Listed, Trouble

HOUR = 3600.0
Named = dict[str, list[str]]


def ask(*, at: dt.datetime) -> bool:
    """Bring the folder up to date about the locked libraries; False where no service is set.

    Each advisory is kept as it comes and not fetched again while it stays the same, so a call that dies is taken up by
    the next one. Raises CouldNotAsk, with the trouble on record, when anything is left unknown: what was known before
    stays, as old as it is.
    """
    if not settings.PRIVACY_ADVISORY_SERVICE:
        return False
    mine = locked.libraries()
    row = Asking(at=at, libraries=len(mine), locked=locked.digest(mine))
    shelf.tidy(before=at.timestamp() - HOUR)
    try:
        with asking(settings.PRIVACY_ADVISORY_SERVICE) as service:
            row.advisories = _learn(service, mine)
    except CouldNotAsk as error:
        row.trouble = error.trouble
        row.save()
        raise
    with transaction.atomic():
        row.save()
        facts: dict[str, str | int] = {"libraries": row.libraries, "advisories": len(row.advisories)}
        ledger.append(kind="scan.asked", about=None, facts=facts, at=at)
    return True


def _learn(service: Service, mine: Mapping[str, str]) -> Named:
    """Keep everything that can be had, then fail if anything could not. Answers what matters, and to which library."""
    listed = service.listed(mine)
    named: Named = {}
    troubles: list[CouldNotAsk] = []
    for one in listed:
        named.setdefault(one.id, []).append(one.library)
    for id_ in dict.fromkeys(_to_fetch(listed)):
        with _noted(troubles):
            _bring(service, id_)
    for id_ in _no_longer_named(named):
        with _noted(troubles):
            if _still_matters(service, id_, mine):
                named[id_] = []
    if troubles:
        raise troubles[0]
    return named


@contextmanager
def _noted(troubles: list[CouldNotAsk]) -> Iterator[None]:
    """One advisory that cannot be had keeps no other one from being kept."""
    try:
        yield
    except CouldNotAsk as trouble:
        troubles.append(trouble)


def _to_fetch(listed: Iterable[Listed]) -> Iterable[str]:
    for one in listed:
        known = shelf.find(one.id)
        if known is None or known.modified_at != one.modified_at:
            yield one.id


def _bring(service: Service, id_: str) -> None:
    if _fetch(service, id_) is None:
        raise CouldNotAsk(Trouble.INCOMPLETE)


def _no_longer_named(named: Named) -> list[str]:
    before = queries.last_answer()
    return [id_ for id_ in (before.advisories if before else ()) if id_ not in named]


def _still_matters(service: Service, id_: str, mine: Mapping[str, str]) -> bool:
    """It was named once and is not any more. Silence alone takes nothing away: the advisory itself is asked for, and
    goes when it is gone there too."""
    found = _fetch(service, id_)
    if found is None:
        shelf.drop(id_)
    return found is not None and bool(found.touched(mine))


def _fetch(service: Service, id_: str) -> Advisory | None:
    """Keep an advisory as it stands now; None when the service has none of this name. Nothing unreadable is kept."""
    raw = service.advisory(id_)
    if raw is None:
        return None
    try:
        found = read(raw)
    except NotReadable:
        raise CouldNotAsk(Trouble.UNREADABLE) from None
    if found.id != id_:
        raise CouldNotAsk(Trouble.UNREADABLE)
    shelf.keep(id_, raw)
    return found
