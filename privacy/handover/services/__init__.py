"""Verbs of the two cases: transferring the business, publishing what was ordered."""

from privacy.handover.services.agreeing import agreed_by, fingerprint, propose_sealing, propose_telling, proposed
from privacy.handover.services.objecting import object_to, token_for
from privacy.handover.services.packages import package_path, take_back
from privacy.handover.services.publishing import (
    add_image,
    add_text,
    fetch,
    look,
    pack,
    refuse_publication,
    request_publication,
    weigh,
)
from privacy.handover.services.sealing import fetch_package, hand_over, seal
from privacy.handover.services.telling import came_back, confirm, note_letter, tell
from privacy.handover.services.transferring import answer, open_transfer

__all__ = [
    "add_image",
    "add_text",
    "agreed_by",
    "answer",
    "came_back",
    "confirm",
    "fetch",
    "fetch_package",
    "fingerprint",
    "hand_over",
    "look",
    "note_letter",
    "object_to",
    "open_transfer",
    "pack",
    "package_path",
    "propose_sealing",
    "propose_telling",
    "proposed",
    "refuse_publication",
    "request_publication",
    "seal",
    "take_back",
    "tell",
    "token_for",
    "weigh",
]
