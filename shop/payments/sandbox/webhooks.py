"""Telling the shop: signed messages, sent again with growing pauses until they are answered with 2xx."""

import hashlib
import hmac
import logging
import random
import threading
import time
from dataclasses import dataclass

import httpx

from shop.payments.sandbox.bank import Bank

logger = logging.getLogger(__name__)
LONGEST_PAUSE = 3600.0
GIVE_UP_AFTER = 40


def sign(secret: str, body: bytes, at: int) -> str:
    """The `Sandbox-Signature` header: HMAC-SHA256 over time stamp, a point, and the raw body."""
    mac = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={mac}"


def forged(how: str, secret: str, body: bytes, at: int) -> tuple[bytes, dict[str, str]]:
    """A message that must not be believed, for tests: see `control.deliver` for the ways."""
    match how:
        case "unsigned":
            return body, {}
        case "wrong_key":
            return body, {"Sandbox-Signature": sign("not the secret", body, at)}
        case "stale":
            return body, {"Sandbox-Signature": sign(secret, body, at - 301)}
        case "altered":
            return body.replace(b'"amount": ', b'"amount":  '), {"Sandbox-Signature": sign(secret, body, at)}
        case _:
            return body, {"Sandbox-Signature": sign(secret, body, at)}


@dataclass
class Courier:
    """Delivers due messages, one at a time, in a thread of its own."""

    bank: Bank
    url: str
    secret: str
    retry_seconds: float = 1.0
    held: bool = False
    shuffled: bool = False

    def __post_init__(self) -> None:
        self._client = httpx.Client(timeout=5, trust_env=False, follow_redirects=False)
        self._wake = threading.Event()

    def start(self) -> None:
        """Begin delivering."""
        threading.Thread(target=self._run, daemon=True, name="courier").start()

    def nudge(self) -> None:
        """Something may be due now."""
        self._wake.set()

    def send(self, body: bytes, forge: str = "") -> int:
        """Send one message and answer the shop's status; 0 when there was no answer."""
        body, headers = forged(forge, self.secret, body, int(time.time()))
        try:
            answer = self._client.post(self.url, content=body, headers={"Content-Type": "application/json", **headers})
        except httpx.HTTPError:
            return 0
        return answer.status_code

    def _run(self) -> None:
        while True:
            self._wake.wait(0.25)
            self._wake.clear()
            try:
                self.bank.tick(time.time())
                while not self.held and self._deliver_due():
                    pass
            except Exception as error:  # noqa: BLE001 the courier must survive anything
                logger.error("courier: %s", type(error).__name__)  # noqa: TRY400 no traceback, no values

    def _deliver_due(self) -> int:
        due = self.bank.store.due_deliveries(time.time(), 50)
        if self.shuffled:
            random.shuffle(due)
        for delivery in due:
            status = self.send(delivery["body"].encode())
            logger.info("webhook try %s answered %s", delivery["tries"] + 1, status)
            done = 200 <= status < 300 or delivery["tries"] + 1 >= GIVE_UP_AFTER
            pause = min(self.retry_seconds * 2 ** delivery["tries"], LONGEST_PAUSE)
            self.bank.store.change(
                "UPDATE delivery SET tries = tries + 1, done = ?, due = ? WHERE id = ?",
                int(done), time.time() + pause, delivery["id"],
            )  # fmt: skip
        return len(due)
