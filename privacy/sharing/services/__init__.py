"""The gate's verbs: disclose, post, terminate."""

from privacy.sharing.services.gate import disclose, terminate
from privacy.sharing.services.post import deliver, post

__all__ = ["deliver", "disclose", "post", "terminate"]
