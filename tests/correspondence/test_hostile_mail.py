"""Whatever a mail is made of, it is refused at the door or stored whole; reading it never fails and never lies."""

import datetime as dt
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from privacy.access.services import acting
from privacy.correspondence import parsing, services
from privacy.correspondence.models import Enclosure, Letter
from privacy.correspondence.parsing.decoding import file_name
from privacy.correspondence.types import NotTaken
from privacy.datamap.vocabulary import ANSWER_MAIL
from privacy.handles.models import Handle
from privacy.sharing.models import Message
from privacy.vault import files
from tests.correspondence.hostile import HEAD, MAILS, REFUSED, _parts
from tests.correspondence.letters import READER, opened, taken

SEEN_BY_NOBODY = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
SAFE_NAME = re.compile(r"[^/\\\x00-\x1f\"<>|:*?;%\u202a-\u202e]{1,132}\Z")
BOMB = 200_000


def test_there_are_many_of_them() -> None:
    assert len(MAILS) + len(REFUSED) >= 60


@pytest.mark.keeps("contact.reply")
@pytest.mark.django_db
@pytest.mark.parametrize("name", MAILS)
def test_a_hostile_mail_is_stored_and_read(noon: dt.datetime, name: str) -> None:
    ticket = taken(MAILS[name], at=noon)
    letter = Letter.objects.get(ticket=ticket)
    texts = [opened(letter, field, at=noon) for field in ("subject", "text", "said")]
    assert not any(SEEN_BY_NOBODY.search(one) for one in texts)
    assert "\n" not in texts[0]
    for one in Enclosure.objects.filter(letter=letter):
        assert SAFE_NAME.match(opened(one, "name", at=noon)), opened(one, "name", at=noon)
        assert re.fullmatch(r"[\w!#$&^.+-]+/[\w!#$&^.+-]+", one.media_type)
    assert Handle.objects.filter(person_id=letter.person_id).count() <= 1
    assert Message.objects.count() <= 1


@pytest.mark.django_db
@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_mail_is_refused(noon: dt.datetime, name: str) -> None:
    with pytest.raises(NotTaken):
        services.take(raw=REFUSED[name], mail_from="x@example.org", to="hello@localhost", at=noon)
    assert not Letter.objects.exists()


@pytest.mark.django_db
def test_what_is_not_read_wholly_is_kept_as_it_came(noon: dt.datetime) -> None:
    ticket = taken(MAILS["parts-ten-thousand"], at=noon)
    [kept] = Enclosure.objects.filter(letter__ticket=ticket)
    assert kept.file
    with acting(ANSWER_MAIL, by=READER, at=noon):
        assert b"".join(files.chunks(kept.file)) == MAILS["parts-ten-thousand"]


@pytest.mark.django_db
def test_a_bomb_is_never_unpacked(noon: dt.datetime) -> None:
    ticket = taken(MAILS["zip-bomb"], at=noon)
    [kept] = Enclosure.objects.filter(letter__ticket=ticket)
    assert kept.size < BOMB
    assert opened(kept, "name", at=noon) == "bomb.zip"


@pytest.mark.django_db
def test_html_is_read_without_its_scripts_and_calls_nobody(noon: dt.datetime) -> None:
    letter = Letter.objects.get(ticket=taken(MAILS["html-script"], at=noon))
    assert opened(letter, "text", at=noon) == "Hello"


@pytest.mark.django_db
def test_a_line_end_in_a_subject_makes_no_header_of_ours(noon: dt.datetime) -> None:
    letter = Letter.objects.get(ticket=taken(MAILS["subject-line-ends"], at=noon))
    assert opened(letter, "subject", at=noon) == "a Bcc: all@example.org"


@pytest.mark.django_db
def test_a_file_keeps_its_content_to_the_byte(noon: dt.datetime) -> None:
    disposition = b"Content-Type: image/png\r\nContent-Disposition: attachment; filename=a.png\r\n"
    raw = _parts(disposition + b"Content-Transfer-Encoding: base64\r\n\r\nAAECA/8=")
    [kept] = Enclosure.objects.filter(letter__ticket=taken(raw, at=noon))
    assert kept.file
    with acting(ANSWER_MAIL, by=READER, at=noon):
        assert b"".join(files.chunks(kept.file)) == bytes([0, 1, 2, 3, 255])
    assert (kept.media_type, opened(kept, "name", at=noon)) == ("image/png", "a.png")


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=3_000), st.sampled_from(["", "multipart/mixed; boundary=x", "text/html", "message/rfc822"]))
def test_noise_of_any_kind_is_read(noise: bytes, kind: str) -> None:
    head = HEAD + (f"Content-Type: {kind}\r\n".encode() if kind else b"")
    read = parsing.contents(head + b"\r\n--x\r\n" + noise)
    assert not SEEN_BY_NOBODY.search(read.text)
    parsing.contents(noise)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_a_name_is_only_a_name(claimed: str) -> None:
    assert SAFE_NAME.match(file_name(claimed))
