"""The port for text messages. No provider is connected: whoever brings one registers a sender and a recipient."""

from collections.abc import Callable

Sender = Callable[[str, str], None]
_senders: list[Sender] = []


def use(sender: Sender) -> None:
    """Hand text messages over with `(number, text)`; it raises when the provider did not take them."""
    _senders.append(sender)


def sender() -> Sender | None:
    """The way to a provider, if there is one."""
    return _senders[-1] if _senders else None
