"""A message whose origin or age is not proved changes nothing, whatever is wrong with it, and gets one answer."""

import hashlib
import hmac
import json
import logging
import re
import uuid
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from pytest_django.live_server_helper import LiveServer

from kit import clock
from kit.jobs.models import Job
from kit.money import Money
from shop.payments import queries, services
from shop.payments.models import PaymentAlert, PaymentEntry, ProviderEvent
from tests.sandbox_process import Sandbox

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]
PLACE = "/payments/webhooks/sandbox"


class Post:
    """The shop's door for messages, and a genuine message of a captured payment it has not heard of yet."""

    def __init__(self, sandbox: Sandbox, url: str, person_id: uuid.UUID) -> None:
        started = services.start(
            person_id=person_id,
            subject="L-FORGED",
            amount=Money(128000, "EUR"),
            attempt_key=f"attempt-{uuid.uuid4()}",
            return_url="http://shop.example/back",
            at=clock.now(),
        )
        self.payment = queries.payment(started.payment_id)
        told = sandbox.act(self.payment.provider_ref, "approve")
        self.body = json.dumps({"id": "evt_genuine", "type": "payment.captured", "payment": told}).encode()
        self.secret, self.url = sandbox.webhook_secret, url + PLACE
        self.client = httpx.Client(trust_env=False)

    def signature(self, *, body: bytes = b"", secret: str = "", seconds_ago: int = 0) -> str:
        moment = int(clock.now().timestamp()) - seconds_ago
        key = (secret or self.secret).encode()
        mac = hmac.new(key, f"{moment}.".encode() + (body or self.body), hashlib.sha256)
        return f"t={moment},v1={mac.hexdigest()}"

    def send(self, signature: str | None = None, body: bytes = b"") -> httpx.Response:
        headers = {} if signature is None else {"Sandbox-Signature": signature}
        return self.client.post(self.url, content=body or self.body, headers=headers)

    def state(self) -> tuple[object, ...]:
        counted = [model.objects.count() for model in (ProviderEvent, PaymentEntry, PaymentAlert, Job)]
        return (queries.payment(self.payment.id), *counted)


@pytest.fixture
def post(sandbox: Sandbox, live_server: LiveServer, person_id: uuid.UUID) -> Post:
    return Post(sandbox, live_server.url, person_id)


def header_corpus(post: Post) -> list[str | None]:
    """Signatures that prove nothing."""
    good = post.signature()
    moment, _, mac = good.partition(",v1=")
    corpus: list[str | None] = [
        None,
        "",
        "t=,v1=",
        "v1=" + mac,
        moment,
        good.upper(),
        good[:-1],
        good + "0",
    ]
    corpus += [f"{moment},v1=", f"{moment},v0={mac}", f"{moment},v1={mac},v1={mac}", f"t=0{moment[2:]},v1={'0' * 64}"]
    corpus += [f"t=-{moment[2:]},v1={mac}", f"t=1e9,v1={mac}", f"t=NaN,v1={mac}", f"t={2**80},v1={mac}", mac]
    corpus += [
        post.signature(secret=wrong) for wrong in ("x", post.secret[:-1], post.secret + "=", post.secret.upper())
    ]
    corpus += [post.signature(seconds_ago=age) for age in (301, 3600, 86400 * 3, -360, -3600)]
    corpus += [post.signature(body=other) for other in (post.body + b" ", post.body[1:], b"{}", b" " + post.body)]
    corpus += [f"{moment},v1={_flipped(mac, place)}" for place in range(64)]
    return corpus


def _flipped(mac: str, place: int) -> str:
    other = "0" if mac[place] != "0" else "1"
    return mac[:place] + other + mac[place + 1 :]


def body_corpus(body: bytes) -> list[bytes]:
    """The genuine body with one byte changed or added anywhere, or its end cut off."""
    changed = [body[:place] + bytes([body[place] ^ 1]) + body[place + 1 :] for place in range(len(body))]
    longer = [body[:place] + b" " + body[place:] for place in range(0, len(body), 2)]
    shorter = [body[:place] for place in range(1, len(body), 8)]
    return changed + longer + shorter


def test_five_hundred_forgeries_change_nothing_and_the_genuine_message_does(post: Post) -> None:
    before = post.state()
    answers = [post.send(signature) for signature in header_corpus(post)]
    genuine = post.signature()
    answers += [post.send(genuine, body) for body in body_corpus(post.body)]
    assert len(answers) >= 500
    assert {(answer.status_code, answer.text) for answer in answers} == {(400, "refused\n")}
    assert post.state() == before
    assert post.send(genuine).status_code == 204
    assert post.state() != before


def test_a_replayed_message_changes_nothing_more(post: Post) -> None:
    assert post.send(post.signature(seconds_ago=299)).status_code == 204
    after = post.state()
    for age in (0, 10, 200, 299):
        assert post.send(post.signature(seconds_ago=age)).status_code == 204
    assert post.state() == after


def test_a_message_of_another_kind_than_ours_is_refused_though_signed(post: Post) -> None:
    before = post.state()
    for body in (
        b"[]",
        b"null",
        b"{}",
        b'{"id": 1}',
        b"\xff\xfe",
        b"[" * 50_000,
        post.body.replace(b"128000", b'"128000"'),
    ):
        assert post.send(post.signature(body=body), body).status_code == 400
    assert post.state() == before


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_only_post_is_heard(post: Post, method: str) -> None:
    assert post.client.request(method, post.url).status_code == 405


@pytest.mark.parametrize("name", ["paypal", "sandbox2", "SANDBOX", "admin"])
def test_providers_we_do_not_have_are_not_found(post: Post, name: str) -> None:
    assert post.client.post(post.url.replace("sandbox", name), content=post.body).status_code == 404


def test_a_huge_body_is_refused_before_it_is_read(post: Post) -> None:
    body = post.body + b" " * 65536
    assert post.send(post.signature(body=body), body).status_code == 400


def test_the_answer_is_quick_and_stored_before_it_is_given(post: Post) -> None:
    answer = post.send(post.signature())
    assert answer.elapsed.total_seconds() < 2
    assert ProviderEvent.objects.get().event_id == "evt_genuine"
    assert Job.objects.filter(name="payments.settle").count() == 1


def test_no_secret_is_written_to_a_log(post: Post, sandbox: Sandbox, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        post.send(post.signature())
        post.send("t=1,v1=" + "0" * 64)
        services.settle_from_provider(payment_id=post.payment.id, at=clock.now())
    written = caplog.text + sandbox.log.read_text()
    assert sandbox.webhook_secret not in written
    assert sandbox.api_key not in written


def test_signatures_are_compared_in_constant_time_everywhere() -> None:
    compares: Callable[[str], list[str]] = re.compile(r"[^\n]*(?:digest\(\)|api_key)[^\n]*(?:==|!=)[^\n]*").findall
    found = {path.name: compares(path.read_text()) for path in Path("shop/payments").rglob("*.py")}
    assert not {name: lines for name, lines in found.items() if lines}
    client = Path("shop/payments/providers/sandbox/client.py").read_text()
    assert "compare_digest" in client
