"""The gate's verbs: disclose, post, terminate; keeping the register; demanding erasure."""

from privacy.sharing.services.batch import hand_over
from privacy.sharing.services.demands import ask, chase, confirm, demand, letter, terminate
from privacy.sharing.services.gate import disclose, disclose_many
from privacy.sharing.services.post import deliver, post
from privacy.sharing.services.register import (
    approve_contract,
    assess,
    close_finding,
    keep_contact,
    keep_sub_recipient,
    propose_contract,
    review,
)
from privacy.sharing.services.texts import text

__all__ = [
    "approve_contract",
    "ask",
    "assess",
    "chase",
    "close_finding",
    "confirm",
    "deliver",
    "demand",
    "disclose",
    "disclose_many",
    "hand_over",
    "keep_contact",
    "keep_sub_recipient",
    "letter",
    "post",
    "propose_contract",
    "review",
    "terminate",
    "text",
]
