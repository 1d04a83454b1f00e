"""Jobs of the gate."""

import datetime as dt

from django.conf import settings

from kit.jobs.registry import Args, every, job
from privacy.sharing import services
from privacy.vault import services as vault


@job("sharing.deliver", attempts=20)
def deliver(args: Args, at: dt.datetime) -> None:
    """Hand over one message."""
    services.deliver(key=str(args["key"]), at=at)


@job("sharing.demand", attempts=20)
def demand(args: Args, at: dt.datetime) -> None:
    """Ask one recipient to erase."""
    services.ask(reference=str(args["reference"]), at=at)


@every("sharing.chase", dt.timedelta(hours=6))
def chase(_args: Args, at: dt.datetime) -> None:
    """Ask recipients what nobody has asked them yet; remind those who have not confirmed."""
    services.chase(at=at)


@job("sharing.correct", attempts=20)
def correct(args: Args, at: dt.datetime) -> None:
    """Tell one recipient what was corrected."""
    services.send_correction(note_id=int(args["note"]), at=at)


@every("sharing.corrections", dt.timedelta(hours=6))
def corrections(_args: Args, at: dt.datetime) -> None:
    """Tell recipients what could not be told them before: no mailbox, or no contract in force."""
    services.send_corrections(at=at)


@every("sharing.forget-effects", dt.time(3, 50))
def forget_effects(_args: Args, at: dt.datetime) -> None:
    """Forget what was handed over before the oldest backup was made."""
    vault.forget_effects(before=at - dt.timedelta(days=settings.PRIVACY_BACKUPS_KEPT_DAYS + 1))
