"""What the studio learns from visits."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageCount:
    """In how many visits at least a page was seen, and the mean stay in seconds, both in coarse steps."""

    path: str
    visits: int
    stay_seconds: int
