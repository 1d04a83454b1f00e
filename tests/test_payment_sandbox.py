"""The sandbox provider keeps a provider's word: pages, cards, keys, idempotency, refunds, signed messages."""

import hashlib
import hmac
import http.server
import itertools
import re
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from shop.payments.sandbox.cards import TEST_CARDS, passes_luhn
from tests.sandbox_process import Sandbox, eventually, running_sandbox

_keys = (f"test-key-{number}" for number in itertools.count())
WISH = {
    "amount": 128000,
    "currency": "EUR",
    "reference": "L-7F3KQ2MB",
    "payee": "shijiang",
    "return_url": "http://shop.example/orders/back",
}


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with running_sandbox(pending_seconds=0.2) as running:
        running.webhooks(held=True)
        yield running


def create(sandbox: Sandbox, key: str = "", **changes: object) -> dict[str, Any]:
    answer = sandbox.call("POST", "/v1/payments", {**WISH, **changes}, **{"Idempotency-Key": key or next(_keys)})
    assert answer.status_code == 201
    content: dict[str, Any] = answer.json()
    return content


def state(sandbox: Sandbox, payment: dict[str, Any]) -> str:
    return str(sandbox.call("GET", f"/v1/payments/{payment['id']}").json()["state"])


def looked_at_again(payment: dict[str, Any]) -> str:
    """The page as a payer sees it after a redirect, or loads it anew."""
    return httpx.get(payment["url"], trust_env=False).raise_for_status().text


def test_every_listed_card_has_a_right_check_sum() -> None:
    assert all(passes_luhn(card.number.replace(" ", "")) for card in TEST_CARDS)
    assert not passes_luhn("4242424242424241")


def test_an_approved_card_captures_and_leads_back_to_the_shop(sandbox: Sandbox) -> None:
    payment = create(sandbox)
    answer = sandbox.pay(payment["url"], "4242 4242 4242 4242")
    assert (answer.status_code, answer.headers["location"]) == (303, WISH["return_url"])
    told = sandbox.call("GET", f"/v1/payments/{payment['id']}").json()
    assert (told["state"], told["captured"], told["card"]) == ("captured", 128000, {"brand": "visa", "last4": "4242"})


def test_a_second_submit_of_the_form_charges_nothing_more(sandbox: Sandbox) -> None:
    payment = create(sandbox)
    with ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(lambda _: sandbox.pay(payment["url"], "4242424242424242"), range(5)))
    assert {answer.status_code for answer in answers} == {303}
    assert [event["type"] for event in sandbox.events(payment["id"])] == ["payment.captured"]


def test_a_declined_card_may_be_replaced_and_the_third_refusal_ends_it(sandbox: Sandbox) -> None:
    payment = create(sandbox)
    first = sandbox.pay(payment["url"], "4000000000000002")
    assert first.status_code == 303
    assert "declined" in looked_at_again(payment)
    assert state(sandbox, payment) == "open"
    sandbox.pay(payment["url"], "4000000000000002")
    assert sandbox.pay(payment["url"], "4000000000000002").status_code == 303
    assert state(sandbox, payment) == "failed"


def test_a_declined_card_leaves_name_and_expiry_for_the_next_and_is_tried_once(sandbox: Sandbox) -> None:
    payment = create(sandbox)
    fields = {"name": "Zoë Keptname", "number": "4000000000000002", "expiry": "09 / 38", "cvv": "987"}
    httpx.post(payment["url"], data=fields, trust_env=False)
    for page in [looked_at_again(payment) for _time in range(3)]:
        assert re.search(r'id="name"[^>]*value="Zoë Keptname"', page)
        assert re.search(r'id="expiry"[^>]*value="09 / 38"', page)
        assert re.search(r'id="number"[^>]*autofocus', page)
        assert "4000000000000002" not in page
        assert "987" not in page
    assert state(sandbox, payment) == "open"


