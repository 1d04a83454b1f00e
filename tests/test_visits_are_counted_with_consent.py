"""A visit is counted only while the visitor allows it, by their own browser, and ties to nobody."""

import datetime as dt

import pytest
from django.test import Client

from shop.analytics import queries, services
from shop.analytics.models import PageView

pytestmark = [pytest.mark.django_db, pytest.mark.keeps("collect.log", "collect.beacons")]
SEEN = {"visit": "0123456789abcdef" * 2, "path": "/en/pieces/", "title": "Pieces", "stay_seconds": "12"}
OWN = {"Sec-Fetch-Site": "same-origin"}
WEEK = dt.timedelta(days=7)


def tell(client: Client, **headers: str) -> int:
    return client.post("/events/seen/", SEEN, headers=OWN | headers).status_code


def allow(client: Client, answer: str = "yes", **headers: str) -> None:
    client.post("/en/choices/", {"all": answer}, headers=OWN | {"Accept": "application/json"} | headers)


def test_without_an_answer_nothing_is_kept(client: Client) -> None:
    assert tell(client) == 204
    assert not PageView.objects.exists()


def test_a_yes_counts_and_a_no_stops_it_on_the_very_next_request(client: Client) -> None:
    allow(client)
    tell(client)
    allow(client, "no")
    tell(client)
    assert PageView.objects.count() == 1


@pytest.mark.keeps("third.ads-choice")
def test_global_privacy_control_outranks_an_older_yes_until_it_is_repeated(client: Client) -> None:
    allow(client)
    tell(client, **{"Sec-GPC": "1"})
    assert not PageView.objects.exists()
    allow(client, **{"Sec-GPC": "1"})
    tell(client, **{"Sec-GPC": "1"})
    assert PageView.objects.count() == 1


@pytest.mark.parametrize("origin", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}, {}])
def test_another_site_can_neither_count_nor_choose(client: Client, origin: dict[str, str]) -> None:
    assert client.post("/events/seen/", SEEN, headers=origin).status_code == 403
    assert client.post("/en/choices/", {"all": "yes"}, headers=origin).status_code == 403
    assert "choices" not in client.cookies


@pytest.mark.parametrize(
    "broken",
    [
        {"visit": "li.wei@example.org"},
        {"path": "/en/search/?q=li.wei"},
        {"path": "https://elsewhere.example/"},
        {"stay_seconds": "1e9"},
        {"stay_seconds": "-1"},
        {"title": "x" * 500},
    ],
)
def test_what_does_not_fit_is_not_kept(client: Client, broken: dict[str, str]) -> None:
    allow(client)
    assert client.post("/events/seen/", SEEN | broken, headers=OWN).status_code == 204
    assert not PageView.objects.exists()


def test_a_visit_sets_no_cookie_and_has_no_column_that_leads_to_a_person(client: Client) -> None:
    allow(client)
    response = client.post("/events/seen/", SEEN, headers=OWN)
    assert not response.cookies
    assert {field.name for field in PageView._meta.concrete_fields if field.related_model} == set()
    assert "ip" not in {field.name for field in PageView._meta.concrete_fields}


def seen(path: str, visits: int, at: dt.datetime, first: int = 0) -> None:
    for number in range(first, first + visits):
        services.count(visit=f"{number:032x}", path=path, title="A", stay_seconds=12, at=at)


@pytest.mark.keeps("third.anonymous-interest")
def test_pages_seen_by_a_handful_are_not_shown(noon: dt.datetime) -> None:
    seen("/en/a/", 2 * queries.FLOOR, noon)
    seen("/en/few/", queries.FLOOR - 1, noon)
    for _ in range(3 * queries.FLOOR):
        services.count(visit="0" * 32, path="/en/rare/", title="Rare", stay_seconds=2, at=noon)
    [told] = queries.most_read(at=noon + WEEK)
    assert (told.path, told.stay_seconds) == ("/en/a/", 10)
    assert told.visits in {queries.FLOOR, 2 * queries.FLOOR}


@pytest.mark.keeps("third.anonymous-interest")
def test_who_compares_two_days_of_a_week_learns_nothing_of_what_lies_between(noon: dt.datetime) -> None:
    seen("/en/a/", 40, noon - WEEK)
    monday = noon - dt.timedelta(days=noon.weekday())
    before = queries.most_read(at=monday)
    seen("/en/a/", 40, monday + dt.timedelta(hours=1), first=40)
    assert {str(queries.most_read(at=monday + dt.timedelta(days=day))) for day in range(7)} == {str(before)}


@pytest.mark.keeps("third.anonymous-interest")
def test_who_pads_a_page_with_made_up_visits_does_not_know_by_how_many(
    noon: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nine visits of the attacker's own and perhaps one of a victim: with the secret offset ten is seldom enough."""
    offsets = {queries._uncounted(f"/en/{number}/", noon) for number in range(200)}
    assert offsets == set(range(queries.FLOOR))
    seen("/en/a/", queries.FLOOR, noon)
    shown = 0
    for offset in range(queries.FLOOR):
        monkeypatch.setattr(queries, "_uncounted", lambda _path, _until, offset=offset: offset)
        shown += bool(queries.most_read(at=noon + WEEK))
    assert shown == 1
