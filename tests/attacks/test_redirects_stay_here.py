"""No parameter, header or cookie sends a visitor to another site, and no Host header gets into a page or a mail."""

from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client

from tests.attacks.access_rules import RULES, Gate
from tests.attacks.addresses import addresses
from tests.attacks.cast import MARKS, PASSWORD, Cast, visitor
from tests.attacks.single_request import ask
from tests.mailbox import mails

ADDRESSES = {one.name: one for one in addresses()}
HERE = "http://testserver"
EVIL = "evil.example"
TARGETS = [
    f"https://{EVIL}/",
    f"http://{EVIL}",
    f"//{EVIL}",
    f"///{EVIL}",
    f"////{EVIL}/..",
    f"/\\{EVIL}",
    f"\\\\{EVIL}",
    f"\\/{EVIL}",
    f"/\t/{EVIL}",
    f"/\n/{EVIL}",
    f"/\r\n/{EVIL}",
    f"\t//{EVIL}",
    f" //{EVIL}",
    f"\x00//{EVIL}",
    f"\x1f//{EVIL}",
    f"\u3000//{EVIL}",
    f"/%2f{EVIL}",
    f"%2f%2f{EVIL}",
    f"/%5c{EVIL}",
    f"/%09/{EVIL}",
    f"https:{EVIL}",
    f"https:/{EVIL}",
    f"https:\\\\{EVIL}",
    f"hTTps://{EVIL}",
    f"http:///{EVIL}",
    f"https://testserver@{EVIL}/",
    f"https://testserver:80@{EVIL}/",
    f"//testserver@{EVIL}/",
    f"http://testserver.{EVIL}/",
    f"http://{EVIL}#testserver",
    f"http://{EVIL}?testserver",
    f"http://{EVIL}\\@testserver",
    f"http://{EVIL}\\.testserver",
    f"http://[::1]@{EVIL}/",
    f"http://[{EVIL}/",
    f"http://{EVIL}:80/",
    f"//{EVIL}%00.testserver",
    f"//{EVIL}%2f.testserver/",
    f"//{EVIL}\u2044testserver/",
    f"//{EVIL}\uff0ftestserver",
    "//evil\u3002example",
    "//evil\uff0eexample",
    "http://xn--vil-9na.example",
    "http://\u0435vil.example",
    "javascript:alert(1)",
    "javascript://testserver/%0aalert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    f"ftp://{EVIL}/",
    f"mailto:a@{EVIL}",
    f"view-source:http://{EVIL}",
    f"blob:http://{EVIL}/1",
    f"/en/..//{EVIL}",
    f"/.//{EVIL}",
    f".{EVIL}",
    f"@{EVIL}",
    f":80@{EVIL}",
    f"http://2130706433@{EVIL}",
]
PARAMETERS = ("next", "back", "return_url", "return", "url", "redirect", "continue", "to")
pytestmark = pytest.mark.django_db


def is_here(location: str, base: str) -> bool:
    """Where a browser would go: it drops tabs and newlines, and takes a backslash for a slash."""
    seen = "".join(letter for letter in location.strip("".join(map(chr, range(33)))) if letter not in "\t\r\n")
    went = urlsplit(urljoin(base, seen.replace("\\", "/")))
    return (went.scheme, went.netloc) == ("http", "testserver")


def leads_away(answer: Any, base: str) -> bool:
    return "Location" in answer.headers and not is_here(answer.headers["Location"], base)


@pytest.mark.keeps("protect.access")
def test_no_parameter_of_any_address_leads_away(cast: Cast) -> None:
    wrong = []
    for name, rule in RULES.items():
        path = ADDRESSES[name].path(**{key: cast.objects[value] for key, value in rule.objects.items()})
        client = cast.clients[{Gate.STRANGERS: "anonymous", Gate.DESK: "keeper"}.get(rule.gate, "owner")]
        # Every parameter at once. Where nothing redirects by a parameter, a few ways of writing a target are enough.
        for target in TARGETS if name.startswith("account_") or _needed(name) else TARGETS[3:6]:
            asked = dict.fromkeys(PARAMETERS, target)
            for method in sorted(rule.methods & {"GET", "POST"}):
                answer = ask(client, method, path, asked | _needed(name), headers={"Referer": _plain(target)})
                if leads_away(answer, HERE + path) or answer.status_code >= 500:
                    wrong.append(f"{method} {name} {target!r}: {answer.status_code} {answer.headers.get('Location')}")
    assert not wrong, "\n".join(["", *wrong])


