"""Shared fixtures of the whole test run."""

import datetime as dt
import os
import shutil
import uuid
from collections.abc import Iterator
from typing import Any
from unittest import mock

import pytest
from pytest_django import DjangoDbBlocker

# Playwright's synchronous driver runs an event loop in the test's thread; Django's guard would refuse the ORM there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

NOON = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)


def pytest_configure() -> None:
    """From here on only the gate's modules may open a connection."""
    from tests import network  # noqa: PLC0415 - pytest's own rewriting comes first

    # The workers inherit it; bin/test has one for both of its passes.
    os.environ.setdefault("SHIJIANG_TEST_RUN", str(os.getpid()))
    network.arm()


def pytest_collection_finish() -> None:
    """What is loaded by now stays until the end."""
    from kit.collector import settle  # noqa: PLC0415 - likewise

    settle()


def pytest_unconfigure() -> None:
    """What all workers shared goes with the run, unless it is not this process's."""
    from tests.prepared import run_folder  # noqa: PLC0415 - likewise

    if os.environ["SHIJIANG_TEST_RUN"] == str(os.getpid()):
        shutil.rmtree(run_folder(), ignore_errors=True)


# Whoever asks for one of these, or starts processes that find the database in their environment, has to do with it.
DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}
PROCESSES = {"environment", "run_python", "start_python", "filled_site", "shop"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Which tests run once, and the long ones of those with real transactions before the short ones.

    Tests that touch a database touch all three; the others are the same on every database: once is enough.
    A test may say itself that once is enough: a page looks the same whatever holds its rows.
    """
    for item in items:
        if mark := item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.django_db(**{"databases": "__all__", **mark.kwargs}), append=False)
        elif isinstance(item, pytest.Function) and not (
            DATABASE_FIXTURES & set(item.fixturenames) or PROCESSES & set(vars(item.module))
        ):
            item.add_marker(pytest.mark.once)
    first = next((place for place, item in enumerate(items) if _commits(item)), len(items))
    items[first:] = sorted(items[first:], key=lambda item: (not _commits(item), -_longest(item)))


def _commits(item: pytest.Item) -> bool:
    mark = item.get_closest_marker("django_db")
    return bool(mark and mark.kwargs.get("transaction")) or "transactional_db" in getattr(item, "fixturenames", ())


def _longest(item: pytest.Item) -> float:
    mark = item.get_closest_marker("timeout")
    return float(mark.args[0]) if mark else 0.0


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, request: pytest.FixtureRequest
) -> Iterator[None]:
    """The test databases begin as copies of what was migrated once in this run."""
    from tests import prepared  # noqa: PLC0415 - Django starts after this file is read

    with pytest.MonkeyPatch.context() as patches:
        if request.getfixturevalue("django_db_use_migrations"):
            prepared.lend(patches)
        yield


@pytest.fixture(scope="session", autouse=True)
def _quick_flush() -> Iterator[None]:
    """After a test with real transactions: empty the tables that hold something, instead of each of a hundred.

    What describes the models stays, so that nothing has to be written and set up as after a migration, again each time.
    """
    from django.core.management.commands import flush  # noqa: PLC0415 - likewise

    with mock.patch.multiple(flush, sql_flush=_emptying, emit_post_migrate_signal=mock.DEFAULT):
        yield


@pytest.fixture(scope="session", autouse=True)
def _answers_leave_at_once() -> Iterator[None]:
    """Of an answer of the live server the body does not wait, 40 ms each time, until its head is acknowledged."""
    from django.core.servers.basehttp import WSGIRequestHandler  # noqa: PLC0415 - likewise

    with mock.patch.object(WSGIRequestHandler, "disable_nagle_algorithm", new=True):
        yield


DESCRIBE_MODELS = {"django_content_type", "auth_permission"}


def _emptying(_style: object, connection: Any, **_how: bool) -> list[str]:
    tables = set(connection.introspection.django_table_names(only_existing=True, include_views=False))
    names = [connection.ops.quote_name(table) for table in sorted(tables - DESCRIBE_MODELS)]
    with connection.cursor() as cursor:
        # Our own tables' names, quoted.
        asked = (f"SELECT {place} WHERE EXISTS (SELECT 1 FROM {name})" for place, name in enumerate(names))  # noqa: S608
        cursor.execute(" UNION ALL ".join(asked))
        return [f"DELETE FROM {names[place]};" for (place,) in cursor.fetchall()]  # noqa: S608 - likewise


@pytest.fixture(scope="session")
def _lasting_keystore(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Made before any test: what a test rolls back need not be made again."""
    from privacy.vault import services  # noqa: PLC0415 - Django starts after this file is read

    with django_db_blocker.unblock():
        services.create_keystore()


@pytest.fixture(autouse=True)
def _keystore(request: pytest.FixtureRequest) -> Iterator[None]:
    """Every test with a database has a key store that belongs to it."""
    if not {"db", "transactional_db"} & set(request.fixturenames) and not request.node.get_closest_marker("django_db"):
        yield
        return
    request.getfixturevalue("_lasting_keystore")
    request.getfixturevalue("transactional_db" if "transactional_db" in request.fixturenames else "db")
    from privacy.vault import keyring, services  # noqa: PLC0415 - likewise
    from privacy.vault.models import KeystoreMark  # noqa: PLC0415 - likewise

    keyring.application_key.cache_clear()
    if not KeystoreMark.objects.exists():  # emptied after a test with real transactions
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
def _english() -> None:
    """No test goes on in the language that another's last page was read in."""
    from django.conf import settings  # noqa: PLC0415 - likewise
    from django.utils import translation  # noqa: PLC0415 - likewise

    translation.activate(settings.LANGUAGE_CODE)


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
