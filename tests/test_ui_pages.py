"""The page's skeleton and the error pages: their language, the visitor's look, and calm when all else fails."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import translation
from django.views.defaults import server_error

from kit.catalogs import compile_all
from ui import errors
from ui.components import page as page_parts
from ui.preferences import LOOKS, look


@pytest.fixture(autouse=True, scope="module")
def _catalogs() -> None:
    compile_all(settings.BASE_DIR / "ui")


@pytest.fixture
def client() -> Client:
    """A browser on a page of ours."""
    return Client(headers={"Sec-Fetch-Site": "same-origin"})


def test_a_page_says_its_language_as_browsers_read_it(client: Client) -> None:
    assert b'<html lang="en">' in client.get("/ui/").content
    assert b'<html lang="zh-Hans">' in client.get("/ui/", headers={"Accept-Language": "zh-CN"}).content


def test_a_page_for_nobody_in_particular_sets_no_cookie(client: Client) -> None:
    assert client.get("/ui/").cookies == {}


@pytest.mark.django_db  # no cookie leaves before the notice was asked
@pytest.mark.once
def test_the_look_is_remembered_and_taken_away_again(client: Client) -> None:
    answer = client.post("/ui/look", {"ground": "lacquer", "next": "/ui/"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/ui/")
    assert answer.cookies["ground"]["samesite"] == "Lax"
    assert b'data-ground="lacquer"' in client.get("/ui/").content
    answer = client.post("/ui/look", {"ground": "system"})
    assert answer.cookies["ground"].value == ""
    assert b"data-ground=" not in client.get("/ui/").content.split(b"<head>")[0]


@pytest.mark.django_db  # no cookie leaves before the notice was asked
@pytest.mark.once
def test_large_text_is_remembered(client: Client) -> None:
    client.post("/ui/look", {"text": "large"})
    assert b'data-text="large"' in client.get("/ui/").content


@pytest.mark.parametrize("posted", [{}, {"ground": "pink"}, {"ground": '"><script>'}, {"session": "x"}])
def test_an_unknown_look_is_refused(client: Client, posted: dict[str, str]) -> None:
    assert client.post("/ui/look", posted).status_code == 400


@pytest.mark.django_db  # no cookie leaves before the notice was asked
@pytest.mark.once
@pytest.mark.parametrize("away", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_a_look_never_leads_to_another_site(client: Client, away: str) -> None:
    assert client.post("/ui/look", {"ground": "paper", "next": away}).headers["Location"] == "/"


def test_a_forged_cookie_counts_as_unset(rf: RequestFactory) -> None:
    request = rf.get("/")
    request.COOKIES = {"ground": '" onload="', "text": "huge"}
    assert look(request) == {name: allowed[0] for name, allowed in LOOKS.items()}


@pytest.mark.parametrize("code", ["403", "403_csrf", "404", "410", "429", "500", "503"])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_error_pages_need_no_context(code: str, language: str) -> None:
    with translation.override(language):
        answer = render_to_string(f"{code}.html")
    assert ("Shijiang 漆艺" if language == "zh-hans" else "Shijiang Lacquer Art") in answer
    assert "<h1></h1>" not in answer


def test_an_unknown_address_gives_nothing_away(client: Client) -> None:
    one, two = client.get("/no/such/order/12345"), client.get("/another")
    assert one.status_code == two.status_code == 404
    assert one.content == two.content


def test_a_fault_is_answered_even_when_the_list_of_static_files_is_broken(
    rf: RequestFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(path: str) -> str:
        raise ValueError(path)

    monkeypatch.setattr(page_parts, "static", broken)
    answer = server_error(rf.get("/"))
    assert answer.status_code == 500
    assert b"/static/ui/css/site.css" in answer.content


@pytest.mark.parametrize(("view", "status"), [(errors.gone, 410), (errors.too_many, 429), (errors.closed, 503)])
def test_answers_of_our_own(rf: RequestFactory, view: Callable[[HttpRequest], HttpResponse], status: int) -> None:
    answer = view(rf.get("/"))
    assert answer.status_code == status
    assert ("Retry-After" in answer.headers) == (status != 410)
