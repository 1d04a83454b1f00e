"""What the desk shows."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for a hand: how many, and the page (URL name) where it is done."""

    title: str
    count: int
    page: str
