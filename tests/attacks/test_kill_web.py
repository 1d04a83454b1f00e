"""The web server killed with -9 in a request, a worker running beside it: the same press again ends in one order."""

import json
import re
import signal
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from bench.serving import free_port
from tests.attacks.test_kill_checkout import LOOK, WORK
from tests.buying import DETAILS
from tests.processes import run_python, start_python
from tests.sandbox_process import Sandbox
from tests.shop_process import shop
from tests.web_process import web

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once, pytest.mark.timeout(600)]
WORKER = "from django.core.management import call_command\ncall_command('work')"
PIECE = "from shop.catalogue.models import Piece\nprint(Piece.objects.get().pk)"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Buyer:
    """A browser that presses again whatever got no answer."""

    def __init__(self, base: str, piece: int, provider: Sandbox) -> None:
        own = {"Origin": base, "Referer": f"{base}/", "Sec-Fetch-Site": "same-origin"}
        self.browser = httpx.Client(base_url=base, headers=own, trust_env=False, timeout=60)
        self.piece, self.provider, self.key, self.page = piece, provider, uuid.uuid4().hex, ""
        self.left: list[Callable[[], None]] = [self.begin, self.order, self.pay, self.come_back]

    def go_on(self) -> None:
        """One step after the other, from the one that was not answered."""
        while self.left:
            self.left[0]()
            self.left.pop(0)

    def begin(self) -> None:
        line = {"key": self.key, "line": f"{self.piece}:1"}
        assert self.browser.post("/en/checkout/begin/", data=line).status_code == 302

    def token(self) -> str:
        """What a form of this browser is sent with."""
        found = TOKEN.search(self.browser.get("/en/checkout/").text)
        return found[1] if found else ""

    def order(self) -> None:
        form = {**DETAILS, "csrfmiddlewaretoken": self.token()}
        placed = self.browser.post("/en/checkout/", data=form | {"pay": "1", "shown": "51200"})
        assert placed.status_code == 302, placed.text
        self.page = placed.headers["Location"]

    def pay(self) -> None:
        assert self.provider.pay(self.page, "4242 4242 4242 4242").status_code == 303

    def come_back(self) -> None:
        assert "/orders/" in self.browser.get("/en/checkout/back/").headers["Location"]


@pytest.fixture
def env(provider: Sandbox, tmp_path: Path) -> Iterator[dict[str, str]]:
    """A shop whose worker runs through everything."""
    ready = {**shop(tmp_path, provider), "SHIJIANG_URL": f"http://127.0.0.1:{free_port()}"}
    worker = start_python(WORKER, ready)
    try:
        yield ready
    finally:
        worker.terminate()
        worker.communicate(timeout=60)


@pytest.mark.parametrize(
    "point", ["checkout.after_hold", "checkout.after_order", "checkout.after_payment_start", "checkout.after_return"]
)
def test_a_server_killed_in_a_request_and_started_again_sells_once(
    env: dict[str, str], provider: Sandbox, tmp_path: Path, point: str
) -> None:
    buyer = Buyer(env["SHIJIANG_URL"], int(run_python(PIECE, env)), provider)
    with web({**env, "SHIJIANG_FAILPOINT": point}, tmp_path / "web.log") as server:
        with pytest.raises(httpx.TransportError):
            buyer.go_on()
        server.send_signal(signal.SIGKILL)
    with web(env, tmp_path / "web.log"):
        buyer.go_on()
    seen = json.loads(run_python(WORK.replace("LATER", "10") + LOOK, env))
    counted = {name: seen[name] for name in ("orders", "payments", "paid", "captured", "stock", "holds", "unended")}
    assert counted == {
        "orders": 1,
        "payments": 1,
        "paid": 1,
        "captured": 51200,
        "stock": 0,
        "holds": ["sold"],
        "unended": 0,
    }
    assert len(seen["invoices"]) == 1