def test_a_card_refused_for_good_fails_at_once(sandbox: Sandbox) -> None:
    payment = create(sandbox)
    assert sandbox.pay(payment["url"], "4000 0000 0000 9995").status_code == 303
    assert state(sandbox, payment) == "failed"


@pytest.mark.parametrize(("act", "ends"), [("confirm", "captured"), ("refuse", "open")])
def test_the_second_step_is_approved_or_refused(sandbox: Sandbox, act: str, ends: str) -> None:
    payment = create(sandbox)
    assert sandbox.pay(payment["url"], "4000002500003155").headers["location"].startswith("/pay/")
    assert "Confirm with your bank" in httpx.get(payment["url"], trust_env=False).text
    httpx.post(payment["url"] + f"?act={act}", trust_env=False)
    assert state(sandbox, payment) == ends


def test_confirming_without_a_card_does_nothing(sandbox: Sandbox) -> None:
    payment = create(sandbox)
    httpx.post(payment["url"] + "?act=confirm", trust_env=False)
    assert state(sandbox, payment) == "open"


def test_a_fault_of_the_provider_leaves_the_page_open(sandbox: Sandbox) -> None:
    payment = create(sandbox)
    answer = sandbox.pay(payment["url"], "4000000000000119")
    assert answer.status_code == 303
    assert "We have a fault" in looked_at_again(payment)
    assert state(sandbox, payment) == "open"


@pytest.mark.parametrize(("number", "ends"), [("4000000000000077", "captured"), ("4000000000000259", "failed")])
def test_an_unknown_payment_settles_later(sandbox: Sandbox, number: str, ends: str) -> None:
    payment = create(sandbox)
    sandbox.pay(payment["url"], number)
    assert state(sandbox, payment) in {"pending", ends}
    eventually(lambda: state(sandbox, payment) == ends)


def test_leaving_the_page_cancels_and_leads_back(sandbox: Sandbox) -> None:
    payment = create(sandbox)
    answer = httpx.post(payment["url"] + "?act=cancel", trust_env=False, follow_redirects=False)
    assert answer.headers["location"] == WISH["return_url"]
    assert state(sandbox, payment) == "cancelled"
    assert sandbox.pay(payment["url"], "4242424242424242").status_code == 303
    assert state(sandbox, payment) == "cancelled"


def test_a_manual_payment_is_captured_once(sandbox: Sandbox) -> None:
    payment = create(sandbox, capture="manual")
    assert sandbox.call("POST", f"/v1/payments/{payment['id']}/capture").status_code == 409
    sandbox.pay(payment["url"], "4242424242424242")
    assert state(sandbox, payment) == "authorised"
    for _ in range(2):
        assert sandbox.call("POST", f"/v1/payments/{payment['id']}/capture").json()["captured"] == 128000
    assert [event["type"] for event in sandbox.events(payment["id"])] == ["payment.authorised", "payment.captured"]


WRONG = {
    "number": ["", "4242", "4242424242424241", "4111111111111111", "４２４２４２４２４２４２４２４２", "4" * 400],
    "expiry": ["", "13 / 39", "01 / 20", "2039-08", "08/3９"],
    "cvv": ["", "12", "1234", "abc", "１２３"],
    "name": ["", "   ", "x" * 121],
}


@pytest.mark.parametrize(("field", "value"), [(field, value) for field, values in WRONG.items() for value in values])
def test_a_wrong_field_says_so_and_keeps_only_what_may_be_kept(sandbox: Sandbox, field: str, value: str) -> None:
    payment = create(sandbox)
    fields = {"name": "Zoë Keptname", "number": "4242424242424242", "expiry": "09 / 38", "cvv": "987", field: value}
    answer = httpx.post(payment["url"], data=fields, trust_env=False)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert re.search(rf'id="{field}"[^>]*aria-invalid="true"[^>]*autofocus', answer.text)
    assert "4242424242424242" not in answer.text
    assert "987" not in answer.text
    assert field == "name" or "Zoë Keptname" in answer.text
    assert state(sandbox, payment) == "open"


