"""R2, R3: no parameter, path or header sends a visitor to another site, or gets a host into a page or a mail."""

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import pytest
from django.conf import settings
from pytest_django import Settings

from privacy.sharing.models import Message
from tests.attacks.access_rules import RULES
from tests.attacks.cast import Cast
from tests.attacks.forms import Sent
from tests.attacks.reach import Names, insider, path_of
from tests.attacks.single_request import ask, undone
from tests.attacks.stage import Stage
from tests.mailbox import mails
from tests.network import PACKAGES

pytestmark = [pytest.mark.django_db, pytest.mark.once]

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


def is_here(location: str, base: str) -> bool:
    """Where a browser would go: it drops tabs and newlines, and takes a backslash for a slash."""
    seen = "".join(letter for letter in location.strip("".join(map(chr, range(33)))) if letter not in "\t\r\n")
    went = urlsplit(urljoin(base, seen.replace("\\", "/")))
    return (went.scheme, went.netloc) == ("http", "testserver")


def parameters() -> list[str]:
    """The name of everything any page reads from an address or a form, as the sources say, and what others call it."""
    read = re.compile(r"""(?:GET|POST|data|cleaned_data)(?:\.get(?:list)?\(|\[)\s*["']([\w-]+)["']""")
    fields = re.compile(r"^    (\w+) = (?:forms\.)?\w+Field\(", re.M)
    named = re.compile(r"""\bname="([\w-]+)\"""")
    found = {"next", "back", "return_url", "return", "url", "redirect", "continue", "to", "goto", "target"}
    for package in PACKAGES:
        for path in (Path(settings.BASE_DIR) / package).rglob("*.py"):
            found |= {*read.findall(path.read_text()), *fields.findall(path.read_text())}
        for path in (Path(settings.BASE_DIR) / package).rglob("templates/**/*.html"):
            found |= set(named.findall(path.read_text()))
    return sorted(found - KEPT)


# What decides whether a form is taken at all: a form that is refused redirects nobody.
KEPT = {"csrfmiddlewaretoken", "login", "password", "ground", "text", "currency", "all", "answer", "deed", "website"}
CANARY = "/en/care/?canary"


@dataclass(frozen=True)
class Way:
    """One request that may be answered by a redirect."""

    name: str
    who: str
    method: str
    path: str
    data: Mapping[str, Any]


def ways(cast: Cast, forms: Iterable[Sent], names: Names = RULES) -> list[Way]:
    """Every address by GET, every form as it is filled in on its page, and by POST what has no form on any page."""
    found = [Way(one.name, one.who, "POST", one.path, one.data) for one in forms if one.name in set(names)]
    filled = {(one.name, one.method) for one in found}
    for name in names:
        who, methods = insider(RULES[name], cast), sorted(RULES[name].methods & {"GET", "POST"})
        found += [Way(name, who, one, path_of(name, cast), {}) for one in methods if (name, one) not in filled]
    return found


def leading_away(cast: Cast, forms: Iterable[Sent], names: Names = RULES) -> list[str]:
    """Requests that were answered with another site.

    All parameters at once. Those that lead to a path of ours are then led, once, with every way to write another site.
    """
    wrong, followed = [], set()
    for way in ways(cast, forms, names):
        every = parameters_once()
        led = [(TARGETS[0], *_led(cast, way, every, TARGETS[0]))]
        if led[0][2] and (way.name, way.method) not in followed and _follows(cast, way, every):
            followed.add((way.name, way.method))
            leading = [] if _follows(cast, way, []) else _leading(cast, way, every)  # none: the page of before leads
            led += [(target, *_led(cast, way, leading, target)) for target in TARGETS[1:]]
        for target, status, location in led:
            if status >= 500 or (location and not is_here(location, HERE + way.path)):
                wrong.append(f"{way.method} {way.name} {target!r}: {status} {location}")
    return wrong


