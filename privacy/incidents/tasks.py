"""Jobs of the incidents room: notices go out until everybody was told, drills come round by themselves."""

import datetime as dt

from kit import clock
from kit.jobs.registry import Args, every, job
from privacy.access.types import Actor
from privacy.incidents import queries, registry, services
from privacy.incidents.models import Incident


@job("incidents.send", attempts=20)
def send(args: Args, at: dt.datetime) -> None:
    """Hand over what is due of one incident."""
    found = Incident.objects.filter(pk=str(args["incident"])).first()
    # A long run looks at the clock before each hundred: what it claims is claimed now, not when the run began.
    while found and services.send_next(incident=found, at=max(at, clock.now())):
        pass


@job("incidents.help", attempts=20)
def help_people(args: Args, at: dt.datetime) -> None:
    """Do what helps those concerned."""
    found = Incident.objects.get(pk=str(args["incident"]))
    services.help_people(
        incident=found, remedies=services.remedies_of(found), by=Actor("staff", str(args["by"])), at=at
    )


@every("incidents.pulse", dt.timedelta(minutes=5))
def pulse(_args: Args, at: dt.datetime) -> None:
    """Keepers are woken as the time runs out; what was put off or left behind by a killed worker is gone on with."""
    for found in queries.under_way().filter(handed_over_at=None):
        services.remind(incident=found, at=at)
    # Also of what is closed: a mail may come back after days.
    for found in Incident.objects.filter(handed_over_at=None, taken__step="send"):
        send({"incident": str(found.pk)}, at)


@every("incidents.drill", dt.timedelta(days=1))
def drill(_args: Args, at: dt.datetime) -> None:
    """A drill whenever the last is too long ago; a person still has to look at the notices and agree."""
    newest = queries.incidents().filter(drill=True).first()
    if newest is None or newest.known_at < at - registry.plan().drill.every:
        services.begin_drill(at=at)
