"""Reading an outside address strictly, and signing it so that nobody but us can have our page announce it."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

import idna
from django.core import signing
from django.urls import reverse

from privacy.outside.types import Destination, Known, NotAnAddress

SALT = "privacy.outside"
LONGEST = 1000
# Browsers strip or turn these around before they read an address, so that it leads elsewhere than it seems to.
_TWISTED = re.compile(r"[\x00-\x20\x7f-\xa0\\\u2028\u2029\ufeff\u3000]")
_known: dict[str, Known] = {}


def fill(sites: Iterable[Known]) -> None:
    """Make the policy's notes on other sites known."""
    _known.update({one.host: one for one in sites})


def known(destination: Destination) -> Known | None:
    """What the studio knows of that site, its subdomains included."""
    labels = destination.ascii_host.split(".")
    names = (".".join(labels[start:]) for start in range(len(labels)))
    return next((_known[name] for name in names if name in _known), None)


def destination(url: str) -> Destination:
    """Read `url`; raises `NotAnAddress` for anything but a plain http or https address with a host name."""
    if len(url) > LONGEST or _TWISTED.search(url) or not url.lower().startswith(("http://", "https://")):
        raise NotAnAddress("not a plain http address")
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
        ascii_host = host if host.isascii() else idna.encode(host, uts46=True).decode()
        shown = idna.decode(ascii_host) if "xn--" in ascii_host else ascii_host
    except (ValueError, idna.IDNAError) as error:
        raise NotAnAddress("the host cannot be read") from error
    if "@" in parts.netloc or not re.fullmatch(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?|[0-9a-f:]+", ascii_host):
        raise NotAnAddress("no host alone")
    return Destination(url, shown, ascii_host, parts.scheme == "https")


def announced(url: str) -> str:
    """The address of our own page that says where `url` leads. Raises `NotAnAddress`."""
    token = signing.Signer(salt=SALT).sign_object(destination(url).url, compress=True)
    return reverse("outside:leaving", args=[token])


def signed_destination(token: str) -> Destination | None:
    """Where a link of ours leads; None when we never signed it."""
    try:
        return destination(str(signing.Signer(salt=SALT).unsign_object(token)))
    except (signing.BadSignature, NotAnAddress, ValueError):
        return None
