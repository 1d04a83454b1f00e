"""A mail server on loopback that can be down, and that knows which addresses do not exist."""

import logging
from collections import Counter
from typing import Any

from aiosmtpd.controller import Controller
from pytest_django import Settings

from bench.serving import free_port


class Post:
    """Counts what was handed over, by address; refuses addresses that bounce."""

    def __init__(self, settings: Settings) -> None:
        self.port = free_port()
        settings.PRIVACY_LOCAL_OUTBOX = False
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", self.port, False
        logging.getLogger("mail.log").setLevel(logging.ERROR)  # a line a command, ten thousand times
        self.handed: Counter[str] = Counter()
        self.ids: dict[str, set[str]] = {}
        self.last = b""
        self.answer: dict[str, str] = {}
        self.odd_bounce = False
        self._controller: Controller | None = None

    def start(self) -> None:
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def stop(self) -> None:
        if self._controller:
            self._controller.stop()
            self._controller = None

    async def handle_RCPT(  # noqa: N802 - the name aiosmtpd calls
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        for mark, answer in self.answer.items():
            if mark in address:
                return answer
        if self.odd_bounce and address.startswith("drill-") and address.partition("@")[0][-1] in "13579":
            return "550 5.1.1 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - likewise
        self, _server: Any, _session: Any, envelope: Any
    ) -> str:
        [address] = envelope.rcpt_tos
        head = envelope.content.split(b"\r\nMessage-ID: <", 1)[1].split(b">", 1)[0].decode()
        self.handed[address] += 1
        self.ids.setdefault(address, set()).add(head)
        self.last = envelope.content
        return "250 OK"
