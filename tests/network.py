"""Who may open a connection: watched while tests run, by Python's own audit events, which no import can get around."""

import sys
import threading
from pathlib import Path
from types import FrameType
from typing import Any

ROOT = Path(__file__).parents[1]
PACKAGES = ("config", "shop", "policy", "privacy", "ui", "kit")

# The only modules that may open a connection to anywhere, each with its reason.
MAY_CONNECT = {
    "shop/payments/providers/http.py": "payment providers: what the gate has opened, by `services/telling.py`",
    "shop/payments/providers/deadline.py": "its connections, which know their deadline",
    "shop/payments/sandbox": "the sandbox bank, a program of its own",
    "privacy/sharing": "the gate",
    "privacy/correspondence/receiving.py": "takes in mail on loopback; nothing leaves by it",
    "privacy/correspondence/fetching.py": "asks our own mailbox for what came in; nothing leaves by it",
    "privacy/scans/asking.py": "asks for advisories: names and versions of libraries; it knows no person and no row",
    "config/serve.py": "the starter asks its own ports whether they answer",
}
WATCHED = {"socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostbyname"}
LOOPBACK = {"127.0.0.1", "::1", "localhost", "", None}


class Reached(RuntimeError):
    """A module of the house that is not the gate opened a connection, or the gate reached beyond this machine."""


def house_module(frame: FrameType | None) -> str:
    """The innermost module of the house on the stack, as a path from the root; empty when a test connects by itself."""
    while frame is not None:
        path = frame.f_code.co_filename
        if path.startswith(f"{ROOT}/"):
            place = path.removeprefix(f"{ROOT}/")
            if place.startswith(tuple(f"{package}/" for package in PACKAGES)):
                return place
        frame = frame.f_back
    return ""


def host_of(event: str, args: tuple[Any, ...]) -> str | None:
    """Where a connection is to go; None for a socket in the file system."""
    if event in {"socket.getaddrinfo", "socket.gethostbyname"}:
        return args[0].decode() if isinstance(args[0], bytes) else args[0]
    address = args[1]
    return str(address[0]) if isinstance(address, tuple) else None


def watch(event: str, args: tuple[Any, ...]) -> None:
    """The audit hook: raises `Reached`."""
    if event not in WATCHED or not _armed.is_set():
        return
    place = house_module(sys._getframe(1))
    if not place:
        return
    if not place.startswith(tuple(MAY_CONNECT)):
        _seen.append(f"{place} opens a connection ({event}); only the gate may")
        raise Reached(_seen[-1])
    if host_of(event, args) not in LOOPBACK:
        _seen.append(f"{place} reaches beyond this machine")
        raise Reached(_seen[-1])


_armed = threading.Event()
_seen: list[str] = []


def taken() -> list[str]:
    """What was refused since this was last asked: code that swallows the exception hides nothing."""
    seen, _seen[:] = list(_seen), []
    return seen


def arm() -> None:
    """Begin to watch, for the rest of the process; a hook cannot be taken away."""
    if not _armed.is_set():
        _armed.set()
        sys.addaudithook(watch)
