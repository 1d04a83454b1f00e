"""Writing to us on the site: one letter, sealed, with its files, in the same conversation as by mail."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kit import clock
from privacy.correspondence.models import Enclosure, Letter, Ticket
from privacy.handles.models import Handle
from privacy.retention.services import sweep
from tests import mailbox
from tests.correspondence.letters import mail, newest, opened, taken

pytestmark = pytest.mark.django_db
PAGE = "/en/contact/"


def letter(**said: Any) -> dict[str, Any]:
    return {
        "key": str(uuid.uuid4()),
        "mailbox": "hello",
        "email": "Mei@Example.org",
        "subject": "A tray",
        "text": "Could you make a tray?",
        **said,
    }


@pytest.mark.keeps("contact.reply")
def test_a_letter_from_the_page_waits_like_any_other_and_is_confirmed(client: Client) -> None:
    file = SimpleUploadedFile("../sketch.png", b"\x89PNG", content_type="image/png")
    answer = client.post(PAGE, letter(attached=file))
    ticket = Ticket.objects.get()
    assert answer["Location"] == f"{PAGE}?sent={ticket.reference}"
    assert ticket.reference in client.get(answer["Location"]).content.decode()
    assert (ticket.status, ticket.sort, ticket.language) == ("open", "other", "en")
    assert ticket.due_on
    assert opened(newest(ticket), "text", at=clock.now()) == "Could you make a tray?"
    assert opened(Enclosure.objects.get(), "name", at=clock.now()) == "sketch.png"
    assert ticket.reference in mailbox.newest("mei@example.org").subject


def test_the_same_press_twice_is_one_letter(client: Client) -> None:
    form = letter()
    first, second = client.post(PAGE, form), client.post(PAGE, form)
    assert first["Location"] == second["Location"]
    assert Letter.objects.count() == 1


def test_an_answer_by_mail_goes_on_with_it(client: Client) -> None:
    client.post(PAGE, letter())
    ticket = Ticket.objects.get()
    assert taken(mail("In red", Subject=f"Re: {ticket.reference}"), at=clock.now()).pk == ticket.pk


WRONG: list[dict[str, Any]] = [
    {"email": "no address"},
    {"email": ""},
    {"text": ""},
    {"subject": ""},
    {"mailbox": "studio"},
    {"mailbox": "nobody"},
    {"website": "https://spam.example"},
    {"key": "no key"},
    {"text": "a" * 20_001},
]


@pytest.mark.parametrize("said", WRONG)
def test_what_is_wrong_is_said_and_nothing_is_kept(client: Client, said: dict[str, str]) -> None:
    answer = client.post(PAGE, letter(**said))
    assert answer.status_code == 422
    assert "A tray" in answer.content.decode() or "subject" in said
    assert not Letter.objects.exists()
    assert not Handle.objects.exists()


def test_too_many_and_too_large_files_are_refused(client: Client) -> None:
    many = [SimpleUploadedFile(f"{one}.txt", b"a") for one in range(6)]
    large = SimpleUploadedFile("a.bin", b"a" * (10 * 1024 * 1024 + 1))
    huge = SimpleUploadedFile("a.bin", b"a" * (27 * 1024 * 1024))
    for files in (many, large, huge):
        assert client.post(PAGE, letter(attached=files)).status_code == 422
    assert not Letter.objects.exists()


def test_the_seventh_letter_within_an_hour_is_refused(client: Client) -> None:
    codes = [client.post(PAGE, letter()).status_code for _ in range(7)]
    assert codes == [302] * 6 + [422]
    assert Letter.objects.count() == 6


def test_the_page_tells_our_addresses_and_no_stranger_can_write_on_it(client: Client) -> None:
    page = client.get(f"{PAGE}?sent=<b>M-1</b>").content.decode()
    assert all(f"{one}@localhost" in page for one in ("hello", "privacy", "guardians", "complaints", "security"))
    assert "studio@localhost" not in page
    assert "Its number is" not in page
    assert "<b>" not in page


def test_a_letter_in_chinese_is_answered_in_chinese(client: Client) -> None:
    client.post("/zh-hans/contact/", letter(subject="订单", text="我的包裹在哪里？"))
    assert Ticket.objects.get().language == "zh-hans"
    assert "来信" in mailbox.newest("mei@example.org").subject


def test_it_is_gone_after_six_months(client: Client) -> None:
    taken(mail(), at=clock.now() - dt.timedelta(days=190))
    sweep(at=clock.now())
    assert not Letter.objects.exists()
    assert not Ticket.objects.exists()
