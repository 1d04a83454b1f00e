"""The port for text messages: whoever brings a provider registers a sender; the gate knows the firm as `TEXT_RELAY`."""

from collections.abc import Callable

Sender = Callable[[str, str], None]
_senders: list[Sender] = []


class NotTaken(ValueError):
    """This number takes no message, now or later. Says the provider's code alone."""


def use(sender: Sender) -> None:
    """Hand text messages over with `(number, text)`.

    It raises `NotTaken` when the number takes none, OSError when the provider could not be reached or was busy.
    """
    _senders.append(sender)


def sender() -> Sender | None:
    """The way to a provider, if there is one."""
    return _senders[-1] if _senders else None
