"""The web server: routes, the bearer key, strict headers, and a log without bodies, queries or tokens."""

import dataclasses
import hmac
import logging
import re
import time
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from shop.payments.sandbox import api, control, hosted, pages
from shop.payments.sandbox.app import App, View
from shop.payments.sandbox.http import Request, Response, answer_json
from shop.payments.sandbox.store import Refused
from shop.payments.sandbox.texts import language_of

logger = logging.getLogger(__name__)
LARGEST_BODY = 16 * 1024
_ID = r"(pay_[0-9a-f]{32})"
# Method, path, name in the log, view. Names that start with "page." need no key, "control." needs the switch as well.
ROUTES: tuple[tuple[str, re.Pattern[str], str, View], ...] = tuple(
    (method, re.compile(path), name, view)
    for method, path, name, view in (
        ("GET", r"/style\.css", "page.style", hosted.style),
        ("GET", r"/pay/(page_[0-9a-f]{32})", "page.show", hosted.show),
        ("POST", r"/pay/(page_[0-9a-f]{32})", "page.post", hosted.post),
        ("POST", r"/v1/payments", "create", api.create),
        ("GET", rf"/v1/payments/{_ID}", "retrieve", api.retrieve),
        ("POST", rf"/v1/payments/{_ID}/capture", "capture", api.capture),
        ("POST", rf"/v1/payments/{_ID}/refunds", "refund", api.refund),
        ("GET", r"/v1/events", "events", api.events),
        ("POST", r"/control/faults", "control.faults", control.faults),
        ("POST", r"/control/webhooks", "control.webhooks", control.webhooks),
        ("POST", r"/control/deliver", "control.deliver", control.deliver),
        ("POST", rf"/control/payments/{_ID}/act", "control.act", control.act),
        ("POST", rf"/control/payments/{_ID}/alter", "control.alter", control.alter),
    )
)
HEADERS = {
    "Cache-Control": "no-store, private",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def respond(app: App, request: Request, now: float) -> tuple[str, Response]:
    """The route's name and its answer."""
    for method, path, name, view in ROUTES:
        found = path.fullmatch(request.path)
        if found and method == request.method and (app.control or not name.startswith("control.")):
            return name, _guarded(app, request, now, name, view, found.groups())
    return "none", _no_page(request)


def _guarded(app: App, request: Request, now: float, name: str, view: View, values: tuple[str, ...]) -> Response:
    try:
        if name.startswith("page."):
            return view(app, request, now, *values)
        if not hmac.compare_digest(request.headers.get("authorization", "").encode(), f"Bearer {app.api_key}".encode()):
            raise Refused(401, "wrong_key")  # noqa: TRY301 one place turns refusals into answers
        return _with_fault(app, request, now, name, view, values)
    except Refused as refused:
        if name.startswith("page."):
            return _no_page(request)
        return answer_json({"error": refused.code}, refused.status)
    except Exception as error:  # noqa: BLE001 an answer, and a log line, that hold no value of the request
        logger.error("%s: %s", name, type(error).__name__)  # noqa: TRY400 a traceback's message may quote what was typed
        return _broken(request) if name.startswith("page.") else answer_json({"error": "fault"}, 500)


def _with_fault(app: App, request: Request, now: float, name: str, view: View, values: tuple[str, ...]) -> Response:
    fault = next((each for each in app.faults if each.route == name), None)
    if fault is None:
        return view(app, request, now, *values)
    app.faults.remove(fault)
    if fault.kind == "error":
        raise Refused(503, "provider_fault")
    time.sleep(fault.seconds)
    return dataclasses.replace(view(app, request, now, *values), dropped=fault.kind == "drop")


def _no_page(request: Request) -> Response:
    language = language_of(request.parameter("lang") or request.headers.get("accept-language", ""))
    return Response(404, pages.message_page("Not found", "There is no such payment page.", language))


def _broken(request: Request) -> Response:
    language = language_of(request.parameter("lang"))
    text = "Nothing was charged. Go back to the shop and try again."
    return Response(500, pages.message_page("Something went wrong", text, language))


class Handler(BaseHTTPRequestHandler):
    """Reads one request, writes one answer."""

    protocol_version = "HTTP/1.1"
    timeout = 15
    # Head and body in one packet: two small ones wait 40 ms for each other.
    wbufsize = -1
    disable_nagle_algorithm = True
    server: "Server"

    def do_GET(self) -> None:
        """Answer a GET."""
        self._answer()

    do_POST = do_GET  # noqa: N815 the name http.server calls

    def _answer(self) -> None:
        length = self.headers.get("Content-Length", "0")
        if not re.fullmatch(r"[0-9]{1,6}", length) or int(length) > LARGEST_BODY or "Transfer-Encoding" in self.headers:
            self.close_connection = True
            self._write(answer_json({"error": "body"}, 413))
            return
        address = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(self.command, address.path, address.query, headers, self.rfile.read(int(length)))
        name, response = respond(self.server.app, request, time.time())
        logger.info("%s %s %s", request.method, name, "dropped" if response.dropped else response.status)
        if response.dropped:
            self.close_connection = True
            return
        self._write(response)

    def _write(self, response: Response) -> None:
        self.send_response(response.status)
        for name, value in HEADERS.items():
            self.send_header(name, value)
        targets = response.form_targets or "'none'"
        policy = f"default-src 'none'; style-src 'self'; form-action {targets}; base-uri 'none'; frame-ancestors 'none'"
        self.send_header("Content-Security-Policy", policy)
        self.send_header("Content-Type", response.content_type)
        self.send_header("Content-Length", str(len(response.body)))
        if response.location:
            self.send_header("Location", response.location)
        self.end_headers()
        self.wfile.write(response.body)

    def version_string(self) -> str:
        """What the Server header says."""
        return "sandbox"

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """The library's own refusals, without echoing the request line."""
        self.close_connection = True
        self._write(answer_json({"error": HTTPStatus(code).phrase}, code))

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 the parent's name
        """Nothing: the library would log paths and queries; `_answer` logs what may be logged."""


class Server(ThreadingHTTPServer):
    """The listening socket with its application."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], app: App) -> None:
        super().__init__(address, Handler)
        self.app = app

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A broken connection is not worth a traceback, and a traceback may quote what was typed."""
        logger.info("connection ended early")
