"""What the sweeps share."""

import datetime as dt

import pytest

from kit import clock
from tests.attacks.cast import Cast, gather


@pytest.fixture
def cast(db: None) -> Cast:
    """Everybody and their belongings."""
    return gather(clock.now())


@pytest.fixture
def now() -> dt.datetime:
    """The clock the site reads."""
    return clock.now()
