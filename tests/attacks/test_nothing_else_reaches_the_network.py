"""While the site runs, only the gate's modules may open a connection, and in tests never beyond this machine."""

import socket
import types
from collections.abc import Callable, Iterator

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from tests import network
from tests.network import Reached

pytestmark = pytest.mark.keeps("share.providers")
BY_SOCKET = "import socket\ndef act(port): socket.create_connection(('127.0.0.1', port), 1).close()"
BY_RAW_SOCKET = """
import _socket
def act(port):
    one = _socket.socket()
    try:
        one.connect(('127.0.0.1', port))
    finally:
        one.close()
"""
BY_HTTPX = "import httpx\ndef act(port): httpx.get(f'http://127.0.0.1:{port}/', timeout=1)"
BY_UDP = """
import socket
def act(port):
    with socket.socket(type=socket.SOCK_DGRAM) as one:
        one.sendto(b'x', ('127.0.0.1', port))
"""
BY_NAME = "import socket\ndef act(port): socket.getaddrinfo('yuki.leak.example', 443)"
WAYS = [BY_SOCKET, BY_RAW_SOCKET, BY_HTTPX, BY_UDP, BY_NAME]


def module(place: str, code: str) -> Callable[[int], None]:
    """A function of a module that stands at `place` in the house."""
    made = types.ModuleType("intruder")
    exec(compile(code, str(network.ROOT / place), "exec"), made.__dict__)  # noqa: S102 - our own words above
    act: Callable[[int], None] = made.act
    return act


@pytest.fixture
def listening() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.mark.parametrize("code", WAYS)
@pytest.mark.parametrize("place", ["shop/storefront/views/front.py", "privacy/rights/views/mydata.py", "kit/clock.py"])
def test_no_module_but_the_gate_opens_a_connection(listening: int, place: str, code: str) -> None:
    with pytest.raises(Reached, match=place):
        module(place, code)(listening)
    assert network.taken()


def test_a_refusal_that_is_swallowed_is_still_noticed(listening: int) -> None:
    swallows = """
import httpx
def act(port):
    try:
        httpx.get(f'http://127.0.0.1:{port}/')
    except Exception:
        pass
"""
    module("shop/orders/queries.py", swallows)(listening)
    assert [one for one in network.taken() if one.startswith("shop/orders/queries.py")]


def test_the_gate_may_and_so_may_the_tests_themselves(listening: int) -> None:
    module("privacy/sharing/services/post.py", BY_SOCKET)(listening)
    socket.create_connection(("127.0.0.1", listening), 1).close()


def test_in_tests_the_gate_reaches_no_other_machine() -> None:
    away = "import socket\ndef act(port): socket.create_connection(('192.0.2.1', port), 1)"
    with pytest.raises(Reached, match="beyond"):
        module("privacy/sharing/services/post.py", away)(80)
    assert network.taken()


def test_a_view_that_calls_out_fails_its_request(listening: int) -> None:
    calls = module(
        "shop/storefront/views/front.py",
        "import smtplib\nfrom django.http import HttpResponse\n"
        "def act(port):\n    def view(request):\n        smtplib.SMTP('127.0.0.1', port, timeout=1)\n"
        "        return HttpResponse('sent')\n    return view",
    )
    view: Callable[[HttpRequest], HttpResponse] = calls(listening)  # type: ignore[assignment]
    urls = types.ModuleType("urls")
    urls.urlpatterns = [path("leak/", view)]  # type: ignore[attr-defined]
    with override_settings(ROOT_URLCONF=urls, MIDDLEWARE=[]), pytest.raises(Reached, match="front"):
        Client().get("/leak/")
    assert network.taken()


def test_the_mailer_by_itself_is_no_way_around(listening: int) -> None:
    act = module(
        "shop/orders/services/checkout.py",
        "from django.core.mail import get_connection\nBACKEND = 'django.core.mail.backends.smtp.EmailBackend'\n"
        "def act(port): get_connection(BACKEND, host='127.0.0.1', port=port).open()",
    )
    with pytest.raises(Reached, match="checkout"):
        act(listening)
    assert network.taken()
