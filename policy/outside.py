"""Sites the studio links to often, and what may happen to data there. Others are announced in general words."""

from privacy.outside.types import Known

# None yet: a site enters with the first link to it.
ALL: tuple[Known, ...] = ()
