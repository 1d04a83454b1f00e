"""The real sandbox provider as a process of its own, for tests that pay."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from pytest_django import Settings


class Sandbox:
    """A running sandbox: its address, its keys, and the switches of its control interface."""

    def __init__(self, process: subprocess.Popen[str], url: str, state: Path, keys: Path, log: Path) -> None:
        self.process, self.url, self.state, self.keys, self.log = process, url, state, keys, log
        self.client = httpx.Client(
            base_url=url, headers={"Authorization": f"Bearer {self.api_key}"}, timeout=10, trust_env=False
        )

    @property
    def api_key(self) -> str:
        """The bearer key."""
        return (self.keys / "sandbox-api").read_text()

    @property
    def webhook_secret(self) -> str:
        """The key messages are signed with."""
        return (self.keys / "sandbox-webhook").read_text()

    def call(self, method: str, path: str, content: object = None, **headers: str) -> httpx.Response:
        """One API or control request with the bearer key."""
        return self.client.request(method, path, json=content, headers=headers)

    def act(self, provider_ref: str, what: str) -> dict[str, Any]:
        """What the payer or time does, without the page: approve, decline, pend_then_capture, settle, cancel …"""
        return self._control(f"/control/payments/{provider_ref}/act", {"act": what})

    def alter(self, provider_ref: str, **values: object) -> None:
        """Make the provider's own truth of a payment differ: amount, currency, payee, reference, captured."""
        self._control(f"/control/payments/{provider_ref}/alter", values)

    def fault(self, route: str, kind: str, times: int = 1, seconds: float = 0) -> None:
        """The next `times` answers of create, retrieve, capture or refund are drop, error or slow."""
        self._control("/control/faults", {"route": route, "kind": kind, "times": times, "seconds": seconds})

    def clear_faults(self) -> None:
        """No trouble is waiting any more."""
        self.fault("", "", times=0)

    def be_the_provider(self, settings: Settings) -> None:
        """Let the shop under test use this sandbox, with all switches as they were and messages held back."""
        settings.PAYMENT_PROVIDER = "sandbox"
        settings.PAYMENT_SANDBOX_URL = settings.PAYMENT_SANDBOX_PAGES = self.url
        settings.PAYMENT_HOSTS, settings.PAYMENT_KEYS = [self.url], self.keys
        self.clear_faults()
        self.webhooks(held=True, delay=0, copies=1, shuffled=False, url="http://127.0.0.1:9/")

    def tell(self, shop: str) -> None:
        """Send messages to the shop at this address from now on, those held back included."""
        self.webhooks(url=f"{shop}/payments/webhooks/sandbox", held=False)

    def webhooks(self, **switches: object) -> None:
        """url, held, delay, copies, shuffled."""
        self._control("/control/webhooks", switches)

    def deliver(self, events: list[str], forge: str = "") -> list[int]:
        """Send these messages now, in this order; answers the shop's statuses."""
        answer = self._control("/control/deliver", {"events": events, "forge": forge})
        statuses: list[int] = answer["statuses"]
        return statuses

    def events(self, provider_ref: str = "") -> list[dict[str, Any]]:
        """All events, or those of one payment, oldest first."""
        found: list[dict[str, Any]] = []
        address = f"/v1/events?payment={provider_ref}&after="
        while page := self.call("GET", f"{address}{found[-1]['seq'] if found else 0}").json()["events"]:
            found += page
        return found

    def pay(self, page: str, number: str, **fields: str) -> httpx.Response:
        """Fill in the card form as a payer does; no redirect is followed."""
        form = {"name": "Ada Payer", "number": number, "expiry": "08 / 39", "cvv": "123", **fields}
        return httpx.post(page, data=form, trust_env=False, follow_redirects=False)

    def _control(self, path: str, content: object) -> dict[str, Any]:
        answer = self.call("POST", path, content)
        answer.raise_for_status()
        result: dict[str, Any] = answer.json()
        return result


@contextmanager
def running_sandbox(
    webhook_url: str = "http://127.0.0.1:9/",
    *,
    folder: Path | None = None,
    keys: Path | None = None,
    control: bool = True,
    **options: object,
) -> Iterator[Sandbox]:
    """A sandbox for the length of the block. `options` are its command line, e.g. `pending_seconds=1`.

    Its state and log are in `folder` (a new one by default); starting again on the same folder is a restart.
    """
    folder = folder or Path(tempfile.mkdtemp(prefix="sandbox-"))
    folder.mkdir(parents=True, exist_ok=True)
    keys, log = keys or folder / "keys", folder / "sandbox.log"
    command = [sys.executable, "-m", "shop.payments.sandbox", "--port", str(options.pop("port", 0))]
    command += ["--control"] if control else []
    command += ["--state", str(folder / "state"), "--keys", str(keys), "--webhook-url", webhook_url]
    for name, value in options.items():
        command += [f"--{name.replace('_', '-')}", str(value)]
    with log.open("a") as errors:
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=errors, text=True, cwd=Path(__file__).parent.parent, env=os.environ
        )
    try:
        yield Sandbox(process, _address(process), folder / "state", keys, log)
    finally:
        process.terminate()
        process.wait(10)


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    line = process.stdout.readline()
    assert "http://" in line, "the sandbox did not start; see its log"
    return line.split()[-1]


def eventually(check: Any, seconds: float = 10) -> None:
    """Wait until `check()` is true."""
    end = time.monotonic() + seconds
    while not check():
        assert time.monotonic() < end, f"not within {seconds} s"
        time.sleep(0.02)


@pytest.fixture(scope="session")
def _sandbox_process() -> Iterator[Sandbox]:
    with running_sandbox(pending_seconds=3600, retry_seconds=0.1) as running:
        yield running


@pytest.fixture
def sandbox(_sandbox_process: Sandbox, settings: Settings) -> Sandbox:
    """The real sandbox provider in its own process; it sends no message until `sandbox.tell(live_server.url)`."""
    _sandbox_process.be_the_provider(settings)
    return _sandbox_process


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    """One for all tests of a module, which sends no message by itself."""
    folder = tmp_path_factory.mktemp("provider")
    with running_sandbox(folder=folder, keys=folder / "keys") as running:
        running.webhooks(held=True)
        yield running
