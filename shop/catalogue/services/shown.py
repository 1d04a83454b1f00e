"""What is shown in public has changed: tell it once the change is certain."""

from functools import partial

from django.db import transaction

from kit import generation


def changed(*, stock_alone: bool = False) -> None:
    """After the commit of the surrounding transaction, pages held by any process are stale."""
    transaction.on_commit(partial(generation.touch, stock_alone=stock_alone))
