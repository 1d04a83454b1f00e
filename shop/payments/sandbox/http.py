"""Requests and answers of the sandbox's small web server."""

import json
from dataclasses import dataclass, field
from urllib.parse import parse_qs

from shop.payments.sandbox.store import Refused


@dataclass(frozen=True, slots=True)
class Request:
    """One request, its body still in memory alone."""

    method: str
    path: str
    query: str
    headers: dict[str, str]
    body: bytes = field(repr=False)

    def form(self) -> dict[str, str]:
        """The fields of a posted form. Raises Refused."""
        try:
            fields = parse_qs(self.body.decode(), keep_blank_values=True, max_num_fields=20)
        except ValueError:
            raise Refused(400, "not_a_form") from None
        return {name: values[0] for name, values in fields.items()}

    def json(self) -> dict[str, object]:
        """The body as a JSON object. Raises Refused."""
        try:
            content = json.loads(self.body or b"{}")
        except (ValueError, RecursionError):
            raise Refused(400, "not_json") from None
        if not isinstance(content, dict):
            raise Refused(400, "not_an_object")
        return content

    def parameter(self, name: str) -> str:
        """A value of the query string, or nothing."""
        return parse_qs(self.query).get(name, [""])[0]


@dataclass(frozen=True, slots=True)
class Response:
    """One answer; `dropped` closes the connection without sending it."""

    status: int = 200
    body: bytes = b""
    content_type: str = "text/html; charset=utf-8"
    location: str = ""
    form_targets: str = ""
    dropped: bool = False


def answer_json(content: object, status: int = 200) -> Response:
    """A JSON answer."""
    return Response(status, json.dumps(content).encode(), "application/json")


def redirect(location: str) -> Response:
    """See other: the browser follows with GET."""
    return Response(303, location=location)
