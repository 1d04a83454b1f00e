"""Nothing a stranger or a broken provider says decides where the shop calls, and no call outlasts three seconds."""

import json
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from pytest_django import Settings

from kit.money import Money
from shop.payments.providers import http
from shop.payments.providers.sandbox.client import Sandbox as Client
from shop.payments.providers.types import ProviderRefused, ProviderUnavailable, Wish
from tests.sandbox_process import Sandbox

WISH = Wish(Money(100, "EUR"), "L-OUT", "Shijiang Lacquer Art", "http://shop.example/back", "en", "pay:outgoing-1")
PATHS = [
    "", "..", "../../etc", "/", "//evil.example", "@evil.example", "http://evil.example/", "pay_" + "0" * 31,
    "pay_" + "0" * 33, "pay_" + "g" * 32, "pay_" + "0" * 32 + "/refunds", "pay_" + "0" * 32 + "?x=1", "pay_%2e%2e",
    "pay_" + "0" * 32 + "\n", "pay_" + "０" * 32, "\r\nHost: evil.example",
]  # fmt: skip
HOSTS = [
    "http://evil.example", "http://127.0.0.1:9", "https://{host}", "http://{host}@evil.example", "http://{host}.evil.example",
    "ftp://{host}", "//{host}", "http://user@{host}", "http://{host}0", "file:///etc/passwd", "http://[::1]:80",
]  # fmt: skip


class Recorder:
    """A server that notes what reaches it and answers with the given bytes, as slowly as it is told."""

    def __init__(self, answer: bytes, pause: float = 0) -> None:
        self.answer, self.pause, self.heard = answer, pause, b""
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with connection:
            request = connection.makefile("rb")
            head = b"".join(iter(request.readline, b"\r\n")) + b"\r\n"
            length = re.search(rb"(?i)content-length: (\d+)", head)
            self.heard += head + request.read(int(length[1]) if length else 0)
            size = 1 if self.pause else len(self.answer) or 1
            try:
                for place in range(0, len(self.answer), size):
                    connection.sendall(self.answer[place : place + size])
                    time.sleep(self.pause)
            except OSError:
                return

    def close(self) -> None:
        self.socket.close()


Record = Callable[..., Recorder]


@pytest.fixture
def record(settings: Settings, sandbox: Sandbox) -> Iterator[Record]:
    """Make a recorder the provider's address."""
    made: list[Recorder] = []

    def make(answer: bytes = b"", pause: float = 0, *, allowed: bool = True) -> Recorder:
        made.append(Recorder(answer, pause))
        if allowed:
            settings.PAYMENT_SANDBOX_URL = settings.PAYMENT_SANDBOX_PAGES = made[-1].url
            settings.PAYMENT_HOSTS = [made[-1].url]
        return made[-1]

    yield make
    for recorder in made:
        recorder.close()


def reply(status: str, body: bytes, *headers: str) -> bytes:
    head = [f"HTTP/1.1 {status}", "Connection: close", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body


@pytest.mark.parametrize("ref", PATHS)
def test_a_strange_reference_never_becomes_a_path(record: Record, ref: str) -> None:
    provider = record()
    with pytest.raises(ValueError, match="not a reference"):
        Client().retrieve(ref)
    with pytest.raises(ValueError, match="not a reference"):
        Client().refund(ref, Money(1, "EUR"), "refund:one")
    assert provider.heard == b""


@pytest.mark.parametrize("host", HOSTS)
def test_only_listed_hosts_are_called(record: Record, host: str) -> None:
    provider = record()
    with pytest.raises(ValueError, match="PAYMENT_HOSTS"):
        http.call("GET", host.format(host=provider.url.removeprefix("http://")) + "/v1/x", bearer="secret")
    assert provider.heard == b""


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"])
def test_a_redirect_is_refused_and_the_key_stays_home(record: Record, status: str) -> None:
    thief = record(reply("200 OK", b"{}"), allowed=False)
    record(reply(status, b"{}", f"Location: {thief.url}/v1/payments"))
    with pytest.raises(ProviderRefused):
        Client().create(WISH)
    time.sleep(0.05)
    assert thief.heard == b""


def test_proxies_of_the_environment_never_see_the_key(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    thief = record(reply("200 OK", b"{}"), allowed=False)
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, thief.url)
    http._pool.cache_clear()
    http.call("GET", record(reply("200 OK", b'{"id": "x"}')).url + "/v1/x", bearer="secret")
    assert thief.heard == b""


def test_a_payment_page_elsewhere_is_not_believed(record: Record) -> None:
    record(reply("201 Created", json.dumps({"id": "pay_1", "url": "http://evil.example/pay/1"}).encode()))
    with pytest.raises(ProviderUnavailable, match="elsewhere"):
        Client().create(WISH)


@pytest.mark.parametrize(
    ("answer", "pause"),
    [
        (b"", 0),
        (b"HTTP/1.1 200 OK\r\nContent-Len", 0),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{\"id\":", 0),
        (reply("200 OK", b"not json"), 0),
        (reply("200 OK", b"[1]"), 0),
        (reply("200 OK", b"[" * 100_000), 0),
        (reply("200 OK", b"x" * 400_000), 0),
        (reply("500 Oops", b"{}"), 0),
        (reply("429 Slow down", b"{}"), 0),
        (reply("200 OK", b'{"id": 1}'), 0.5),
        (reply("200 OK", b'{"id": 1}' + b" " * 200), 0.04),
    ],
    ids=["nothing", "half head", "half body", "no json", "list", "deep", "huge", "500", "429", "drip head", "drip"],
)  # fmt: skip
def test_whatever_a_broken_provider_does_it_takes_three_seconds_at_most(
    record: Record, answer: bytes, pause: float
) -> None:
    record(answer, pause)
    begun = time.monotonic()
    with pytest.raises(ProviderUnavailable):
        Client().create(WISH)
    assert time.monotonic() - begun < 3.5


def test_what_leaves_holds_no_person(record: Record) -> None:
    provider = record(reply("503 Busy", b"{}"))
    with pytest.raises(ProviderUnavailable):
        Client().create(WISH)
    head, _, body = provider.heard.partition(b"\r\n\r\n")
    assert set(json.loads(body)) == {"amount", "currency", "reference", "payee", "return_url", "language"}
    names = {line.split(b":")[0].lower() for line in head.split(b"\r\n")[1:]}
    assert names <= {
        b"host", b"accept", b"accept-encoding", b"connection", b"user-agent", b"authorization", b"idempotency-key",
        b"content-length", b"content-type",
    }  # fmt: skip
