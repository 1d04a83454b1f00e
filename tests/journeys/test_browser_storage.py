"""A script can keep in the browser only what the register lists."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Error, Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.once,
    pytest.mark.keeps("collect.cookies", "collect.local-storage"),
]
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


# Every other way to keep something.

KEEPS = {
    "a property": "() => { localStorage.follower = 'x' }",
    "a property in brackets": "() => { sessionStorage['follower'] = 'x' }",
    "a defined property": "() => { Object.defineProperty(localStorage, 'follower', { value: 'x' }) }",
    "the prototype's method": "() => { Storage.prototype.setItem.call(sessionStorage, 'follower', 'x') }",
    "a key of another place": "() => { localStorage.visit = 'x' }",
    "a cookie": "() => { document.cookie = 'follower=x; Path=/' }",
    "the cookie store": "async () => { await cookieStore.set('follower', 'x') }",
    "the cookie store with a name": "async () => { await cookieStore.set({ name: 'follower', value: 'x' }) }",
}
LEFT = """() => [localStorage.getItem("follower"), localStorage.getItem("visit"), sessionStorage.getItem("follower"),
    document.cookie.includes("follower") ? "a cookie" : null].filter((one) => one !== null)"""
STORES = {
    "IndexedDB": "() => indexedDB.open('follower')",
    "the cache of a page": "() => caches.open('follower')",
    "a file of its own": "() => navigator.storage.getDirectory()",
    "a worker that stays": "() => navigator.serviceWorker.register('/follower.js')",
}


def test_no_other_way_keeps_what_is_not_listed(
    new_page: Callable[..., Page], live_server: LiveServer, settings: Settings
) -> None:
    pages = {}
    for strict, path in ((True, "/en/privacy/"), (False, "/en/promises/")):
        settings.PRIVACY_STRICT = strict
        pages[strict] = new_page()
        pages[strict].goto(f"{live_server.url}{path}")
    for script in KEEPS.values():
        pages[False].evaluate(script)
        with pytest.raises(Error, match="not in the register"):
            pages[True].evaluate(script)
    assert [page.evaluate(LEFT) for page in pages.values()] == [[], []]
    for script in STORES.values():
        for page in pages.values():
            with pytest.raises(Error, match="not in the register"):
                page.evaluate(script)


def test_what_is_listed_is_kept_by_every_way(new_page: Callable[..., Page], live_server: LiveServer) -> None:
    page = new_page()
    page.goto(f"{live_server.url}/en/privacy/")
    told = page.evaluate(
        """() => {
            localStorage.cart = "by property";
            Storage.prototype.setItem.call(sessionStorage, "visit", "by the prototype");
            const first = sessionStorage.visit;
            sessionStorage.setItem("visit", "by method");
            document.cookie = "ground=by-script; Path=/";
            const kept = [localStorage.cart, first, sessionStorage.getItem("visit"), document.cookie];
            const length = localStorage.length;
            localStorage.removeItem("cart");
            return [...kept, length, localStorage.getItem("cart"), "cart" in localStorage];
        }"""
    )
    assert told[:3] == ["by property", "by the prototype", "by method"]
    assert "ground=by-script" in told[3]
    assert told[4:] == [1, None, False]
