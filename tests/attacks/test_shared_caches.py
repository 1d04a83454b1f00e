"""A shared cache keeps what it may by the rules; nobody is ever given another person's page from it."""

from typing import Any

import pytest

from tests.attacks.access_rules import RULES
from tests.attacks.addresses import addresses
from tests.attacks.cast import MARKS, Cast
from tests.attacks.single_request import ask

ADDRESSES = {one.name: one for one in addresses()}
# What makes careless caches take a page for a file that is the same for all.
DISGUISES = ("", "x.css", ";x.css", "%2fx.js", "?x=.png", "%00.jpg", "..%2frobots.txt", "%0a.css")
pytestmark = pytest.mark.django_db


class Cache:
    """A shared cache that keeps whatever RFC 9111 lets it keep, and guesses a time to live where it may."""

    def __init__(self) -> None:
        self.shelf: dict[tuple[str, ...], Any] = {}
        self.varies: dict[str, tuple[str, ...]] = {}
        self.with_cookies: list[str] = []

    def get(self, client: Any, path: str) -> Any:
        cookies = "; ".join(f"{name}={one.value}" for name, one in sorted(client.cookies.items()))
        sent = {"cookie": cookies, "accept-language": "en"}
        key = (path, *(sent.get(name, "") for name in self.varies.get(path, ())))
        if key in self.shelf:
            return self.shelf[key]
        answer = ask(client, "GET", path, keep_shelf=True)
        if self._may_keep(answer):
            if answer.cookies:
                self.with_cookies.append(path)
            names = answer.headers.get("Vary", "").lower().replace(" ", "").split(",")
            self.varies[path] = tuple(name for name in names if name)
            self.shelf[(path, *(sent.get(name, "") for name in self.varies[path]))] = answer
        return answer

    @staticmethod
    def _may_keep(answer: Any) -> bool:
        said = {one.strip().split("=")[0] for one in answer.headers.get("Cache-Control", "").lower().split(",")}
        return not said & {"no-store", "private", "no-cache"} and answer.status_code in {200, 203, 301, 308, 404, 410}


def paths(cast: Cast) -> list[str]:
    found = []
    for name, rule in RULES.items():
        if "GET" in rule.methods:
            filled = {key: cast.objects[value] for key, value in rule.objects.items()}
            path = ADDRESSES[name].path(**filled)
            found += [path + disguise for disguise in (DISGUISES if not rule.public else DISGUISES[:1])]
    return found


@pytest.mark.keeps("protect.access")
def test_nobody_is_given_what_a_shared_cache_kept_of_another(cast: Cast) -> None:
    cache, wrong = Cache(), []
    for path in paths(cast):
        for who in ("owner", "other", "keeper", "anonymous"):
            body = cache.get(cast.clients[who], path).body
            own = {MARKS.get(who, "")}
            wrong += [f"{path}: {who} reads {mark}" for mark in {*MARKS.values()} - own if mark.encode() in body]
    outbox = [line for line in wrong if line.startswith("/outbox/")]  # the demo shows its mails to whoever looks
    assert wrong == outbox, "\n".join(["", *wrong])
    assert cache.shelf, "a cache that keeps nothing proves nothing"
    assert not cache.with_cookies
    assert not [key for key, kept in cache.shelf.items() if any(mark.encode() in kept.body for mark in MARKS.values())]


@pytest.mark.keeps("protect.access")
def test_what_is_not_the_same_for_all_says_that_no_one_may_keep_it(cast: Cast) -> None:
    wrong = []
    for name, rule in RULES.items():
        path = ADDRESSES[name].path(**{key: cast.objects[value] for key, value in rule.objects.items()})
        for method in sorted(rule.methods & {"GET", "HEAD", "POST"}) if not rule.public else ():
            for who in ("owner", "keeper"):
                answer = ask(cast.clients[who], method, path)
                said = answer.headers.get("Cache-Control", "")
                if answer.status_code < 500 and "no-store" not in said and not _says_nothing_of_anybody(name, answer):
                    wrong.append(f"{method} {name} for {who}: {answer.status_code} {said!r}")
    assert not wrong, "\n".join(["", *wrong])


def _says_nothing_of_anybody(name: str, answer: Any) -> bool:
    """A sign of no method has no words; a schema is a paper."""
    return answer.status_code == 405 or (
        name in {"rights:schema"} and "public" in answer.headers.get("Cache-Control", "")
    )
