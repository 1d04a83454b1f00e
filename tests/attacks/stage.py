"""Everybody of the sweeps, gathered once for many tests, and the forms that stand on the pages they see."""

from dataclasses import dataclass
from functools import cached_property

from tests.attacks.cast import Cast
from tests.attacks.forms import Sent, sent


@dataclass(frozen=True)
class Stage:
    """The people and, read when first asked for, every form of the site filled in."""

    cast: Cast

    @cached_property
    def forms(self) -> list[Sent]:
        """Every form of every page."""
        return sent(self.cast)
