"""Text messages leave by HTTP, through the gate alone: taken, refused for good, or tried again."""

import base64
import datetime as dt
import threading
import uuid
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs

import pytest
from pytest_django import Settings

from policy.recipients import TEXT_RELAY
from privacy.datamap.vocabulary import WARN
from privacy.handles.models import Handle
from privacy.handles.services import attach
from privacy.handles.types import Kind
from privacy.sharing import services, texting
from privacy.sharing.models import Disclosure, Message
from privacy.sharing.services import terminate
from privacy.sharing.twilio import sending
from privacy.sharing.types import Letter, Outcome, Refused

pytestmark = [pytest.mark.django_db, pytest.mark.keeps("change.notice", "protect.incident", "share.providers")]
NUMBER = "+8613812341234"


class Provider(HTTPServer):
    """Takes messages as the provider's documentation says it does."""

    status, code = 201, 0

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Desk)
        self.taken: list[dict[str, list[str]]] = []
        self.asked: list[tuple[str, str]] = []


class Desk(BaseHTTPRequestHandler):
    server: Provider

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.server.asked.append((self.path, self.headers["Authorization"]))
        if self.server.status == 201:
            self.server.taken.append(form)
        body = f'{{"sid": "SM1", "code": {self.server.code}, "message": "to {NUMBER}"}}'.encode()
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """No lines among the tests'."""


@pytest.fixture
def provider(settings: Settings) -> Iterator[Provider]:
    server = Provider()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.PRIVACY_LOCAL_OUTBOX = False
    settings.PRIVACY_TEXT_URL = f"http://127.0.0.1:{server.server_port}"
    settings.PRIVACY_TEXT_ACCOUNT, settings.PRIVACY_TEXT_TOKEN = "AC1", "secret"
    settings.PRIVACY_TEXT_FROM = "+15005550006"
    texting.use(sending.send)
    yield server
    texting._senders.clear()
    server.shutdown()
    server.server_close()


@pytest.fixture
def message(person_id: uuid.UUID, noon: dt.datetime) -> Message:
    attach(person_id=person_id, kind=Kind.PHONE, value=NUMBER, at=noon)
    services.text(person_id=person_id, purpose=WARN, text="漆 & more", language="en", key="k", at=noon)
    return Message.objects.get(key="k")


def test_a_text_leaves_once_with_our_key_and_on_record(provider: Provider, message: Message, noon: dt.datetime) -> None:
    services.deliver(key="k", at=noon)
    services.deliver(key="k", at=noon)
    assert provider.taken == [{"To": [NUMBER], "From": ["+15005550006"], "Body": ["漆 & more"]}]
    [(path, key)] = provider.asked
    assert path == "/2010-04-01/Accounts/AC1/Messages.json"
    assert base64.b64decode(key.removeprefix("Basic ")) == b"AC1:secret"
    message.refresh_from_db()
    assert message.sent_at == noon
    assert [one.recipient for one in Disclosure.objects.all()] == ["text-relay"]


def test_a_number_that_takes_none_is_noted_and_nothing_of_it_is_said(
    provider: Provider, message: Message, noon: dt.datetime
) -> None:
    provider.status, provider.code = 400, 21211
    services.deliver(key="k", at=noon)
    message.refresh_from_db()
    assert (message.sent_at, message.bounced_at, message.bounce_code) == (None, noon, "text-21211")
    with pytest.raises(texting.NotTaken) as said:
        sending.send(NUMBER, "x")
    assert NUMBER not in str(said.value)


@pytest.mark.parametrize("status", [301, 401, 404, 429, 500, 503])
def test_trouble_of_theirs_or_ours_is_tried_again(
    provider: Provider, message: Message, noon: dt.datetime, status: int
) -> None:
    provider.status = status
    with pytest.raises(OSError, match=str(status)):
        services.deliver(key="k", at=noon)
    message.refresh_from_db()
    assert (message.sent_at, message.bounced_at) == (None, None)
    provider.status = 201
    services.deliver(key="k", at=noon)
    assert len(provider.taken) == 1


def test_nobody_listening_is_trouble_too(provider: Provider, message: Message, noon: dt.datetime) -> None:
    provider.shutdown()
    provider.server_close()
    with pytest.raises(OSError, match="refused"):
        services.deliver(key="k", at=noon)


def test_notices_of_an_incident_go_the_same_way(provider: Provider, message: Message, noon: dt.datetime) -> None:
    letter = Letter(message, Handle.objects.get())
    outcomes = []
    for provider.status in (201, 400, 503):
        outcomes += [outcome for _letter, outcome in services.hand_over([letter], at=noon)]
    assert outcomes == [Outcome.HANDED, Outcome.REFUSED, Outcome.LATER]


def test_once_the_operator_is_dropped_nothing_goes_there(
    provider: Provider, message: Message, noon: dt.datetime
) -> None:
    terminate(recipient=TEXT_RELAY, reason="sold numbers on", at=noon)
    with pytest.raises(Refused):
        services.deliver(key="k", at=noon)
    assert not provider.asked


def test_in_the_demo_it_lies_in_the_outbox(
    provider: Provider, message: Message, noon: dt.datetime, settings: Settings
) -> None:
    settings.PRIVACY_LOCAL_OUTBOX = True
    services.deliver(key="k", at=noon)
    assert not provider.asked
    message.refresh_from_db()
    assert message.sent_at == noon
