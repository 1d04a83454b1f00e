"""A mailbox on another server, read over verified TLS: each mail once, resumed where it stopped, deleted there."""

import datetime as dt
import imaplib
import signal
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
from imap_tools.errors import MailboxLoginError
from pytest_django import Settings

from privacy.correspondence.fetching import fetch
from privacy.correspondence.models import Fetched, Letter
from tests.correspondence.door import COUNT
from tests.correspondence.imap_server import PASSWORD, Folder, mail_server
from tests.correspondence.letters import mail
from tests.engine.places import site
from tests.processes import run_python, start_python

FETCH = "from kit import clock\nfrom privacy.correspondence.fetching import fetch\nfetch(at=clock.now())"


@pytest.fixture
def inbox(tmp_path: Path, settings: Settings) -> Iterator[Folder]:
    with mail_server(tmp_path) as folder:
        settings.PRIVACY_IMAP_HOST, settings.PRIVACY_IMAP_PORT = "127.0.0.1", folder.port
        settings.PRIVACY_IMAP_USER, settings.PRIVACY_IMAP_PASSWORD = "hello", PASSWORD
        settings.PRIVACY_IMAP_AUTHORITIES = folder.authorities
        yield folder


@pytest.mark.django_db
@pytest.mark.keeps("contact.reply", "use.account")
def test_what_came_in_is_kept_here_and_deleted_there(inbox: Folder, noon: dt.datetime) -> None:
    inbox.put(mail("one", To="Privacy <privacy@localhost>"))
    inbox.put(mail("two", sender="zoe@example.org", To="someone@example.net"))
    assert fetch(at=noon) == 2
    assert inbox.mails == {}
    assert sorted(Letter.objects.values_list("mailbox", flat=True)) == ["hello", "privacy"]
    assert fetch(at=noon) == 0
    inbox.put(mail("three", sender="ada@example.org"))
    assert fetch(at=noon) == 1
    assert Letter.objects.count() == 3
    assert Fetched.objects.get().last == 3


@pytest.mark.django_db
def test_what_is_refused_stays_there_and_is_not_asked_for_again(
    inbox: Folder, noon: dt.datetime, settings: Settings
) -> None:
    settings.PRIVACY_MAIL_LARGEST = 1_000
    inbox.put(mail("a" * 2_000))
    inbox.put(b"no mail at all")
    inbox.put(mail("small"))
    assert fetch(at=noon) == 1
    assert sorted(inbox.mails) == [1, 2]
    before = len(inbox.asked)
    assert fetch(at=noon) == 0
    assert not [one for one in inbox.asked[before:] if "FETCH" in one]


@pytest.mark.django_db
def test_a_folder_made_anew_is_read_from_its_beginning_and_nothing_is_kept_twice(
    inbox: Folder, noon: dt.datetime
) -> None:
    raw = mail("one")
    inbox.put(raw)
    fetch(at=noon)
    inbox.mails, inbox.deleted, inbox.epoch = {1: raw, 2: mail("two", sender="zoe@example.org")}, set(), 8
    fetch(at=noon)
    assert Letter.objects.count() == 2
    assert inbox.mails == {}


@pytest.mark.django_db
def test_a_server_that_is_not_who_it_says_is_told_no_password(
    inbox: Folder, noon: dt.datetime, settings: Settings
) -> None:
    inbox.put(mail())
    settings.PRIVACY_IMAP_AUTHORITIES = ""
    with pytest.raises(ssl.SSLCertVerificationError):
        fetch(at=noon)
    assert inbox.asked == []
    settings.PRIVACY_IMAP_AUTHORITIES, settings.PRIVACY_IMAP_PASSWORD = inbox.authorities, "wrong"
    with pytest.raises((MailboxLoginError, imaplib.IMAP4.error)):
        fetch(at=noon)
    assert not Letter.objects.exists()


@pytest.mark.django_db
def test_without_a_mailbox_nothing_is_asked(noon: dt.datetime, settings: Settings) -> None:
    settings.PRIVACY_IMAP_HOST = ""
    assert fetch(at=noon) == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("point", ["letter.stored", "mail.fetched:1", "mail.fetched:2"])
def test_killed_anywhere_the_next_call_goes_on(tmp_path: Path, inbox: Folder, point: str) -> None:
    for name in ("ada", "bob", "mei"):
        inbox.put(mail("Hello", sender=f"{name}@example.org"))
    own = {
        "SHIJIANG_IMAP_HOST": "127.0.0.1",
        "SHIJIANG_IMAP_PORT": str(inbox.port),
        "SHIJIANG_IMAP_USER": "hello",
        "SHIJIANG_IMAP_PASSWORD": PASSWORD,
        "SHIJIANG_IMAP_AUTHORITIES": inbox.authorities,
    }
    env = {**site(tmp_path / "site"), **own}
    doomed = start_python(FETCH, {**env, "SHIJIANG_FAILPOINT": point})
    doomed.communicate(timeout=120)
    assert doomed.returncode == -signal.SIGKILL
    assert run_python(FETCH + COUNT, env).split()[0] == "3"