def _led(cast: Cast, way: Way, parameters: Iterable[str], target: str) -> tuple[int, str]:
    asked = {name: target for name in parameters if name not in way.data or name in LEADING}
    filled = {name: value for name, value in way.data.items() if name not in asked}
    answer = ask(cast.clients[way.who], way.method, way.path, filled | asked, headers={"Referer": _plain(target)})
    return answer.status_code, answer.headers.get("Location", "")


def _follows(cast: Cast, way: Way, parameters: Iterable[str]) -> bool:
    return CANARY in _led(cast, way, parameters, CANARY)[1]


def _leading(cast: Cast, way: Way, parameters: list[str]) -> list[str]:
    """Those of the parameters that lead, found by halves; all where it takes several at once."""
    if not _follows(cast, way, parameters):
        return []
    if len(parameters) == 1:
        return parameters
    half = len(parameters) // 2
    return _leading(cast, way, parameters[:half]) + _leading(cast, way, parameters[half:]) or parameters


# Hidden fields that say where to go on to.
LEADING = {"next", "back"}
parameters_once = functools.cache(parameters)


@pytest.mark.keeps("protect.access")
def test_no_parameter_of_any_address_leads_away(stage: Stage, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
    assert len(TARGETS) >= 60
    assert len(parameters()) > 100
    wrong = leading_away(stage.cast, stage.forms)
    assert not wrong, "\n".join(["", *wrong])


def paths_leading_away(cast: Cast) -> list[str]:
    """Another site written as the path: what adds a slash or a language must not lead there."""
    wrong = []
    for target in TARGETS:
        for path in (f"/{_plain(target)}", f"//{EVIL}/{_plain(target)}", f"/en/{_plain(target)}", f"/{quote(target)}"):
            answer = ask(cast.clients["anonymous"], "GET", "/", path_as_sent=path)
            location = answer.headers.get("Location", "")
            if answer.status_code >= 500 or (location and not is_here(location, f"{HERE}/")):
                wrong.append(f"{path!r}: {answer.status_code} {location}")
    return wrong


@pytest.mark.keeps("protect.access")
def test_no_path_leads_away(stage: Stage) -> None:
    assert paths_leading_away(stage.cast) == []


def _plain(target: str) -> str:
    return "".join(letter for letter in target if " " < letter < "\x7f")


# Eleven headers that somebody in between may set, each with four ways to name another site or port.
FORWARDED = [
    "X-Forwarded-Host",
    "X-Forwarded-Server",
    "X-Host",
    "X-Original-Host",
    "X-HTTP-Host-Override",
    "X-Forwarded-Prefix",
    "X-Original-URL",
    "X-Rewrite-URL",
    "X-Forwarded-For",
    "Forwarded",
    "Via",
]
WRITTEN = [
    dict.fromkeys(FORWARDED, EVIL),
    dict.fromkeys(FORWARDED, f"testserver, {EVIL}:31337"),
    dict.fromkeys(FORWARDED, f"//{EVIL}/'><x>") | {"Forwarded": f'for="_x";host="{EVIL}";proto=https'},
    dict.fromkeys(FORWARDED, f"https://testserver@{EVIL}")
    | {"X-Forwarded-Proto": f"https://{EVIL}", "X-Forwarded-Port": "31337", "X-Forwarded-Scheme": EVIL},
]
# Each of them alone: what one header does must not depend on another that stands beside it.
ALONE = [{header: written[header]} for written in WRITTEN for header in written]
HOSTS = [
    EVIL,
    f"testserver.{EVIL}",
    f"{EVIL}:80",
    f"testserver@{EVIL}",
    f"testserver:80@{EVIL}",
    f"testserver {EVIL}",
    f"testserver,{EVIL}",
    f"testserver/{EVIL}",
    "",
]


def repeated(cast: Cast, names: Names = RULES) -> list[str]:
    """Pages that say a forged host again, or answer otherwise because of it.

    Every page is asked with all headers at once, written in one of the four ways; and the pages of each kind share out
    among themselves every header alone in every way.
    """
    pages = [one for one in names if "GET" in RULES[one].methods]
    asked = {name: [WRITTEN[number % len(WRITTEN)] | ELSEWHERE] for number, name in enumerate(pages)}
    for kind in _kinds(pages):
        for number, headers in enumerate(ALONE):
            asked[kind[number % len(kind)]].append(headers)
    return [fault for name, headers in asked.items() for fault in _repeats(cast, name, headers)]


ELSEWHERE = {"Referer": f"http://{EVIL}/", "Origin": f"http://{EVIL}"}


def _kinds(pages: Iterable[str]) -> list[list[str]]:
    """The pages by who may see them and whether everybody sees the same: what decides how they are made and kept."""
    kinds: dict[tuple[object, bool], list[str]] = {}
    for name in pages:
        kinds.setdefault((RULES[name].gate, RULES[name].public), []).append(name)
    return list(kinds.values())


def _repeats(cast: Cast, name: str, asked: Iterable[Mapping[str, str]]) -> list[str]:
    client, path, wrong = cast.clients[insider(RULES[name], cast)], path_of(name, cast), []
    plain = ask(client, "GET", path).status_code
    for headers in asked:
        answer = ask(client, "GET", path, headers=headers)
        shown = answer.body + str(answer.headers).encode()
        if EVIL.encode() in shown or b"31337" in shown or answer.status_code != plain:
            wrong.append(f"{name} {sorted(headers)}: {answer.status_code}, not {plain}")
    return wrong


@pytest.mark.keeps("protect.access")
def test_no_page_repeats_a_forged_host(stage: Stage) -> None:
    wrong = repeated(stage.cast)
    assert not wrong, "\n".join(["", *wrong])
    assert len(ALONE) > 40
    assert len(_kinds(RULES)) > 4


def foreign_hosts_taken(cast: Cast, names: Names = RULES) -> list[str]:
    """Addresses that answer under a host that is not ours, or repeat it."""
    wrong = []
    for number, name in enumerate(names):
        method = "GET" if "GET" in RULES[name].methods else "POST"
        for host in HOSTS if number % 20 == 0 else [HOSTS[number % len(HOSTS)]]:
            answer = ask(cast.clients[insider(RULES[name], cast)], method, path_of(name, cast), headers={"Host": host})
            if answer.status_code != 400 or EVIL.encode() in answer.body:
                wrong.append(f"{name} at {host!r}: {answer.status_code}")
    return wrong


@pytest.mark.keeps("protect.access")
def test_a_foreign_host_is_refused_and_not_repeated(stage: Stage) -> None:
    assert foreign_hosts_taken(stage.cast) == []


def mails_to_elsewhere(cast: Cast, forms: Iterable[Sent]) -> tuple[list[str], int]:
    """Mails that name a forged host, of all that any form has posted; and how many there were.

    Every form is posted with all headers at once; those that write mails share out every header alone.
    """
    wrong: list[str] = []
    writing: list[Sent] = []
    posted = 0
    for number, one in enumerate(forms):
        fresh, named = _posted(cast, one, WRITTEN[number % len(WRITTEN)])
        posted, wrong = posted + fresh, wrong + named
        writing += [one] if fresh else []
    for number, headers in enumerate(ALONE if writing else []):
        fresh, named = _posted(cast, writing[number % len(writing)], headers)
        posted, wrong = posted + fresh, wrong + named
    return wrong, posted


def _posted(cast: Cast, form: Sent, headers: Mapping[str, str]) -> tuple[int, list[str]]:
    """How many mails the form writes under these headers; its name for each that says the forged host again."""
    with undone():
        before = set(Message.objects.values_list("pk", flat=True))
        ask(cast.clients[form.who], "POST", form.path, form.data, headers=headers, kept=True)
        fresh = Message.objects.exclude(pk__in=before)
        texts = [mail.text + mail.html + mail.subject for mail in mails()] if fresh.exists() else []
        return fresh.count(), [form.name for text in texts if EVIL in text or "31337" in text]


@pytest.mark.keeps("protect.access")
def test_no_link_in_a_mail_leads_to_a_forged_host(stage: Stage) -> None:
    wrong, posted = mails_to_elsewhere(stage.cast, stage.forms)
    assert wrong == []
    assert posted > 10 + len(ALONE)
