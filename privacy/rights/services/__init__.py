"""The verbs of the rights room."""

from privacy.rights.services.access import build
from privacy.rights.services.deletion import ask, delete_now, run_due
from privacy.rights.services.life import deny, expire, fulfil, persons_of, prove, receive, revoke, start

__all__ = [
    "ask",
    "build",
    "delete_now",
    "deny",
    "expire",
    "fulfil",
    "persons_of",
    "prove",
    "receive",
    "revoke",
    "run_due",
    "start",
]
