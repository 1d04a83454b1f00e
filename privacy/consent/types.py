"""What was shown when consent was asked."""

import hashlib
from dataclasses import dataclass

SWITCH = "switch"  # how an answer was given: on the page of choices,
SIGNAL = "gpc"  # by the browser's Global Privacy Control,
DESPITE_SIGNAL = "switch-despite-gpc"  # or on the page while that was on


@dataclass(frozen=True, slots=True)
class Shown:
    """The words a person answered to, where and how. Only their fingerprint is kept."""

    text: str
    language: str
    notice_version: str
    surface: str
    method: str

    @property
    def text_hash(self) -> str:
        """SHA-256 of the words, hex."""
        return hashlib.sha256(self.text.encode()).hexdigest()
