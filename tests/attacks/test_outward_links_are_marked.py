"""No page of the site links to another site but by way of the page that announces it."""

import re
from urllib.parse import urlsplit

import pytest

from tests.attacks.access_rules import RULES, Gate
from tests.attacks.addresses import addresses
from tests.attacks.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.keeps("links.reminder")]


def test_no_page_of_the_site_links_away_unmarked(cast: Cast) -> None:
    ours, unmarked = {"", "testserver", "localhost"}, []
    by_name = {one.name: one for one in addresses()}
    looked = 0
    for name, rule in RULES.items():
        if name == "outside:leaving" or "GET" not in rule.methods or rule.gate is Gate.MACHINES:
            continue
        who = {Gate.DESK: "keeper", Gate.EVERYBODY: "anonymous", Gate.STRANGERS: "anonymous"}.get(rule.gate, "owner")
        answer = cast.clients[who].get(
            by_name[name].path(**{key: cast.objects[one] for key, one in rule.objects.items()})
        )
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html") or answer.streaming:
            continue
        looked += 1
        for href in re.findall(r'<a\b[^>]*\bhref="([^"]*)"', answer.content.decode()):
            parts = urlsplit(href)
            if parts.scheme not in {"", "mailto", "tel"} and parts.hostname not in ours:
                unmarked.append(f"{name}: {href}")
    assert looked > 50
    assert unmarked == []
