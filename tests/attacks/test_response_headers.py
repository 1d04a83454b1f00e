"""What the real answers' headers are worth by the MDN Observatory's points, with HTTPS on."""

import json
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import pytest

from tests import prepared
from tests.processes import environment, run_python

PAGES = ("/en/", "/en/account/login/", "/en/cart/", "/en/nothing-here/", "/promises.json", "/en/my-data/prove/")
ASK = f"""
import json
from django.conf import settings
from privacy.vault.services import create_keystore
create_keystore()
from django.test import Client
client, found = Client(SERVER_NAME="shop.example", headers={{"Sec-Fetch-Site": "same-origin"}}), {{}}
for page in {PAGES!r}:
    answer = client.get(page, secure=True)
    found[page] = [dict(answer.headers), answer.cookies.output(header="").splitlines()]
for path, form in (("/ui/look", {{"ground": "paper"}}), ("/en/currency/", {{"currency": "EUR"}}),
                   ("/en/choices/", {{"all": "yes"}}), ("/en/cart/put/", {{"piece": "1", "quantity": "1"}})):
    answer = client.post(path, form, secure=True)
    found[path] = [dict(answer.headers), answer.cookies.output(header="").splitlines()]
plain = client.get("/en/")
found["http"] = [plain.status_code, plain.headers["Location"]]
found["debug"] = settings.DEBUG
print(json.dumps(found))
"""
# Scripts of our own read these to show the choice; they tell nobody who somebody is.
READABLE = {"choices", "ground", "text", "currency"}
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("https")
    env = {name: value for name, value in environment(folder).items() if not name.endswith("DATABASE_URL")}
    env |= {"SHIJIANG_URL": "https://shop.example", "SHIJIANG_DEMO": "0", "SHIJIANG_VAR": str(Path(folder) / "own")}
    prepared.copied(Path(folder, "own"))
    env.pop("SHIJIANG_DEBUG", None)
    found: dict[str, Any] = json.loads(run_python(ASK, env).strip().splitlines()[-1])
    return found


def directives(policy: str) -> dict[str, list[str]]:
    parts = [one.split() for one in policy.split(";") if one.strip()]
    return {one[0]: one[1:] for one in parts}


def points(headers: dict[str, str]) -> dict[str, int]:
    """The Observatory's points that depend on headers alone; the best case of each or what is lost."""
    policy = directives(headers.get("Content-Security-Policy", ""))
    unsafe = any("unsafe" in value or value in {"*", "data:", "http:"} for all_ in policy.values() for value in all_)
    strict = headers.get("Strict-Transport-Security", "")
    referrer = headers.get("Referrer-Policy", "")
    return {
        "csp": -25 if not policy else -20 if unsafe else 10 if policy.get("default-src") == ["'none'"] else 5,
        "referrer": 5 if referrer in {"no-referrer", "same-origin", "strict-origin-when-cross-origin"} else 0,
        "hsts": 5 if "preload" in strict and "max-age=63072000" in strict else -20,
        "nosniff": 0 if headers.get("X-Content-Type-Options") == "nosniff" else -5,
        "framing": 5 if policy.get("frame-ancestors") == ["'none'"] else -20,
        "corp": 10 if headers.get("Cross-Origin-Resource-Policy") == "same-origin" else 0,
        "coep": 10 if headers.get("Cross-Origin-Embedder-Policy") == "require-corp" else 0,
        "coop": 10 if headers.get("Cross-Origin-Opener-Policy") == "same-origin" else 0,
        "cors": 0 if headers.get("Access-Control-Allow-Origin") is None else -50,
    }


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.keeps("protect.encryption")
def test_every_kind_of_page_has_the_full_points(answers: dict[str, Any], page: str) -> None:
    scored = points(answers[page][0])
    assert 100 + sum(scored.values()) == 155, scored


def test_forms_go_to_us_and_the_payment_page_alone(answers: dict[str, Any]) -> None:
    policy = directives(answers["/en/"][0]["Content-Security-Policy"])
    assert policy["form-action"][0] == "'self'"
    assert len(policy["form-action"]) == 2
    assert policy["script-src"] == policy["style-src"] == ["'self'"]
    assert policy["base-uri"] == ["'none'"]


@pytest.mark.keeps("collect.cookies")
def test_every_cookie_is_secure_and_bound_to_this_site(answers: dict[str, Any]) -> None:
    seen = set()
    for page, answer in answers.items():
        for line in answer[1] if page.startswith("/") else ():
            for name, cookie in SimpleCookie(line.strip()).items():
                seen.add(name)
                assert cookie["secure"], name
                assert cookie["samesite"] in {"Lax", "Strict"}, name
                assert cookie["path"] == "/", name
                assert not cookie["domain"], name
                if name not in READABLE:
                    assert cookie["httponly"], name
                    assert name.startswith("__Host-"), name
    assert seen >= {"__Host-csrf", "__Host-session", "ground", "currency", "choices"}


def test_plain_http_leads_to_https_on_the_same_host(answers: dict[str, Any]) -> None:
    assert answers["http"] == [301, "https://shop.example/en/"]


def test_debugging_is_off_unless_asked_for(answers: dict[str, Any]) -> None:
    assert answers["debug"] is False
