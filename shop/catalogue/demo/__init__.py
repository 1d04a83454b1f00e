"""The demo studio: data and pictures, and how they come into the shop."""

import datetime as dt

from kit.demo import demo
from shop.catalogue.demo.load import load


@demo("catalogue")
def catalogue(_at: dt.datetime) -> str:
    """All collections, pieces and pictures."""
    pieces = load()
    return f"{pieces} pieces" if pieces else "as before"
