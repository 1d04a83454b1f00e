"""A service of advisories on loopback that speaks the OSV API, with pages, and every way to answer badly."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

ASKED = "/v1/querybatch"


class Advisories(ThreadingHTTPServer):
    """Names its records for exactly the library and version they were filed under, two a page."""

    daemon_threads = True
    page = 2

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Clerk)
        self.records: dict[str, dict[str, Any]] = {}
        self.filed: dict[tuple[str, str], list[str]] = {}
        self.asked: list[tuple[str, bytes]] = []
        # By path: a status, bytes to answer instead, or "slow" and "drip".
        self.faults: dict[str, int | bytes | str] = {}

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def fetched(self) -> list[str]:
        """The names of the advisories that were asked for one by one."""
        return [path.rpartition("/")[2] for path, _body in self.asked if path != ASKED]

    def file(self, record: dict[str, Any], library: str, version: str) -> None:
        """Have an advisory named for this version."""
        self.records[record["id"]] = record
        self.filed.setdefault((library, version), []).append(record["id"])

    def forget(self, id_: str) -> None:
        """Name it no more. It can still be asked for by its name."""
        for ids in self.filed.values():
            ids[:] = [one for one in ids if one != id_]

    def batch(self, body: bytes) -> dict[str, Any]:
        """What the API answers to these questions."""
        return {"results": [self._result(query) for query in json.loads(body)["queries"]]}

    def _result(self, query: dict[str, Any]) -> dict[str, Any]:
        assert query["package"]["ecosystem"] == "PyPI"
        ids = self.filed.get((query["package"]["name"], query["version"]), [])
        start = int(query.get("page_token", "0"))
        shown, rest = ids[start : start + self.page], ids[start + self.page :]
        found: dict[str, Any] = {}
        if shown:
            found["vulns"] = [{"id": one, "modified": self.records[one]["modified"]} for one in shown]
        if rest:
            found["next_page_token"] = str(start + self.page)
        return found


class Clerk(BaseHTTPRequestHandler):
    server: Advisories

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append((self.path, body))
        self._answer(200, json.dumps(self.server.batch(body)).encode())

    def do_GET(self) -> None:
        self.server.asked.append((self.path, b""))
        record = self.server.records.get(self.path.rpartition("/")[2])
        self._answer(200, json.dumps(record).encode()) if record else self._answer(404, b'{"code": 5}')

    def _answer(self, status: int, body: bytes) -> None:
        match self.server.faults.get(self.path):
            case int(status):
                body = b"trouble"
            case bytes(body):
                pass
            case "slow":
                time.sleep(1.5)
            case "drip":
                self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Drip: ")
                for _ in range(100):
                    self.wfile.write(b"x")
                    self.wfile.flush()
                    time.sleep(0.05)
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Location", f"{self.server.url}/elsewhere")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """No lines among the tests'."""


@contextmanager
def advisory_service() -> Iterator[Advisories]:
    """Running for the length of the block."""
    server = Advisories()
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def record(name: str, package: str, modified: str, **more: Any) -> dict[str, Any]:
    """An advisory about every version of a library from 1.0 until it is fixed in 1.2.1."""
    events = [{"introduced": "1.0"}, {"fixed": "1.2.1"}]
    affected = {
        "package": {"ecosystem": "PyPI", "name": package},
        "ranges": [{"type": "ECOSYSTEM", "events": events}],
    }
    said = {"id": name, "modified": modified, "summary": "It leaks.", "affected": [affected]}
    return said | {"database_specific": {"severity": "HIGH"}} | more
