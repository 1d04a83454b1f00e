"""What the sweeps share."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from kit import clock
from privacy.vault import keyring
from privacy.vault import services as vault
from tests.attacks.cast import Cast, gather
from tests.attacks.single_request import undone
from tests.attacks.stage import Stage


@pytest.fixture
def cast(db: None) -> Cast:
    """Everybody and their belongings."""
    return gather(clock.now())


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker: Any) -> Iterator[Stage]:
    """The same for all tests of a module that take back what they write, as every request of a sweep does.

    Such modules are the same on every database, so they say `once`: they run in the pass of SQLite alone, where each
    test's own transaction lies within this one.
    """
    with django_db_blocker.unblock(), undone():
        keyring.application_key.cache_clear()
        vault.create_keystore()
        yield Stage(gather(clock.now()))


@pytest.fixture
def now() -> dt.datetime:
    """The clock the site reads."""
    return clock.now()
