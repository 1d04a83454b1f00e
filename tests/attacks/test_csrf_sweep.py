"""R1: no foreign page can make a visitor's browser do anything here."""

from typing import Any

import pytest

from tests.attacks.access_rules import RULES, Gate
from tests.attacks.cast import Cast
from tests.attacks.reach import ADDRESSES, Names, client_of, path_of
from tests.attacks.single_request import ask
from tests.attacks.writes import watched

# What a browser sends along for a page that is not ours; the last one is an old browser that says nothing at all.
FOREIGN: list[dict[str, str]] = [
    {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
    {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
    {"Origin": "http://evil.testserver", "Sec-Fetch-Site": "same-site"},
    {"Origin": "http://testserver.evil.example"},
    {"Origin": "http://testserver:8001", "Sec-Fetch-Site": "same-site"},
    {"Referer": "https://evil.example/http://testserver/"},
    {},
]
TOKENS: list[dict[str, Any]] = [{}, {"csrfmiddlewaretoken": ""}, {"csrfmiddlewaretoken": "a" * 64}]
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
pytestmark = [pytest.mark.django_db, pytest.mark.once]


def taken_from_foreign_pages(cast: Cast, names: Names = RULES) -> list[str]:
    """Requests of foreign pages that were not turned away, or that changed something."""
    wrong = []
    for name in names:
        rule, client = RULES[name], client_of(name, cast)
        if rule.gate is Gate.MACHINES or rule.signed:
            continue
        client.handler.enforce_csrf_checks = True
        for method in UNSAFE:
            for headers in FOREIGN if method in rule.methods else FOREIGN[:1]:
                for token in TOKENS if method == "POST" and method in rule.methods else TOKENS[:1]:
                    with watched() as changed:
                        answer = ask(
                            client, method, path_of(name, cast), token, headers={"Sec-Fetch-Site": ""} | headers
                        )
                    turned_away = {403} if method in rule.methods else {403, 404, 405}
                    if answer.status_code not in turned_away or changed:
                        wrong.append(f"{method} {name} {headers} {token}: {answer.status_code} {changed}")
        client.handler.enforce_csrf_checks = False
    return wrong


@pytest.mark.keeps("protect.access")
def test_a_foreign_page_can_send_nothing(cast: Cast) -> None:
    wrong = taken_from_foreign_pages(cast)
    assert not wrong, "\n".join(["", *wrong])


def forged_signatures_taken(cast: Cast) -> list[str]:
    """Signed addresses that act although one letter of the signature is another, or none is there."""
    wrong = []
    for name in (one for one in RULES if RULES[one].signed):
        [(parameter, of)] = RULES[name].objects.items()
        right = str(cast.objects[of])
        turned = right[:-1] + ("A" if right[-1] != "A" else "B")
        for token in (turned, right.rpartition(":")[0], right.split(":", maxsplit=1)[0], "x"):
            with watched() as changed:
                answer = ask(cast.clients["anonymous"], "POST", ADDRESSES[name].path(**{parameter: token}))
            if answer.status_code != 404 or changed:
                wrong.append(f"{name} {token}: {answer.status_code} {changed}")
    return wrong


@pytest.mark.keeps("protect.access")
def test_an_address_that_needs_no_token_acts_by_its_signature_alone(cast: Cast) -> None:
    assert forged_signatures_taken(cast) == []


def test_only_signed_messages_and_forms_of_public_pages_go_without_a_token() -> None:
    free = {name for name, one in ADDRESSES.items() if getattr(one.view, "csrf_exempt", False)}
    assert {name for name in free if RULES[name].gate is not Gate.EVERYBODY} == {"payments:webhook"}
    assert {name for name in RULES if RULES[name].signed} <= free
