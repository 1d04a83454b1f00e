"""The search for marks finds what is there, in whatever wrapping; else its zero would mean nothing."""

import base64
import json
import pickle
import sqlite3
import urllib.parse
from pathlib import Path

import pytest

from tests.attacks.canary.marks import Marks
from tests.attacks.canary.search import Search, packed_example

MARKS = Marks()
TEXT = f"<p>to {MARKS.han}, living at {MARKS.text('street')}</p>"
WRAPPED = packed_example(TEXT.encode()) | {
    "utf-16": TEXT.encode("utf-16-le"),
    "utf-16 big": TEXT.encode("utf-16-be"),
    "capitals": MARKS.word.upper().encode(),
    "backwards": MARKS.word[::-1].encode(),
    "url": urllib.parse.quote("龘靐").encode(),
    "json": json.dumps({"name": "龘靐"}).encode(),
    "html": b"&#40856;&#38736;",
    "pickle": pickle.dumps({"name": MARKS.han}),
    "old pickle": pickle.dumps({"name": "龘靐"}, protocol=0),
    **{f"base64 after {n}": base64.b64encode(b"x" * n + TEXT.encode()) for n in range(4)},
    **{f"short base64 after {n}": base64.b64encode(b"x" * n + MARKS.word.encode() + b"y") for n in range(3)},
    "url-safe base64": base64.urlsafe_b64encode(TEXT.encode()),
    "phone": f"+86 {MARKS.phone[:3]} {MARKS.phone[3:7]} {MARKS.phone[7:]}".encode(),
    "phone plain": f"tel:+86{MARKS.phone}".encode(),
    "phone utf-16": MARKS.phone.encode("utf-16-le"),
    "card": "-".join(MARKS.refused_card[n : n + 4] for n in range(0, 16, 4)).encode(),
    "card zlib": packed_example(MARKS.card.encode())["zlib"],
    "cvv": f'{{"cvv": "{MARKS.cvv}"}}'.encode(),
}


@pytest.mark.parametrize("way", sorted(WRAPPED))
def test_a_mark_is_found(way: str) -> None:
    assert Search(MARKS).in_bytes(b"before " * 3 + WRAPPED[way] if way not in {"deflate", "tar.gz"} else WRAPPED[way])


def test_where_no_mark_is_none_is_found() -> None:
    assert Search(MARKS).in_bytes(b"".join(packed_example(b"the page of somebody else, 4242 4242").values())) == []


def test_a_deleted_row_of_a_database_is_found_in_its_free_page(tmp_path: Path) -> None:
    database = sqlite3.connect(tmp_path / "main.sqlite3")
    database.execute("PRAGMA secure_delete=OFF")
    database.execute("CREATE TABLE t (a)")
    database.executemany("INSERT INTO t VALUES (?)", [(TEXT,)] * 200)
    database.commit()
    database.execute("DELETE FROM t")
    database.commit()
    database.close()
    assert Search(MARKS).in_folder(tmp_path)


def test_the_name_of_a_file_is_searched_as_well(tmp_path: Path) -> None:
    (tmp_path / f"{MARKS.text('file')}.txt").write_bytes(b"")
    assert Search(MARKS).in_folder(tmp_path)
