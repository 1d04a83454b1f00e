"""R4: a shared cache keeps what it may by the rules; nobody is ever given another person's page from it."""

import http.client
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pytest

from kit import clock
from tests.attacks.access_rules import RULES
from tests.attacks.caching_proxy import Cache, caching_proxy
from tests.attacks.cast import MARKS, Cast, gather
from tests.attacks.reach import Names, path_of

# What makes careless caches take a page for a file that is the same for all.
DISGUISES = ("x.css", ";x.css", "%2fx.js", "?x=.png", "%00.jpg", "..%2frobots.txt", "%0a.css")
# A mailed link lets in whoever has it, and the demo shows its mails to whoever looks.
FOR_WHOEVER_HOLDS_IT = {"orders:link", "outbox:list", "outbox:mail", "outbox:html", "outbox:attachment"}
# The last one comes back: what a visitor without cookies was given is asked for once more.
VISITORS = ("owner", "other", "anonymous", "anonymous")
pytestmark = pytest.mark.once


@dataclass(frozen=True)
class Behind:
    """The site behind a shared cache, and everybody with their cookies."""

    address: str
    cache: Cache
    cast: Cast

    def get(self, who: str, path: str) -> tuple[int, bytes]:
        """Status and body as `who` gets them."""
        parts = urlsplit(self.address)
        cookies = "; ".join(f"{name}={one.value}" for name, one in sorted(self.cast.clients[who].cookies.items()))
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
        try:
            connection.request("GET", path, headers={"Cookie": cookies, "Accept-Language": "en"})
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()


@pytest.fixture
def behind(live_server: Any) -> Iterator[Behind]:
    """A real server on loopback, and the cache before it."""
    with caching_proxy(live_server.url) as (address, cache):
        yield Behind(address, cache, gather(clock.now()))


def paths(cast: Cast, names: Names = RULES) -> list[str]:
    """Every page as it is, and those of somebody under the name of a file, each time another."""
    found = []
    asked = [one for one in names if "GET" in RULES[one].methods and one not in FOR_WHOEVER_HOLDS_IT]
    for number, name in enumerate(asked):
        path = path_of(name, cast)
        found += [path] if RULES[name].public else [path, path + DISGUISES[0], path + DISGUISES[number % 7]]
    return list(dict.fromkeys(found))


def given_to_others(behind: Behind, asked: Iterable[str]) -> list[str]:
    """Pages on which a visitor reads the mark of somebody else, each asked for by all in turn."""
    wrong = []
    for path in asked:
        for who in VISITORS:
            _status, body = behind.get(who, path)
            wrong += [f"{path}: {who} reads {MARKS[whose]}" for whose in MARKS if whose != who and _marks(body, whose)]
    return wrong


def _marks(body: bytes, whose: str) -> bool:
    return MARKS[whose].encode() in body or MARKS[whose].lower().encode() in body


def kept_wrongly(cache: Cache) -> list[str]:
    """What lies in the cache and sets a cookie, or says something of somebody."""
    wrong = []
    for path, answers in cache.kept.items():
        for one in answers:
            wrong += [f"{path} sets a cookie"] if one.header("set-cookie") else []
            wrong += [f"{path} holds {MARKS[whose]}" for whose in MARKS if _marks(one.body, whose)]
    return wrong


@pytest.mark.keeps("protect.access")
@pytest.mark.django_db(transaction=True)
def test_nobody_is_given_what_a_caching_proxy_kept_of_another(behind: Behind) -> None:
    wrong = given_to_others(behind, paths(behind.cast)) + kept_wrongly(behind.cache)
    assert not wrong, "\n".join(["", *wrong])
    assert MARKS["owner"].encode() in behind.get("owner", "/en/account/")[1], "the owner reads their own"
    assert behind.cache.reused + behind.cache.confirmed > 20, "a cache that is never used proves nothing"


@pytest.mark.django_db(transaction=True)
def test_the_proxy_gives_pages_away_once_the_guards_are_out(behind: Behind, monkeypatch: pytest.MonkeyPatch) -> None:
    """First nothing says private any more: then it keeps the page. Then nothing says by what answers vary."""
    page = path_of("accounts:home", behind.cast)
    monkeypatch.setattr("kit.pages.middleware.PRIVATE", "public, max-age=60")
    monkeypatch.setattr("django.views.decorators.cache.add_never_cache_headers", lambda _response: None)
    assert given_to_others(behind, [page]) == []
    assert kept_wrongly(behind.cache)
    for place in ("django.contrib.sessions.middleware", "django.middleware.csrf"):
        monkeypatch.setattr(f"{place}.patch_vary_headers", lambda *_args: None)
    assert given_to_others(behind, [f"{page}?again"])
