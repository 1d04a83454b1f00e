"""Tables for spreadsheets: the one place that writes them, so that no cell is ever taken for a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

# What a spreadsheet calculates when a cell begins with it, in its own width and in that of Chinese type.
CALCULATED = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def cell(value: object) -> str:
    """The value as text that is shown as it is: behind an apostrophe where a spreadsheet would calculate it."""
    text = "" if value is None else str(value).replace("\x00", "")
    begins = text.lstrip(" \u3000\xa0\ufeff")
    # A negative number is no formula, and a sum of them is what tables are for.
    if isinstance(value, int | float) and not isinstance(value, bool):
        return text
    return f"'{text}" if begins.startswith(CALCULATED) or text.startswith(CALCULATED) else text


def table(rows: Iterable[Sequence[object]]) -> str:
    """The rows as CSV, each cell quoted and none a formula."""
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL).writerows([cell(value) for value in row] for row in rows)
    return written.getvalue()