def test_what_is_typed_comes_back_escaped(sandbox: Sandbox) -> None:
    payment = create(sandbox)
    answer = httpx.post(payment["url"], data={"name": '"><script>alert(1)</script>'}, trust_env=False)
    assert "<script" not in answer.text


def test_the_page_speaks_chinese(sandbox: Sandbox) -> None:
    payment = create(sandbox, language="zh-hans")
    page = httpx.get(payment["url"], trust_env=False).text
    assert 'lang="zh-hans"' in page
    assert "安全码" in page
    assert re.sub(r"<nav.*?</nav>", "", page, flags=re.S).count("Pay") == 0
    assert "Security code" in httpx.get(payment["url"] + "?lang=en", trust_env=False).text


def test_pages_carry_strict_headers(sandbox: Sandbox) -> None:
    headers = httpx.get(create(sandbox)["url"], trust_env=False).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "form-action 'self' http://shop.example;" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert (headers["cache-control"], headers["referrer-policy"]) == ("no-store, private", "no-referrer")


def test_unknown_pages_are_not_found(sandbox: Sandbox) -> None:
    assert httpx.get(f"{sandbox.url}/pay/page_{'0' * 32}", trust_env=False).status_code == 404
    assert httpx.get(f"{sandbox.url}/", trust_env=False).status_code == 404


def test_without_the_key_nothing_is_told(sandbox: Sandbox) -> None:
    payment = create(sandbox)
    for value in ("", "Bearer", "Bearer wrong", "Basic abc"):
        answer = httpx.get(
            f"{sandbox.url}/v1/payments/{payment['id']}", headers={"Authorization": value}, trust_env=False
        )
        assert (answer.status_code, answer.json()) == (401, {"error": "wrong_key"})


def test_the_switches_for_tests_are_off_by_default(tmp_path: Path) -> None:
    with running_sandbox(folder=tmp_path, control=False) as running:
        assert running.call("POST", "/control/webhooks", {}).status_code == 404


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("amount", 0), ("amount", -5), ("amount", 1.5), ("amount", "100"), ("amount", True), ("amount", 2**63),
        ("currency", "eur"), ("currency", ""), ("reference", "a b"), ("reference", None), ("payee", ""),
        ("return_url", "javascript:alert(1)"), ("return_url", "//x"), ("capture", "sometimes"),
    ],
)  # fmt: skip
def test_a_wrong_wish_is_refused(sandbox: Sandbox, field: str, value: object) -> None:
    answer = sandbox.call("POST", "/v1/payments", {**WISH, field: value}, **{"Idempotency-Key": next(_keys)})
    assert (answer.status_code, answer.json()) == (422, {"error": field})


def test_the_same_key_is_the_same_payment(sandbox: Sandbox) -> None:
    key = next(_keys)
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda _: create(sandbox, key)["id"], range(10)))
    assert len(set(answers)) == 1
    other = sandbox.call("POST", "/v1/payments", {**WISH, "amount": 1}, **{"Idempotency-Key": key})
    assert (other.status_code, other.json()) == (409, {"error": "idempotency_key_reused"})


def test_refunds_are_idempotent_and_never_more_than_captured(sandbox: Sandbox) -> None:
    payment = create(sandbox)
    path = f"/v1/payments/{payment['id']}/refunds"
    assert sandbox.call("POST", path, {"amount": 1}, **{"Idempotency-Key": next(_keys)}).status_code == 422
    sandbox.pay(payment["url"], "4242424242424242")
    key = next(_keys)
    twice = [sandbox.call("POST", path, {"amount": 100000}, **{"Idempotency-Key": key}).json() for _ in range(2)]
    assert twice[0] == twice[1]
    too_much = sandbox.call("POST", path, {"amount": 28001}, **{"Idempotency-Key": next(_keys)})
    assert (too_much.status_code, too_much.json()) == (422, {"error": "more_than_captured"})
    assert sandbox.call("POST", path, {"amount": 28000}, **{"Idempotency-Key": next(_keys)}).status_code == 201


