"""Asking for advisories, looking for weak spots, and taking one on."""

from privacy.scans.services.learning import ask
from privacy.scans.services.looking import scan, take_on

__all__ = ["ask", "scan", "take_on"]
