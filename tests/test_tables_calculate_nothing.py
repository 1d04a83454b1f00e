"""X7: whatever stands in a field, a spreadsheet that opens our tables shows it and calculates nothing."""

import csv
import io

import pytest

from kit import tables
from tests.attacks.hostile import FORMULA, formulas

PREFIXES = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]
BEFORE = ["", " ", "\u3000", "\xa0", "\ufeff"]


def hostile_cells() -> list[str]:
    """Each beginning that calculates, behind each blank that a spreadsheet overlooks."""
    return [f"{blank}{prefix}cmd|' /C calc'!A0" for prefix in PREFIXES for blank in BEFORE] + [FORMULA, "-1+1", "+1"]


def cells_that_calculate() -> list[str]:
    """The cells of a table of hostile ones that a spreadsheet, once it has read the table, would calculate."""
    written = tables.table([[value, "plain"] for value in hostile_cells()])
    read = [row[0] for row in csv.reader(io.StringIO(written, newline=""))]
    assert len(read) == len(hostile_cells()), "a cell with an end of line is one cell"
    return formulas(written) + [one for one in read if one.strip(" \u3000\xa0\ufeff").startswith(tuple(PREFIXES))]


@pytest.mark.keeps("right.access")
def test_no_cell_begins_as_a_formula() -> None:
    assert cells_that_calculate() == []


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("Mei Lin", "Mei Lin"),
        ("=1+1", "'=1+1"),
        (-5, "-5"),
        (None, ""),
        ("a\x00b", "ab"),
        ("'=1", "'=1"),
        (True, "True"),
    ],
)
def test_what_is_no_formula_stays_as_it_is(value: object, shown: str) -> None:
    assert tables.cell(value) == shown


def test_the_words_can_be_read_again() -> None:
    rows = [["a,b", 'c"d', "e\r\nf"], ["石匠", "", "1"]]
    assert list(csv.reader(io.StringIO(tables.table(rows), newline=""))) == rows