def _needed(name: str) -> dict[str, str]:
    """What a form needs to get as far as its redirect."""
    return {
        "account_login": {"login": f"{MARKS['owner'].lower()}@example.org", "password": PASSWORD},
        "account_reauthenticate": {"password": PASSWORD},
        "storefront:currency": {"currency": "EUR"},
        "ui:look": {"ground": "paper"},
        "consent:choices": {"all": "no"},
        "orders:cart-put": {"piece": "1", "quantity": "0"},
    }.get(name, {})


def _plain(target: str) -> str:
    return "".join(letter for letter in target if " " < letter < "\x7f")


FORGED_HOSTS: list[dict[str, str]] = [
    {"X-Forwarded-Host": EVIL},
    {"X-Forwarded-Host": f"testserver, {EVIL}"},
    {"X-Forwarded-Server": EVIL},
    {"X-Host": EVIL},
    {"X-Original-Host": EVIL},
    {"X-HTTP-Host-Override": EVIL},
    {"Forwarded": f"host={EVIL};proto=https"},
    {"X-Forwarded-Port": "31337"},
    {"X-Forwarded-Proto": f"https://{EVIL}"},
    {"X-Forwarded-Prefix": f"//{EVIL}"},
    {"X-Original-URL": f"http://{EVIL}/"},
    {"X-Rewrite-URL": f"//{EVIL}/"},
    {"X-Forwarded-For": EVIL},
    {"Via": EVIL},
    {"Referer": f"http://{EVIL}/"},
    {"Origin": f"http://{EVIL}"},
]
HOSTS = [
    EVIL,
    f"testserver.{EVIL}",
    f"{EVIL}:80",
    f"testserver@{EVIL}",
    f"testserver:80@{EVIL}",
    f"testserver {EVIL}",
    "",
]


@pytest.mark.keeps("protect.access")
def test_no_page_repeats_a_forged_host(cast: Cast) -> None:
    wrong = []
    for name, rule in RULES.items():
        if "GET" not in rule.methods:
            continue
        path = ADDRESSES[name].path(**{key: cast.objects[value] for key, value in rule.objects.items()})
        headers = {field: value for one in FORGED_HOSTS for field, value in one.items()}
        answer = ask(cast.clients["owner"], "GET", path, headers=headers)
        shown = answer.body + str(answer.headers).encode()
        if EVIL.encode() in shown or b"31337" in shown or answer.status_code >= 500:
            wrong.append(f"{name}: {answer.status_code}")
    assert not wrong, "\n".join(["", *wrong])


@pytest.mark.keeps("protect.access")
@pytest.mark.parametrize("host", HOSTS)
def test_a_foreign_host_is_refused_and_not_repeated(host: str, cast: Cast) -> None:
    for path in ("/en/", "/en/account/login/", "/en/nothing-here/", "/promises.json"):
        answer = ask(visitor(), "GET", path, headers={"Host": host})
        assert answer.status_code == 400, path
        assert EVIL.encode() not in answer.body


@pytest.mark.parametrize("headers", FORGED_HOSTS)
@pytest.mark.keeps("protect.access")
def test_no_link_in_a_mail_leads_to_a_forged_host(headers: dict[str, str], cast: Cast) -> None:
    email = f"{MARKS['owner'].lower()}@example.org"
    for path in ("/en/account/password/reset/", "/en/account/login/code/"):
        Client(headers=headers).post(path, {"email": email})
    Client(headers=headers).post(
        "/en/account/signup/",
        {
            "email": email,
            "name": "Somebody",
            "password1": "a quiet lacquer bowl",
            "country": "FR",
            "birth_year": "1988",
        },
    )
    written = [mail.text + mail.html for mail in mails()]
    assert len(written) > 2
    assert not any(EVIL in text or "31337" in text for text in written)
