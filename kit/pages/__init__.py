"""Public pages, held whole in the process: what they may depend on, where they are kept, who answers from there."""

from kit.pages.public import NotPublic, public_page
from kit.pages.store import SHELF

__all__ = ["SHELF", "NotPublic", "public_page"]
