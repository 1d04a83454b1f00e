"""The door for mail as a process of its own, and who knocks at it."""

import os
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.processes import start_python

RECEIVE = "from django.core.management import call_command\ncall_command('receive', '--port', '0')"
COUNT = """
from privacy.correspondence.models import Letter, Ticket
from privacy.handles.models import Handle
read = Letter.objects.exclude(read_at=None)
print(Letter.objects.count(), read.count(), Ticket.objects.count(), Handle.objects.count())
"""
WORK = """
from kit import clock
from kit.jobs.runner import Runner
import datetime as dt
while Runner().run_next(at=clock.now() + dt.timedelta(minutes=AFTER)): pass
"""


@contextmanager
def door(env: dict[str, str], *, log: Path = Path(os.devnull)) -> Iterator[int]:
    """The port at which a process takes in mail; what it says besides goes into `log`."""
    besides = f"import os\nos.dup2(os.open({str(log)!r}, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), 2)\n"
    server = start_python(besides + RECEIVE, {**env, "PYTHONUNBUFFERED": "1"})
    said = server.stdout.readline()
    assert said.startswith("mail on 127.0.0.1:"), said
    try:
        yield int(said.rsplit(":", 1)[1])
    finally:
        server.terminate()
        server.wait(30)


def knock(
    port: int, raw: bytes, *, to: str = "hello@localhost", mail_from: str = "mei@example.org"
) -> tuple[int, bytes]:
    """Hand a mail over as a mail server does; what it was told at the end, (0, b"") when the line broke."""
    try:
        with smtplib.SMTP("127.0.0.1", port, timeout=30) as server:
            server.ehlo()
            server.mail(mail_from)
            code, said = server.rcpt(to)
            return server.data(raw) if code == 250 else (code, said)
    except smtplib.SMTPDataError as refused:
        return refused.smtp_code, b""
    except (smtplib.SMTPServerDisconnected, ConnectionError):
        return 0, b""
