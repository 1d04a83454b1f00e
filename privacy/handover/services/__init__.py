"""Verbs of the two cases: transferring the business, publishing what was ordered."""

from privacy.handover.services.publishing import (
    add_image,
    add_text,
    fetch,
    pack,
    refuse_publication,
    request_publication,
    weigh,
)
from privacy.handover.services.sealing import hand_over, seal, take_back
from privacy.handover.services.telling import begin_telling, object_to, tell
from privacy.handover.services.transferring import answer, open_transfer

__all__ = [
    "add_image",
    "add_text",
    "answer",
    "begin_telling",
    "fetch",
    "hand_over",
    "object_to",
    "open_transfer",
    "pack",
    "refuse_publication",
    "request_publication",
    "seal",
    "take_back",
    "tell",
    "weigh",
]
