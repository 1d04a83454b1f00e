"""A real mail server on a real socket: it says 250 when a letter lies sealed, and never before."""

import smtplib
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.correspondence.door import COUNT, door, knock
from tests.correspondence.letters import mail
from tests.engine.places import main_database, site
from tests.processes import run_python

pytestmark = pytest.mark.django_db(transaction=True)
SECRET = "Quxowafer lives in Lackgasse"


@pytest.fixture
def place(tmp_path: Path) -> dict[str, str]:
    return site(tmp_path)


@pytest.fixture
def port(place: dict[str, str]) -> Iterator[int]:
    with door(place) as number:
        yield number


def counted(place: dict[str, str]) -> list[int]:
    return [int(one) for one in run_python(COUNT, place).split()]


@pytest.mark.keeps("contact.reply", "use.account")
def test_what_is_acknowledged_is_there_and_readable_by_nobody(place: dict[str, str], port: int) -> None:
    before = counted(place)
    raw = mail(SECRET, Subject=SECRET, sender="quxowafer@example.org", Message_ID="<quxowafer@example.org>")
    assert knock(port, raw)[0] == 250
    assert knock(port, raw)[0] == 250  # a second time, as after a lost answer: kept once
    assert [now - then for now, then in zip(counted(place), before, strict=True)] == [1, 0, 0, 1]
    var = Path(place["SHIJIANG_VAR"])
    everything = b"".join(path.read_bytes() for path in var.rglob("*") if path.is_file()) + main_database(place)
    assert b"quxowafer" not in everything.lower()


def test_only_our_own_addresses_are_taken_in_any_shape(port: int) -> None:
    others = (
        "nobody@localhost",
        "hello@example.org",
        "hello",
        "",
        "hello@localhost.evil.org",
        f"{'x' * 300}@localhost",
    )
    assert [address for address in others if knock(port, mail(), to=address)[0] < 500] == []
    ours = ("HELLO@LocalHost", "privacy@localhost", "hello+M-2345ABCD@localhost")
    assert [knock(port, mail(), to=address)[0] for address in ours] == [250] * 3


def test_what_is_no_mail_or_too_large_is_refused_for_good(place: dict[str, str], port: int) -> None:
    before = counted(place)
    assert knock(port, b"no header at all")[0] == 554
    assert knock(port, mail("a" * 70 + "\r\n") + (b"a" * 70 + b"\r\n") * 400_000)[0] == 552
    with smtplib.SMTP("127.0.0.1", port, timeout=30) as server:
        server.ehlo()
        assert server.mail("mei@example.org", ["size=99999999"])[0] == 552
    assert counted(place) == before


def test_nonsense_on_the_line_breaks_nothing(port: int) -> None:
    for noise in (
        b"\x00" * 5000 + b"\r\n",
        b"HELO\r\n" * 200,
        b"EHLO x\r\nDATA\r\n",
        b"MAIL FROM:<" + b"a" * 4000 + b"\r\n",
        b"",
    ):
        with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
            line.sendall(noise)
            line.shutdown(socket.SHUT_WR)
            while line.recv(4096):
                pass
    assert knock(port, mail())[0] == 250


def test_it_listens_on_this_machine_alone(port: int) -> None:
    own = socket.gethostbyname(socket.gethostname())
    if own.startswith("127."):
        own = "0.0.0.1"
    with socket.socket() as probe:
        probe.settimeout(1)
        assert probe.connect_ex((own, port)) != 0


def test_it_tells_no_version_and_relays_nothing(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        greeting = line.recv(4096)
    assert b"aiosmtpd" not in greeting.lower()
    assert b"python" not in greeting.lower()
    with smtplib.SMTP("127.0.0.1", port, timeout=30) as server:
        server.ehlo()
        assert "auth" not in server.esmtp_features
        assert server.vrfy("hello@localhost")[0] != 250
