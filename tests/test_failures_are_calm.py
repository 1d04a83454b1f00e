"""A full disk, a locked or missing database is a calm page that says come back, never a trace."""

import errno
from collections.abc import Callable

import pytest
from django.db import OperationalError
from django.test import Client

from shop.orders.views import cart

pytestmark = pytest.mark.django_db
SECRET = "li.wei@example.org"


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False)


def failing(error: Exception) -> Callable[..., object]:
    def fail(*_: object, **__: object) -> object:
        raise error

    return fail


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (OperationalError("database or disk is full"), 503),
        (OperationalError("database is locked"), 503),
        (OSError(errno.ENOSPC, "No space left on device"), 503),
        (ValueError(f"{SECRET} is odd"), 500),
    ],
)
def test_a_failing_store_is_a_calm_page(
    visitor: Client, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int
) -> None:
    monkeypatch.setattr(cart, "render", failing(error))
    reply = visitor.get("/en/cart/")
    assert reply.status_code == status
    assert ("Retry-After" in reply.headers) is (status == 503)
    page = reply.content.decode()
    assert SECRET not in page
    assert "Traceback" not in page
    assert "disk is full" not in page
