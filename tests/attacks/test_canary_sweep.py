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
from tests.attacks.canary.search import Hit, Search
from tests.attacks.canary.walk import unwalked

pytestmark = pytest.mark.timeout(600)

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
PLANTED = {"media/plain", "media/packed", "media/coded", "media/wide"}
STEPS = """
from privacy.erasure import compaction, registry, steps
idle = lambda leaving=None: {}
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


def hits(search: Search, folders: list[Path], *kinds: str) -> list[Hit]:
    """What was found in these folders, of these kinds; of all when none is named."""
    found = [hit for folder in folders for hit in search.in_folder(folder)]
    return [one for one in found if not kinds or one.kind in kinds]


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
    assert unwalked(place.posted) == []
    handles, clocks = afterwards.hashes(place, marks), afterwards.running_clocks(place)
    search = Search(marks, hash=[one.encode() for one in handles], secret=secrets(place))

    stolen = place.stolen()
    assert sum(path.stat().st_size for one in stolen for path in one.rglob("*") if path.is_file()) > 500_000
    seen = hits(search, stolen)
    assert {one.kind for one in seen} == {"hash"}, seen  # by which the shop finds them again; nothing else

    broken = leave(customer)
    place.run(WORK)
    assert afterwards.left(place, handles, clocks) == {}
    place.dump()
    assert hits(search, place.everything(), "mark") == []
    place.run(NIGHT)  # PostgreSQL keeps freed versions of rows in its files until their tables are written anew
    place.dump()
    assert hits(search, at_rest(place.everything()), "mark", "hash") == []
    assert hits(search, at_rest(place.stolen())) == []
    closed, plain = afterwards.opened(place, tmp_path / "restored")
    assert closed["fields"] > 10
    assert closed["files"] > 3
    assert search.in_bytes(plain.encode()) == []
    plant(place, marks)
    assert {one.where.split(":")[0] for one in hits(search, [place.var], "mark")} == PLANTED
    the_same_fails_where_a_step_does_nothing(broken, search, handles, clocks)


def leave(customer: Customer) -> list[Place]:
    """The last chapter, with a job that names them for next month, and signed in once more before it is carried out.

    The site then stands still: how it stands before anything is erased, three times.
    """
    customer.place.run(LATER.replace("ADDRESS", customer.marks.email))
    customer.leave()
    customer.come_back()
    customer.place.halt()
    return [customer.place.copy(name) for name in ("all but rows", "rows", "compaction")]


def at_rest(folders: list[Path]) -> list[Path]:
    """Without copies made before, and without what a server writes ahead of its tables and throws away itself."""
    return [one for one in folders if one.name not in {"backups", "server"}]


def the_same_fails_where_a_step_does_nothing(
    broken: list[Place], search: Search, handles: list[str], clocks: list[str]
) -> None:
    """Each store that is not emptied is found by what has just found nothing."""
    unkept, unrowed, uncompacted = broken
    unkept.run(STEPS + NOTHING_BUT_ROWS + WORK)
    found = set(afterwards.left(unkept, handles, clocks))
    assert found >= {"keys", "sessions", "jobs", "files", "codes", "clocks", "packages", "untold", "unburied"}
    _closed, plain = afterwards.opened(unkept, unkept.folder / "restored")
    assert search.in_bytes(plain.encode())
    unrowed.run(STEPS + ALL_BUT_ROWS + WORK + NIGHT)
    assert set(afterwards.left(unrowed, handles, clocks)) == {"rows"}
    uncompacted.run(STEPS + NO_COMPACTION + WORK + NIGHT)
    assert afterwards.left(uncompacted, handles, clocks) == {}
    for one in (unrowed, uncompacted):
        one.halt()
        one.dump()
        if one is unrowed or one.pages_are_seen:
            assert hits(search, at_rest(one.everything()), "mark", "hash"), one.folder.name


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
