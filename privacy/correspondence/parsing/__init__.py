"""Reading mail that strangers wrote: bounded, never trusting what it says of itself, never raising."""

from privacy.correspondence.parsing.contents import contents
from privacy.correspondence.parsing.envelope import bounced, envelope

__all__ = ["bounced", "contents", "envelope"]
