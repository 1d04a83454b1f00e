"""The door for mail: a small SMTP server on this machine alone, to which the real mail server hands mail over."""

import asyncio
import concurrent.futures
import contextlib
import logging
import signal
from collections.abc import Callable
from typing import Any

from aiosmtpd.smtp import SMTP
from django.conf import settings
from django.db import Error, close_old_connections, connections

from kit import clock
from privacy.correspondence import services
from privacy.correspondence.types import NotTaken

LOOPBACK = "127.0.0.1"
MOST_RECIPIENTS = 10
MOST_AT_ONCE = 50
IDLE_SECONDS = 60
TAKEN = "250 2.0.0 Kept"
NOBODY = "550 5.1.1 Nobody of this name here"
TOO_MANY = "452 4.5.3 Too many recipients"
NOT_NOW = "451 4.3.0 Not now; try again"
NO_MAIL = "554 5.6.0 This is no mail we can keep"

log = logging.getLogger(__name__)


class Door:
    """What the server asks at each step. A mail is answered with 250 only when it is committed, sealed."""

    def __init__(self) -> None:
        # One thread writes: SQLite has one writer, and the database sees one connection.
        self.writer = concurrent.futures.ThreadPoolExecutor(max_workers=1)

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, _server: Any, _session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        """Our own addresses alone."""
        if services.mailbox_of(address) is None:
            return NOBODY
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return TOO_MANY
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 2.1.5 Yes"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - likewise
        """Keep it, or say why not: for good, or for now."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.writer, _keep, envelope)

    async def handle_exception(self, error: Exception) -> str:
        """Never a word of what went wrong: it may quote the mail."""
        log.error("mail: %s", type(error).__name__)
        return NOT_NOW


def serve(*, port: int, ready: Callable[[int], None] = lambda _port: None) -> None:
    """Take in mail on `port` (0: a free one) until told to stop by SIGTERM or Ctrl-C."""
    asyncio.run(_serve(port, ready))


async def _serve(port: int, ready: Callable[[int], None]) -> None:
    door, stop, loop = Door(), asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(ValueError, RuntimeError, NotImplementedError):  # not in the main thread
            loop.add_signal_handler(number, stop.set)
    server = await loop.create_server(lambda: _connection(door), LOOPBACK, port, backlog=MOST_AT_ONCE)
    ready(server.sockets[0].getsockname()[1])
    async with server:
        await stop.wait()
    door.writer.shutdown(wait=True)


def _connection(door: Door) -> SMTP:
    return SMTP(
        door,
        data_size_limit=settings.PRIVACY_MAIL_LARGEST,
        hostname=settings.PRIVACY_MAIL_DOMAIN,
        ident="ESMTP",
        timeout=IDLE_SECONDS,
        enable_SMTPUTF8=True,
        decode_data=False,
        loop=asyncio.get_running_loop(),
    )


def _keep(envelope: Any) -> str:
    """In the writer's thread: the mail once, to the first of our addresses it names."""
    close_old_connections()
    raw, mail_from = bytes(envelope.content or b""), str(envelope.mail_from or "")
    try:
        services.take(raw=raw, mail_from=mail_from, to=envelope.rcpt_tos[0], at=clock.now())
    except NotTaken:
        return NO_MAIL
    except Error:  # locked, full, restarted: the other side keeps it and comes again
        connections.close_all()
        return NOT_NOW
    except OSError:  # the disk
        return NOT_NOW
    return TAKEN
