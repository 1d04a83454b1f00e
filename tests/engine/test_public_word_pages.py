"""The notice, the promises and the choices render in both languages, are the same for everyone, and set no cookie."""

import pytest
from django.test import Client

from privacy.notice import register, versions

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("page", ["privacy", "promises", "choices"])
def test_a_page_of_words_renders_without_a_cookie(client: Client, language: str, page: str) -> None:
    response = client.get(f"/{language}/{page}/")
    assert response.status_code == 200
    assert not response.cookies


@pytest.mark.keeps("collect.cookies")
def test_the_notice_lists_every_registered_item(client: Client) -> None:
    page = client.get("/en/privacy/").content.decode()
    assert [item.name for item in register.items() if f"<code>{item.name}</code>" not in page] == []


def test_the_machines_get_the_same_promises(client: Client) -> None:
    found = client.get("/promises.json").json()["promises"]
    assert len(found) == 59
    assert {one["state"] for one in found} <= {"kept", "partly", "not-yet", "broken"}


def test_gpc_is_announced(client: Client) -> None:
    assert client.get("/.well-known/gpc.json").json()["gpc"] is True


@pytest.mark.keeps("change.notice")
def test_the_published_notice_says_what_the_code_does() -> None:
    # The test run has one area more than the site: its declarations are in no notice.
    assert [line for line in versions.drift() if not line.startswith(("fields example.", "rows example."))] == []
