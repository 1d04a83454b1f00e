"""Shared fixtures of the whole test run."""

import datetime as dt
import os
import uuid
from collections.abc import Iterator

import pytest

# Playwright's synchronous driver runs an event loop in the test's thread; Django's guard would refuse the ORM there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

NOON = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)


def pytest_configure() -> None:
    """From here on only the gate's modules may open a connection."""
    from tests import network  # noqa: PLC0415 - pytest's own rewriting comes first

    network.arm()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that touch a database touch all three."""
    for item in items:
        if mark := item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.django_db(**{"databases": "__all__", **mark.kwargs}), append=False)


@pytest.fixture(autouse=True)
def _keystore(request: pytest.FixtureRequest) -> Iterator[None]:
    """Every test with a database has a key store that belongs to it."""
    if not {"db", "transactional_db"} & set(request.fixturenames) and not request.node.get_closest_marker("django_db"):
        yield
        return
    request.getfixturevalue("transactional_db" if "transactional_db" in request.fixturenames else "db")
    from privacy.vault import keyring, services  # noqa: PLC0415 - Django starts after this file is read

    keyring.application_key.cache_clear()
    services.create_keystore()
    yield


@pytest.fixture(autouse=True)
def _empty_page_shelf() -> None:
    """No test is answered from a page that another test's data made."""
    from kit.generation import forget  # noqa: PLC0415 - likewise
    from kit.pages import SHELF  # noqa: PLC0415 - likewise

    SHELF.clear()
    forget()


@pytest.fixture(autouse=True)
def _nothing_reached_out() -> Iterator[None]:
    """A connection opened elsewhere than in the gate fails its test, though the code may have swallowed the refusal."""
    from tests import network  # noqa: PLC0415 - likewise

    yield
    if reached := network.taken():
        pytest.fail(f"outside the gate: {reached}")


@pytest.fixture
def noon() -> dt.datetime:
    """A fixed instant."""
    return NOON


@pytest.fixture
def person_id(db: None) -> uuid.UUID:
    """A person of whom nothing is known."""
    from privacy.people import services  # noqa: PLC0415 - likewise

    return services.create(at=NOON).pk


pytest_plugins = ["tests.browser", "tests.databases", "tests.notices", "tests.sandbox_process"]
