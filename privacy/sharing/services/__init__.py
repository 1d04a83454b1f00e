"""The gate's verbs: disclose, post, terminate; keeping the register; demanding erasure."""

from privacy.sharing.services.batch import hand_over
from privacy.sharing.services.bounces import note_bounce
from privacy.sharing.services.clear import Clear
from privacy.sharing.services.connecting import connect, unlink
from privacy.sharing.services.corrections import announce_correction, send_correction, send_corrections
from privacy.sharing.services.demands import ask, chase, confirm, demand, letter, terminate
from privacy.sharing.services.gate import Admitted, admit, disclose, disclose_many, note_passages, refuse_if_shut
from privacy.sharing.services.post import add_headers, deliver, post
from privacy.sharing.services.register import (
    approve_contract,
    assess,
    close_finding,
    end_sub_recipient,
    keep_contact,
    keep_sub_recipient,
    propose_contract,
    review,
)
from privacy.sharing.services.texts import can_text, text

__all__ = [
    "Admitted",
    "Clear",
    "add_headers",
    "admit",
    "announce_correction",
    "approve_contract",
    "ask",
    "assess",
    "can_text",
    "chase",
    "close_finding",
    "confirm",
    "connect",
    "deliver",
    "demand",
    "disclose",
    "disclose_many",
    "end_sub_recipient",
    "hand_over",
    "keep_contact",
    "keep_sub_recipient",
    "letter",
    "note_bounce",
    "note_passages",
    "post",
    "propose_contract",
    "refuse_if_shut",
    "review",
    "send_correction",
    "send_corrections",
    "terminate",
    "text",
    "unlink",
]
