"""Sweeping what has expired, and believing the clock."""

from privacy.retention.pulse import beat
from privacy.retention.pulse import confirm as confirm_clock
from privacy.retention.services.sweep import sweep

__all__ = ["beat", "confirm_clock", "sweep"]
