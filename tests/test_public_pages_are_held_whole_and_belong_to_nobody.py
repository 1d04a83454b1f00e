"""The page cache: fast for everyone, wrong for nobody."""

import gzip
from collections.abc import Callable, Iterable, Iterator
from types import SimpleNamespace
from typing import Any
from unittest import mock

import brotli
import pytest
from django.contrib.messages import get_messages
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.core.signals import request_started
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory, override_settings

from kit import generation
from kit.pages import SHELF, NotPublic, public_page
from kit.pages.middleware import page_cache
from kit.pages.store import Held, Shelf
from kit.pages.wsgi import Application, shelf_first
from shop.catalogue import services
from tests import shelf

PATH = "/en/pieces/lotus-bowl/"


def through(application: Application, request: WSGIRequest) -> HttpResponse:
    """What a server would send for the request."""
    told: list[Any] = []
    body = b"".join(application(request.environ, lambda *line: told.extend(line)))
    response = HttpResponse(body, status=int(told[0].split()[0]))
    del response.headers["Content-Type"]
    for name, value in told[1]:
        response.headers[name] = value
    return response


def straight(view: Callable[[HttpRequest], Any]) -> Application:
    """The view as an application of its own."""

    def site(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        response = view(WSGIRequest(environ))
        start_response(f"{response.status_code} {response.reason_phrase}", list(response.items()))
        return [response.content]

    return site


@pytest.fixture(params=["before Django", "in Django"], autouse=True)
def place(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the shelf answers: as it is served, and where only the middleware stands, as in Django's test client."""
    monkeypatch.setattr(Counted, "before", request.param == "before Django")


class Counted:
    """A view that says how often it was asked, wrapped in the cache alone."""

    before = True

    def __init__(self, *query: str) -> None:
        self.asked = 0
        self.view = page_cache(public_page(*query)(self.answer))

    def ask(self, request: WSGIRequest) -> HttpResponse:
        site = straight(self.view)
        return through(shelf_first(site) if self.before else site, request)

    def answer(self, request: HttpRequest) -> HttpResponse:
        self.asked += 1
        return HttpResponse(f"page {self.asked} {request.GET.urlencode()} {sorted(request.COOKIES.items())}")

    def get(self, path: str = "/en/x/", cookie: str = "", **headers: str) -> HttpResponse:
        return self.ask(RequestFactory().get(path, headers={**({"cookie": cookie} if cookie else {}), **headers}))


@pytest.fixture(autouse=True)
def empty() -> Iterator[None]:
    SHELF.clear()
    yield
    SHELF.clear()


def test_a_second_visitor_gets_the_page_without_the_view_being_asked() -> None:
    page = Counted()
    assert page.get().content == page.get().content
    assert page.asked == 1


def test_a_change_is_shown_from_the_next_request_on() -> None:
    page = Counted()
    page.get()
    generation.touch()
    assert b"page 2" in page.get().content


def test_a_change_while_the_page_was_being_made_is_not_lost() -> None:
    page = Counted()
    made = page.answer

    def slow(request: HttpRequest) -> HttpResponse:
        response = made(request)
        generation.touch()
        return response

    page.view = page_cache(public_page()(slow))
    page.get()
    assert b"page 2" in page.get().content


def test_after_half_a_minute_the_page_is_made_anew() -> None:
    page = Counted()
    with mock.patch("kit.pages.store.time", SimpleNamespace(monotonic=lambda: 1000.0)):
        page.get()
    with mock.patch("kit.pages.store.time", SimpleNamespace(monotonic=lambda: 1029.9)):
        page.get()
    assert page.asked == 1
    with mock.patch("kit.pages.store.time", SimpleNamespace(monotonic=lambda: 1030.1)):
        page.get()
    assert page.asked == 2


def test_preferences_and_named_parameters_make_pages_of_their_own() -> None:
    page = Counted("colour")
    for path, cookie in (
        ("/en/x/", ""),
        ("/en/x/?colour=red", ""),
        ("/en/x/?colour=red", "currency=EUR"),
        ("/en/x/?colour=red", "currency=USD; ground=lacquer"),
        ("/en/x/?colour=red", "text=large"),
        ("/zh-hans/x/", ""),
    ):
        page.get(path, cookie)
    assert page.asked == 6


def test_other_cookies_and_parameters_neither_reach_the_view_nor_multiply_pages() -> None:
    page = Counted("colour")
    first = page.get("/en/x/?colour=red")
    for path, cookie in (
        ("/en/x/?colour=red&utm_source=spy", ""),
        ("/en/x/?gclid=7&colour=red", "session=secret; currency=made-up; ground=1"),
        ("/en/x/?colour=red", "anything=else"),
    ):
        assert page.get(path, cookie).content == first.content
    assert page.asked == 1
    assert b"secret" not in first.content


def test_a_very_long_query_is_answered_but_not_held() -> None:
    page = Counted("q")
    for _ in range(2):
        page.get("/en/x/?q=" + "x" * 400)
    assert page.asked == 2


@pytest.mark.parametrize("scheme", [False, True])
def test_hosts_and_schemes_do_not_share_pages(*, scheme: bool) -> None:
    page = Counted()
    page.ask(RequestFactory().get("/en/x/", headers={"host": "localhost"}))
    page.ask(RequestFactory().get("/en/x/", headers={"host": "localhost" if scheme else "127.0.0.1"}, secure=scheme))
    assert page.asked == 2


@pytest.mark.parametrize("says", ["https", "http", "https, http"])
@override_settings(SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"))
def test_behind_a_proxy_the_scheme_is_what_the_proxy_says(says: str) -> None:
    page = Counted()
    page.get(**{"x-forwarded-proto": "http"})
    page.get(**{"x-forwarded-proto": says})
    assert page.asked == (1 if says == "http" else 2)


@pytest.mark.parametrize("method", ["post", "put", "delete", "options"])
def test_only_reading_is_answered_from_the_shelf(method: str) -> None:
    page = Counted()
    page.get()
    assert page.ask(getattr(RequestFactory(), method)("/en/x/")).status_code == 405


def test_an_address_beyond_ascii_finds_no_page_of_another_spelling() -> None:
    page = Counted()
    answers = []
    for sent in ("é".encode().decode("latin-1").encode(), "é".encode()):  # the first is held as the second arrives
        request = RequestFactory().get("/en/x/")
        request.environ["PATH_INFO"] = f"/en/{sent.decode('latin-1')}/"
        answers.append(page.ask(request).content)
    assert len(set(answers)) == 2


@override_settings(ALLOWED_HOSTS=["localhost"])
@pytest.mark.django_db
def test_a_foreign_host_is_refused_although_the_page_is_held(client: Client) -> None:
    shelf.furnish()
    assert client.get("/en/craft/", headers={"host": "localhost"}).status_code == 200
    assert client.get("/en/craft/", headers={"host": "evil.example"}).status_code == 400


def test_the_page_comes_packed_as_the_browser_takes_it_and_is_the_same() -> None:
    page = Counted()
    plain, packed, zipped = (page.get(**{"accept-encoding": takes}) for takes in ("", "gzip, br", "gzip"))
    assert brotli.decompress(packed.content) == gzip.decompress(zipped.content) == plain.content
    assert [one.headers.get("Content-Encoding") for one in (plain, packed, zipped)] == [None, "br", "gzip"]
    for one in (plain, packed, zipped):
        assert one.headers["Content-Length"] == str(len(one.content))
        assert {"Accept-Encoding", "Cookie"} <= set(one.headers["Vary"].split(", "))


def test_a_browser_that_has_the_page_is_told_so() -> None:
    page = Counted()
    first = page.get()
    again = page.get(**{"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"] == "public, no-cache"
    assert page.get(**{"if-none-match": 'W/"other"'}).status_code == 200


def test_only_good_answers_are_held() -> None:
    page = Counted()
    page.view = page_cache(public_page()(lambda request: HttpResponse("gone", status=404)))
    assert page.get().headers["Cache-Control"] == "no-store, private"
    assert not SHELF.query_of("/en/x/")


def test_what_nobody_declared_public_stays_private() -> None:
    plain = page_cache(lambda request: HttpResponse("mine"))
    for _ in range(2):
        response = plain(RequestFactory().get("/en/x/"))
        assert response["Cache-Control"] == "no-store, private"
    assert not SHELF.size


def test_the_shelf_stays_within_its_size() -> None:
    small = Shelf(20_000)
    for number in range(50):
        small.keep((str(number),), f"/{number}/", (), Held(b"x" * 1000, {}, 0, 0))
    assert small.size <= 20_000
    assert small.find(("49",), 0)
    assert not small.find(("0",), 0)


@pytest.mark.django_db
class TestAPublicViewThatLooksAtItsVisitor:
    def ask(self, client: Client, touch: object) -> None:
        def view(request: HttpRequest) -> HttpResponse:
            assert callable(touch)
            return touch(request) or HttpResponse("ok")

        with mock.patch("shop.storefront.views.papers.render", lambda request, *args: view(request)):
            client.get("/en/care/")

    @pytest.mark.parametrize(
        "touch",
        [
            lambda request: request.session.get("x"),
            lambda request: request.session.__setitem__("x", 1),
            lambda request: bool(request.user),
            lambda request: request.user.is_authenticated and None,
            lambda request: str(request.user) and None,
            lambda request: get_token(request) and None,
            lambda request: list(get_messages(request)) and None,
        ],
    )
    def test_fails_loudly(self, client: Client, touch: object) -> None:
        with pytest.raises(NotPublic):
            self.ask(client, touch)

    def test_fails_loudly_when_it_sets_a_cookie(self, client: Client) -> None:
        def touch(request: HttpRequest) -> HttpResponse:
            response = HttpResponse("ok")
            response.set_cookie("ground", "paper")
            return response

        with pytest.raises(NotPublic, match="cookie"):
            self.ask(client, touch)

    def test_and_one_that_does_not_is_fine(self, client: Client) -> None:
        self.ask(client, lambda request: None)


@pytest.mark.django_db
class TestTheWholeSite:
    @pytest.fixture(autouse=True)
    def studio(self) -> None:
        shelf.furnish()
        shelf.put(stock=1)

    def test_a_held_page_carries_every_security_header_of_the_first_answer(self, client: Client) -> None:
        first, held = client.get(PATH), client.get(PATH)
        for header in ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy"):
            assert first.headers[header] == held.headers[header]

    def test_a_held_page_is_sent_before_django_hears_of_it_with_the_headers_django_gave(self) -> None:
        def nobody(*_asked: Any) -> Any:
            raise AssertionError("Django was asked")

        ask = {"host": "localhost", "accept-encoding": "br"}
        request_started.disconnect(close_old_connections)  # it would close the test's own, as Django's client knows
        try:
            first = through(WSGIHandler(), RequestFactory().get(PATH, headers=ask))
        finally:
            request_started.connect(close_old_connections)
        held = through(shelf_first(nobody), RequestFactory().get(PATH, headers={**ask, "cookie": "session=anna"}))
        head = through(shelf_first(nobody), RequestFactory().head(PATH, headers=ask))
        assert (first.status_code, held.content) == (200, first.content)
        assert dict(held.headers) == dict(first.headers) == dict(head.headers)
        assert "Set-Cookie" not in held.headers
        assert head.content == b""

    def test_a_held_page_asks_no_database(self, client: Client, django_assert_num_queries: object) -> None:
        client.get(PATH)
        assert callable(django_assert_num_queries)
        with django_assert_num_queries(0):
            client.get(PATH)

    def test_a_sale_is_shown_from_the_next_request_on(
        self, client: Client, django_capture_on_commit_callbacks: object
    ) -> None:
        assert "One piece exists" in client.get(PATH).content.decode()
        assert callable(django_capture_on_commit_callbacks)
        with django_capture_on_commit_callbacks(execute=True):
            (piece,) = shelf.ids()
            assert services.take(piece_id=piece, quantity=1)
        assert "One piece exists" not in client.get(PATH).content.decode()

    def test_two_visitors_and_nobody_see_the_same_bytes_and_none_of_each_other(self) -> None:
        seen = set()
        for mark in ("mark-of-anna", "mark-of-bo", ""):
            client = Client()
            if mark:
                client.cookies["session"] = client.cookies["csrf"] = client.cookies["cart"] = mark
            for path in (PATH, f"{PATH}?ref={mark}", f"{PATH}style.css?x={mark}"):
                answer = client.get(path, headers={"user-agent": mark, "x-forwarded-host": mark, "referer": mark})
                assert mark == "" or mark.encode() not in answer.content
                if answer.status_code == 200:
                    seen.add(answer.content)
        assert len(seen) == 1

    def test_the_live_region_is_never_held(self, client: Client) -> None:
        for _ in range(2):
            assert client.get(f"{PATH}availability/").headers["Cache-Control"] == "no-store, private"
