"""A customer with a mark in every field lives with the shop and is erased: then no byte anywhere says the mark."""

import base64
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.attacks.canary import afterwards
from tests.attacks.canary.life import Customer, live
from tests.attacks.canary.marks import Marks
from tests.attacks.canary.place import Place, running
from tests.attacks.canary.search import Search
from tests.attacks.canary.walk import unwalked

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(900)]

WORK = """
import datetime as dt
from django.utils import timezone
from kit.jobs.runner import Runner
runner = Runner()
while runner.run_next(at=timezone.now() + dt.timedelta(minutes=2)): pass
"""
LATER = """
import datetime as dt
from django.utils import timezone
from kit.jobs.services import enqueue
from privacy.handles.queries import bearer
from privacy.handles.types import Kind
at = timezone.now()
person = bearer(Kind.EMAIL, "ADDRESS")
enqueue("rights.export", args={"reference": str(person)}, at=at, run_at=at + dt.timedelta(days=30))
"""
NIGHT = """
from django.utils import timezone
from privacy.erasure import tasks
tasks.rewrite({}, timezone.now())
"""
STEPS = """
from privacy.erasure import compaction, registry, steps
idle = lambda persons, at: {}
"""
NOTHING_BUT_ROWS = """
steps.tombstone = steps.sessions = steps.queued = steps.keys = steps.sealed_files = idle
registry._stores.clear()
"""
ALL_BUT_ROWS = "steps.rows = steps.people = idle\n"
NO_COMPACTION = """
from django.db import connections
compaction.rewrite = lambda: 0
steps.compacted = idle
for connection in connections.all():
    if connection.vendor == "sqlite":
        connection.cursor().execute("PRAGMA secure_delete=OFF")
"""


def secrets(place: Place) -> list[bytes]:
    """The site's own secrets in the ways they are written down: they stand in the folder of keys alone."""
    found = [path.read_bytes().strip() for path in (place.var / "keys").iterdir() if path.is_file()]
    assert len(found) >= 4, "master key, ledger key, both keys of the payment provider"
    return [way for one in found for way in (one, one.hex().encode(), base64.b64encode(one))]


def hits(search: Search, folders: list[Path]) -> list[str]:
    return [hit for folder in folders for hit in search.in_folder(folder)]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with running(tmp_path) as site:
        yield site


@pytest.mark.keeps("right.deletion", "protect.encryption", "collect.payment", "collect.errors")
def test_a_thief_finds_no_mark_while_they_live_and_nobody_finds_one_when_they_have_left(
    place: Place, tmp_path: Path
) -> None:
    marks = Marks()
    customer = live(place, marks)
    search = Search(marks)
    assert unwalked(place.posted) == []

    stolen = place.stolen()
    assert sum(path.stat().st_size for one in stolen for path in one.rglob("*") if path.is_file()) > 500_000
    assert hits(search, stolen) == []

    handles = afterwards.hashes(place, marks)
    known = Search(marks, [one.encode() for one in handles])
    assert hits(known, stolen), "the search knows the keyed hashes"
    clocks = afterwards.running_clocks(place)
    broken = leave(customer)
    place.run(WORK)
    assert afterwards.left(place, handles, clocks) == {}
    place.dump()
    assert hits(search, place.everything()) == []
    live_now = [one for one in place.everything() if one != place.backups]
    place.run(NIGHT)  # PostgreSQL keeps freed versions of rows in its files until their tables are written anew
    place.dump()
    assert hits(known, resting(live_now)) == []
    assert hits(Search(marks, secrets(place)), [one for one in place.stolen() if one != place.backups]) == []
    if not place.databases:
        closed, plain = afterwards.opened(place, tmp_path / "restored")
        assert closed["fields"] > 10
        assert closed["files"] > 3
        assert search.in_bytes(plain.encode()) == []
    plant(place, marks)
    assert len({hit.split(":")[0] for hit in hits(search, place.everything())}) == 4
    if not place.databases:
        the_same_fails_where_a_step_does_nothing(broken, search, known, handles, clocks)


def leave(customer: Customer) -> list[Place]:
    """The last chapter, with a job that names them for next month, and signed in once more before it is carried out.

    The site then stands still: how it stands before anything is erased, three times.
    """
    customer.place.run(LATER.replace("ADDRESS", customer.marks.email))
    customer.leave()
    customer.come_back()
    customer.place.halt()
    return [customer.place.copy(name) for name in ("all but rows", "rows", "compaction")]


def resting(folders: list[Path]) -> list[Path]:
    """Without what a server writes ahead of its tables, which it throws away itself."""
    return [
        inner
        for one in folders
        for inner in (sorted(one.iterdir()) if one.name == "postgresql" else [one])
        if inner.name != "server"
    ]


def the_same_fails_where_a_step_does_nothing(
    broken: list[Place], search: Search, known: Search, handles: list[str], clocks: list[str]
) -> None:
    """Each store that is not emptied is found by what has just found nothing."""
    unkept, unrowed, uncompacted = broken
    unkept.run(STEPS + NOTHING_BUT_ROWS + WORK)
    found = set(afterwards.left(unkept, handles, clocks))
    assert found >= {"keys", "sessions", "jobs", "files", "codes", "clocks", "packages", "untold", "unburied"}
    _closed, plain = afterwards.opened(unkept, unkept.folder / "restored")
    assert search.in_bytes(plain.encode())
    unrowed.run(STEPS + ALL_BUT_ROWS + WORK)
    assert set(afterwards.left(unrowed, handles, clocks)) == {"rows"}
    uncompacted.run(STEPS + NO_COMPACTION + WORK + NIGHT)
    assert afterwards.left(uncompacted, handles, clocks) == {}
    for one in (unrowed, uncompacted):
        one.halt()
        one.dump()
        assert hits(known, resting([part for part in one.everything() if part != one.backups])), one.folder.name


def plant(place: Place, marks: Marks) -> None:
    """Marks put there on purpose: the search that found nothing finds these."""
    text = marks.han.encode()
    for name, content in {
        "plain": text,
        "packed": zlib.compress(text),
        "coded": base64.b64encode(b"x" + text),
        "wide": marks.han.encode("utf-16-le"),
    }.items():
        (place.var / "media").mkdir(exist_ok=True)
        (place.var / "media" / name).write_bytes(content)
