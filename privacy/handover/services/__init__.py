"""Verbs of the two cases: transferring the business, publishing what was ordered."""

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
from privacy.handover.services.sealing import begin_sealing, hand_over, seal
from privacy.handover.services.telling import begin_telling, came_back, confirm, note_letter, tell
from privacy.handover.services.transferring import answer, open_transfer

__all__ = [
    "add_image",
    "add_text",
    "answer",
    "begin_sealing",
    "begin_telling",
    "came_back",
    "confirm",
    "fetch",
    "hand_over",
    "look",
    "note_letter",
    "object_to",
    "open_transfer",
    "pack",
    "package_path",
    "refuse_publication",
    "request_publication",
    "seal",
    "take_back",
    "tell",
    "token_for",
    "weigh",
]
