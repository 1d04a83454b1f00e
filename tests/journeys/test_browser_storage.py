"""A script can keep in the browser only what the register lists."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Error, Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.keeps("collect.cookies", "collect.local-storage")]
TRY = "key => { localStorage.setItem(key, 'x'); return localStorage.getItem(key); }"


def test_while_developing_an_unlisted_key_raises(new_page: Callable[..., Page], live_server: LiveServer) -> None:
    page = new_page()
    page.goto(f"{live_server.url}/en/privacy/")
    assert page.evaluate(TRY, "cart") == "x"
    with pytest.raises(Error, match="not in the register"):
        page.evaluate(TRY, "follower")


def test_in_production_an_unlisted_key_is_dropped(
    new_page: Callable[..., Page], live_server: LiveServer, settings: Settings
) -> None:
    settings.PRIVACY_STRICT = False
    page = new_page()
    page.goto(f"{live_server.url}/en/promises/")
    assert page.evaluate(TRY, "follower") is None
    assert page.evaluate(TRY, "cart") == "x"
