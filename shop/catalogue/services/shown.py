"""What is shown in public has changed: tell it once the change is certain."""

from django.db import transaction

from kit import generation


def changed() -> None:
    """After the commit of the surrounding transaction, pages held by any process are stale."""
    transaction.on_commit(generation.touch)
