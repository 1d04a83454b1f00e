"""A customer with a mark in every field lives with the shop and is erased: then no byte anywhere says the mark."""

import base64
import os
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.attacks.canary import afterwards
from tests.attacks.canary.life import Customer, erase, live
from tests.attacks.canary.marks import Marks
from tests.attacks.canary.place import Place, running
from tests.attacks.canary.search import Search

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]


NIGHT = """
from django.utils import timezone
from privacy.erasure import tasks
tasks.rewrite({}, timezone.now())
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

    stolen = place.stolen()
    assert sum(path.stat().st_size for one in stolen for path in one.rglob("*") if path.is_file()) > 500_000
    assert hits(search, stolen) == []

    handles = afterwards.hashes(place, marks)
    assert hits(Search(marks, handles), stolen), "the search knows the keyed hashes"
    erase(customer)
    assert afterwards.facts(place) == {"finished": True, "keys": 0}
    place.dump()
    assert hits(search, place.everything()) == []
    live_now = [one for one in place.everything() if one != place.backups]
    place.run(NIGHT)  # PostgreSQL keeps freed versions of rows in its files until their tables are written anew
    place.dump()
    assert hits(Search(marks, handles), live_now) == []
    assert hits(Search(marks, secrets(place)), [one for one in place.stolen() if one != place.backups]) == []
    if not place.databases:
        closed, plain = afterwards.opened(place, tmp_path)
        assert closed > 10
        assert search.in_bytes(plain.encode()) == []
    plant(place, marks)
    assert len({hit.split(":")[0] for hit in hits(search, place.everything())}) == 4


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


BROKEN_KEYS = """
from privacy.erasure import steps
steps.keys = lambda persons, at: {"keys": 0}
"""
BROKEN_ROWS = """
from privacy.erasure import steps
steps.rows = lambda persons, at: {}
steps.people = lambda persons, at: {}
"""


@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="one database shows it")
@pytest.mark.parametrize("broken", ["keys", "rows"])
@pytest.mark.keeps("right.deletion")
def test_the_sweep_fails_when_a_step_of_the_erasure_does_nothing(place: Place, tmp_path: Path, broken: str) -> None:
    marks = Marks()
    customer = Customer(place, marks)
    customer.open_account()
    place.manage("backup", str(place.backups))
    handles = afterwards.hashes(place, marks)
    erase(customer, {"keys": BROKEN_KEYS, "rows": BROKEN_ROWS}[broken])
    if broken == "keys":
        assert afterwards.facts(place)["keys"]
        assert Search(marks).in_bytes(afterwards.opened(place, tmp_path)[1].encode())
    else:
        assert hits(Search(marks, handles), [place.var])
