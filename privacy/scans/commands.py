"""`manage.py privacy scan`."""

from argparse import Namespace

from django.core.management.base import CommandError, OutputWrapper

from kit import clock
from kit.subcommands import subcommand
from privacy.scans import queries, services
from privacy.scans.types import CouldNotAsk


@subcommand("privacy", "scan", help="ask for advisories and look for weak spots now")
def scan(_options: Namespace, out: OutputWrapper) -> None:
    """Prints what is open; fails when anything is past its day, or the service that is set could not be asked."""
    at, trouble = clock.now(), ""
    try:
        services.ask(at=at)
    except CouldNotAsk as error:
        trouble = str(error.trouble.label)
    services.scan(at=at)
    for one in queries.open_findings():
        out.write(f"{one.due_at:%Y-%m-%d} {one.severity} {one.check_id} {one.subject}: {one.mend}")
    if late := queries.overdue(at=at):
        raise CommandError(f"{late} past their day")
    if trouble:
        raise CommandError(f"the service of advisories could not be asked: {trouble}")
