"""No foreign page can make a visitor's browser do anything here."""

from typing import Any

import pytest

from tests.attacks.access_rules import RULES, Gate
from tests.attacks.addresses import addresses
from tests.attacks.cast import Cast
from tests.attacks.single_request import ask
from tests.attacks.writes import watched

ADDRESSES = {one.name: one for one in addresses()}
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
pytestmark = pytest.mark.django_db


@pytest.mark.keeps("protect.access")
def test_a_foreign_page_can_send_nothing(cast: Cast) -> None:
    wrong = []
    for name, rule in RULES.items():
        if "POST" not in rule.methods or rule.gate is Gate.MACHINES or rule.signed:
            continue
        client = cast.clients[_insider(rule.gate)]
        client.handler.enforce_csrf_checks = True
        path = ADDRESSES[name].path(**{key: cast.objects[value] for key, value in rule.objects.items()})
        for headers in FOREIGN:
            for token in TOKENS:
                with watched() as changed:
                    answer = ask(client, "POST", path, token, headers={"Sec-Fetch-Site": ""} | headers)
                if answer.status_code != 403 or changed:
                    wrong.append(f"{name} {headers} {token}: {answer.status_code} {changed}")
    assert not wrong, "\n".join(["", *wrong])


def test_only_signed_messages_and_forms_of_public_pages_go_without_a_token() -> None:
    free = {name for name, one in ADDRESSES.items() if getattr(one.view, "csrf_exempt", False)}
    assert {name for name in free if RULES[name].gate is not Gate.EVERYBODY} == {"payments:webhook"}
    assert {name for name in RULES if RULES[name].signed} <= free


def _insider(gate: Gate) -> str:
    return {Gate.DESK: "keeper", Gate.OWNER: "owner", Gate.BUYER: "owner", Gate.SIGNED_IN: "owner"}.get(
        gate, "anonymous"
    )
