"""A middleware for one test: every view is answered for, and then something breaks with personal data in its hands."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

SECRET = "Brzwick"


class Burst(RuntimeError):
    """An error whose text quotes a value, as many libraries' do."""


class Bursting:
    """Runs the view, then raises."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: dict[str, Any]) -> None:
        typed = {"email": f"{SECRET}@example.org", "password": SECRET}
        view(request, *args, **kwargs)
        raise Burst(f"UNIQUE constraint failed: {typed} in a SELECT of {SECRET}")
