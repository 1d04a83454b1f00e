"""Public pages, held whole in the process: what they may depend on, where they are kept, who answers from there."""

from kit.pages.public import NotPublic, is_public, public_page
from kit.pages.store import SHELF

__all__ = ["SHELF", "NotPublic", "is_public", "public_page"]
