"""The verbs of the children's room: watch, decide, hear a guardian."""

from privacy.children.services.deciding import decide
from privacy.children.services.guardians import ask, grant, index_of_child, refuse
from privacy.children.services.watching import watch

__all__ = ["ask", "decide", "grant", "index_of_child", "refuse", "watch"]
