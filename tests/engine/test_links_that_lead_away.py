"""A link that leads away is marked and announced on a page of its own, which never goes there by itself."""

import re

import pytest
from django.core import signing
from django.template import Context, Template
from django.test import Client

from privacy.outside import content, services
from privacy.outside.types import Known, NotAnAddress

pytestmark = [pytest.mark.django_db, pytest.mark.keeps("links.reminder")]
THERE = "https://museum.example/lacquer?room=2"
ODD = [
    "javascript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc/passwd",
    "ftp://museum.example/",
    "//museum.example/",
    "/\\museum.example",
    "\\\\museum.example",
    "https:museum.example",
    "https:/museum.example",
    "https:\\\\museum.example",
    "https://museum.example\\@evil.example",
    "https://studio@evil.example/",
    "https://studio:pw@evil.example/",
    "https://",
    "https:///museum.example",
    "https://museum.example:99999/",
    "https://[museum.example/",
    "https://museum .example/",
    "https://museum.example/\nSet-Cookie: a",
    "https://\u3000museum.example/",
    "\x00https://museum.example/",
    "https://-museum.example/",
    "https://museum.example%2f@evil.example/",
    "https://" + "a" * 1000,
    "",
]


@pytest.mark.parametrize("url", ODD)
def test_what_is_no_plain_address_is_never_linked(url: str) -> None:
    with pytest.raises(NotAnAddress):
        services.announced(url)
    assert "href" not in content.marked(f'<a href="{url}">x</a>') or url == ""


def test_the_page_names_the_host_what_may_happen_and_leaves_no_trace(client: Client) -> None:
    answer = client.get(services.announced(THERE))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "museum.example, a site that is not ours" in page
    assert "may set cookies" in page
    assert f'href="{THERE}"' in page
    assert 'referrerpolicy="no-referrer"' in page
    assert answer["Referrer-Policy"] == "no-referrer"
    assert not answer.cookies


def test_it_never_goes_there_by_itself(client: Client) -> None:
    answer = client.get(services.announced(THERE))
    page = answer.content.decode()
    assert not {"Location", "Refresh"} & set(answer.headers)
    assert "http-equiv" not in page
    assert THERE not in re.sub(r"<code.*?</code>|<a [^>]*>", "", page)  # in words and in the link, in no script


@pytest.mark.parametrize("salt", ["", "django.core.signing", "privacy.outside.x"])
def test_what_another_part_of_the_site_signed_is_no_link(client: Client, salt: str) -> None:
    forged = signing.Signer(salt=salt or None).sign_object("https://evil.example/")
    genuine = services.announced(THERE)
    assert client.get(genuine.replace(genuine.split("/")[-2], forged)).status_code == 404


def test_a_changed_link_is_no_link(client: Client) -> None:
    genuine = services.announced(THERE)
    token = genuine.split("/")[-2]
    for changed in (f"A{token[1:]}", token[:-1], f"{token}A", "https:evil.example", token.partition(":")[0]):
        assert client.get(genuine.replace(token, changed)).status_code == 404, changed


def test_a_signed_address_we_would_not_link_to_is_not_announced(client: Client) -> None:
    token = signing.Signer(salt=services.SALT).sign_object("javascript:alert(1)")
    genuine = services.announced(THERE)
    assert client.get(genuine.replace(genuine.split("/")[-2], token)).status_code == 404


def test_letters_that_look_like_others_are_shown_both_ways(client: Client) -> None:
    page = client.get(services.announced("https://аpple.example/")).content.decode()  # Cyrillic а
    assert "Machines write it xn--pple-43d.example" in page
    assert "xn--" not in client.get(services.announced(THERE)).content.decode()
    assert "not encrypted" in client.get(services.announced("http://museum.example/")).content.decode()


def test_what_the_studio_knows_of_a_site_is_said_for_its_subdomains_too(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = Known("museum.example", "The museum", "It counts visitors.")
    monkeypatch.setattr(services, "_known", {known.host: known})
    assert "It counts visitors." in client.get(services.announced("https://www.museum.example/")).content.decode()
    assert "It counts" not in client.get(services.announced("https://notmuseum.example/")).content.decode()


def test_a_marked_link_says_so_to_eyes_and_ears_and_tells_no_referrer() -> None:
    told = Context({"url": THERE, "label": "The <museum>"})
    shown = Template("{% load outside %}{% outward url label %}").render(told)
    assert "The &lt;museum&gt;" in shown
    assert "<svg" in shown
    assert "(leads to museum.example)" in shown
    assert 'rel="external nofollow noreferrer"' in shown
    assert 'href="https' not in shown


def test_written_content_keeps_its_own_links_and_marks_the_others() -> None:
    html = (
        '<p>See <a href="/care/">care</a> &amp; <a href="https://museum.example/">the <em>museum</em></a>, '
        '<a href="javascript:x">not this</a>, <a href="/\\evil.example">nor this</a>.<br></p>'
    )
    shown = content.marked(html)
    assert '<a href="/care/">care</a> &amp; <a class="outward"' in shown
    assert "the <em>museum</em><svg" in shown
    assert "<span>not this</span>, <span>nor this</span>.<br></p>" in shown
