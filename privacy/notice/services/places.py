"""Our own stores rest where the notice in force says, or no process of ours works."""

import datetime as dt

from privacy.datamap import locks
from privacy.notice.types import Moved
from privacy.sharing.places import stores


def verify_places(*, at: dt.datetime) -> None:
    """Raise `Moved` while a store rests elsewhere than the notice in force tells, or is not told of at all.

    Called before serving and before work. A move is declared as `moves_to`, announced, and made once its day has come.
    """
    promised = locks.published(at)
    if promised is None:
        return
    for one in stores():
        told = promised.stores.get(one.id)
        if one.country and (told is None or told not in {one.country, one.moves_to}):
            says = f"says {told}" if told else "does not tell of it"
            raise Moved(
                f"store {one.id!r} is declared to rest in {one.country}, but the notice in force {says}: "
                "put it back, declare where it moves_to in policy/places.py, announce that and wait for the day"
            )
