"""The sandbox put together."""

from collections.abc import Callable
from dataclasses import dataclass, field

from shop.payments.sandbox.bank import Bank
from shop.payments.sandbox.http import Response
from shop.payments.sandbox.webhooks import Courier


@dataclass(frozen=True, slots=True)
class Fault:
    """A trouble waiting for the next call of an API route: drop, error or slow."""

    route: str
    kind: str
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Left:
    """What a card page shows when it is looked at again: word of what happened, name and expiry. Never more."""

    name: str
    expiry: str
    notice: str
    at: float


@dataclass
class App:
    """Everything a request needs."""

    bank: Bank
    courier: Courier
    api_key: str = field(repr=False)
    public_url: str
    control: bool = False
    faults: list[Fault] = field(default_factory=list)
    # By the page's token, in this process's memory alone.
    left: dict[str, Left] = field(default_factory=dict, repr=False)


View = Callable[..., Response]