def test_a_dropped_answer_did_the_work_and_the_same_key_finds_it(sandbox: Sandbox) -> None:
    key = next(_keys)
    sandbox.fault("create", "drop")
    with pytest.raises(httpx.RemoteProtocolError):
        create(sandbox, key)
    found = sandbox.client.get("/v1/events")
    assert found.status_code == 200
    assert create(sandbox, key)["id"] == create(sandbox, key)["id"]


def test_a_kill_loses_nothing(tmp_path: Path) -> None:
    with running_sandbox(folder=tmp_path) as running:
        payment = create(running, "a-key-before")
        running.pay(payment["url"], "4242424242424242")
        running.process.send_signal(signal.SIGKILL)
        running.process.wait()
    with running_sandbox(folder=tmp_path) as running:
        assert state(running, payment) == "captured"
        assert create(running, "a-key-before")["id"] == payment["id"]


class Listener(http.server.BaseHTTPRequestHandler):
    """A shop that notes what it is told and answers as the test says."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.heard.append((self.headers["Sandbox-Signature"], body))  # type: ignore[attr-defined]
        answers = self.server.answers  # type: ignore[attr-defined]
        self.send_response(answers.pop(0) if answers else 200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nothing."""


@pytest.fixture
def listener() -> Iterator[Any]:
    server: Any = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    server.heard, server.answers = [], []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()


def test_messages_are_signed_and_sent_again_until_they_are_taken(listener: Any, tmp_path: Path) -> None:
    listener.answers += [500, 404, 302]
    with running_sandbox(f"http://127.0.0.1:{listener.server_port}/", folder=tmp_path, retry_seconds=0.05) as running:
        payment = create(running)
        running.pay(payment["url"], "4242424242424242")
        eventually(lambda: len(listener.heard) == 4)
        time.sleep(0.6)
        assert len(listener.heard) == 4
    signature, body = listener.heard[-1]
    found = re.fullmatch(r"t=(\d+),v1=([0-9a-f]{64})", signature)
    assert found
    expected = hmac.new(running.webhook_secret.encode(), f"{found[1]}.".encode() + body, hashlib.sha256).hexdigest()
    assert hmac.compare_digest(expected, found[2])
    assert len({body for _, body in listener.heard}) == 1
    assert b"4242" not in body


def everything_written(folder: Path) -> bytes:
    return b"\0".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


@pytest.mark.keeps("collect.payment")
def test_number_and_cvv_are_on_no_disk_and_in_no_log(tmp_path: Path) -> None:
    names = {"name": "Qxname Uniquepayer", "expiry": "07 / 37"}
    codes = [str(code) for code in range(9073, 9973, 75)]
    with running_sandbox(folder=tmp_path) as running:
        for card in TEST_CARDS:
            payment = create(running)
            running.pay(payment["url"], card.number, cvv="Zq7xcvv", **names)
            running.pay(payment["url"], card.number, **names)
            running.pay(payment["url"] + f"?cvv=Zq7xcvv&number={card.number.replace(' ', '')}", card.number, **names)
            httpx.get(f"{running.url}/{card.number.replace(' ', '')}?cvv=Zq7xcvv", trust_env=False)
        for code in codes:
            assert running.pay(create(running)["url"], "378282246310005", cvv=code, **names).status_code == 303
        httpx.post(payment["url"], content=b"\xff\xfe4242424242424242&cvv=Zq7xcvv", trust_env=False)
        written = everything_written(tmp_path)
    written += everything_written(tmp_path)
    assert b"page.post" in written
    numbers = [number for card in TEST_CARDS for number in (card.number, card.number.replace(" ", ""))]
    for needle in [*numbers, "Zq7xcvv", "Uniquepayer", "07 / 37"]:
        for encoding in ("utf-8", "utf-16-le"):
            assert needle.encode(encoding) not in written, needle
    # Four digits may stand in a random identifier by chance; twelve codes out of twelve would not.
    assert sum(code.encode() in written for code in codes) <= 4
