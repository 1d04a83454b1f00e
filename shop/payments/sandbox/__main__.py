"""Start the sandbox: `python -m shop.payments.sandbox --port 8001 --state DIR --keys DIR --webhook-url URL`."""

import argparse
import logging
from pathlib import Path

from shop.payments.sandbox.app import App
from shop.payments.sandbox.bank import Bank
from shop.payments.sandbox.keys import read_or_make
from shop.payments.sandbox.server import Server
from shop.payments.sandbox.store import Store
from shop.payments.sandbox.webhooks import Courier


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m shop.payments.sandbox", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True, help="0 takes any free port")
    parser.add_argument("--state", type=Path, required=True, help="folder of the sandbox's own memory")
    parser.add_argument(
        "--keys", type=Path, required=True, help="folder of sandbox-api and sandbox-webhook, made if missing"
    )
    parser.add_argument("--webhook-url", required=True, help="where the shop listens for messages")
    parser.add_argument("--public-url", default="", help="the address payers use; default http://HOST:PORT")
    parser.add_argument("--pending-seconds", type=float, default=20, help="how long an unknown payment stays unknown")
    parser.add_argument("--session-seconds", type=float, default=1800, help="how long a payment page stays open")
    parser.add_argument("--retry-seconds", type=float, default=1, help="first pause before a message is sent again")
    parser.add_argument("--control", action="store_true", help="allow the switches for tests (never in production)")
    return parser.parse_args()


def main() -> None:
    """Serve until stopped."""
    given = arguments()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s sandbox %(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    bank = Bank(Store(given.state), pending_seconds=given.pending_seconds, session_seconds=given.session_seconds)
    courier = Courier(bank, given.webhook_url, read_or_make(given.keys / "sandbox-webhook"), given.retry_seconds)
    app = App(bank, courier, read_or_make(given.keys / "sandbox-api"), given.public_url.rstrip("/"), given.control)
    server = Server((given.host, given.port), app)
    address = f"http://{given.host}:{server.server_port}"
    app.public_url = app.public_url or address
    courier.start()
    print(f"sandbox payment provider on {address}", flush=True)  # noqa: T201 the caller reads the port here
    server.serve_forever()


if __name__ == "__main__":
    main()
