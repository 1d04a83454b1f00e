"""Mail waits sealed, goes out once through the gate to a real server, and survives that server being down."""

import datetime as dt
import ssl
import uuid
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from smtplib import SMTPException
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MessageHandler
from django.db import connection
from pytest_django import Settings

from bench.serving import free_port
from policy.purposes import FULFIL_ORDER
from privacy.handles import services as handles
from privacy.handles.types import Kind
from privacy.sharing import services
from privacy.sharing.models import Disclosure, Message
from tests.correspondence.imap_server import certificate

pytestmark = pytest.mark.django_db
ADDRESS = "claire@example.org"
SECRET = "Your bowl of sixty coats"


class Postman(MessageHandler):
    """Keeps what the server was handed."""

    def __init__(self) -> None:
        super().__init__(EmailMessage)
        self.received: list[Any] = []

    def handle_message(self, message: Any) -> None:
        self.received.append(message)


@pytest.fixture
def reader(person_id: uuid.UUID, noon: dt.datetime) -> uuid.UUID:
    handles.attach(person_id=person_id, kind=Kind.EMAIL, value=ADDRESS, at=noon)
    return person_id


@pytest.fixture
def server(settings: Settings) -> Iterator[Postman]:
    settings.PRIVACY_LOCAL_OUTBOX = False
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", free_port(), False
    postman = Postman()
    controller = Controller(postman, hostname="127.0.0.1", port=settings.EMAIL_PORT)
    controller.start()
    yield postman
    controller.stop()


def write(reader: uuid.UUID, noon: dt.datetime, to: str = "") -> None:
    services.post(
        person_id=reader,
        purpose=FULFIL_ORDER,
        subject=SECRET,
        text="It left the workshop.",
        html="<p>It left the workshop.</p>",
        language="en",
        key="order:shipped:1",
        at=noon,
        to=to,
    )


def test_a_waiting_mail_shows_nothing_in_the_database(reader: uuid.UUID, noon: dt.datetime) -> None:
    write(reader, noon)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM privacy_sharing_message")
        cells = cursor.fetchone()
    row = b" ".join(cell if isinstance(cell, bytes) else str(cell).encode() for cell in cells)
    assert b"bowl" not in row
    assert b"claire" not in row


@pytest.mark.keeps("share.providers")
def test_it_is_handed_over_once_and_the_handing_over_is_on_record(
    reader: uuid.UUID, noon: dt.datetime, server: Postman
) -> None:
    for _ in range(2):
        write(reader, noon)
        services.deliver(key="order:shipped:1", at=noon)
    [mail] = server.received
    assert mail["To"] == ADDRESS
    assert mail["Subject"] == SECRET
    assert Disclosure.objects.get().recipient == "mail-relay"


def test_a_server_that_is_down_keeps_the_mail_waiting(reader: uuid.UUID, noon: dt.datetime, settings: Settings) -> None:
    settings.PRIVACY_LOCAL_OUTBOX = False
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", free_port(), False
    write(reader, noon)
    with pytest.raises(OSError, match="refused"):
        services.deliver(key="order:shipped:1", at=noon)
    assert Message.objects.get().sent_at is None


@pytest.fixture(params=["no encryption", "a foreign certificate"])
def unsafe(request: pytest.FixtureRequest, settings: Settings, tmp_path: Path) -> Iterator[Postman]:
    """A server that stands where ours should, as the settings of a real site would reach it."""
    settings.PRIVACY_LOCAL_OUTBOX = False
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    context = None
    if request.param == "a foreign certificate":
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate(tmp_path), tmp_path / "key.pem")
    postman = Postman()
    controller = Controller(postman, hostname="127.0.0.1", port=settings.EMAIL_PORT, tls_context=context)
    controller.start()
    yield postman
    controller.stop()


def test_no_mail_leaves_unless_the_line_is_encrypted_by_our_own_server(
    reader: uuid.UUID, noon: dt.datetime, settings: Settings, unsafe: Postman
) -> None:
    assert settings.EMAIL_USE_TLS, "it is asked for unless somebody turns it off"
    write(reader, noon)
    with pytest.raises((OSError, SMTPException)):
        services.deliver(key="order:shipped:1", at=noon)
    assert unsafe.received == []
    assert Message.objects.get().sent_at is None
    settings.EMAIL_USE_TLS = False  # the guard
    services.deliver(key="order:shipped:1", at=noon)
    assert unsafe.received, "without it the mail would have gone there"


def test_a_newline_in_the_subject_adds_no_header(reader: uuid.UUID, noon: dt.datetime, server: Postman) -> None:
    services.post(
        person_id=reader,
        purpose=FULFIL_ORDER,
        subject="Hello\r\nBcc: everybody@example.org",
        text="x",
        language="en",
        key="k",
        at=noon,
    )
    services.deliver(key="k", at=noon)
    [mail] = server.received
    assert mail["Bcc"] is None


def test_a_mail_to_a_forgotten_address_goes_nowhere(reader: uuid.UUID, noon: dt.datetime, server: Postman) -> None:
    handles.attach(person_id=reader, kind=Kind.EMAIL, value="new@example.org", at=noon)
    write(reader, noon, to="new@example.org")
    handles.detach(person_id=reader, kind=Kind.EMAIL, value="new@example.org")
    services.deliver(key="order:shipped:1", at=noon)
    assert server.received == []
