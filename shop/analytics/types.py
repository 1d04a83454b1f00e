"""What the studio learns from visits."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageCount:
    """How often a page was seen, by how many visits, and the mean stay in seconds."""

    path: str
    views: int
    visits: int
    stay_seconds: int
