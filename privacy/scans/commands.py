"""`manage.py privacy scan`."""

from argparse import Namespace

from django.core.management.base import CommandError, OutputWrapper

from kit import clock
from kit.subcommands import subcommand
from privacy.scans import queries, services


@subcommand("privacy", "scan", help="look for weak spots now")
def scan(_options: Namespace, out: OutputWrapper) -> None:
    """Prints what is open; fails when anything is past its day."""
    at = clock.now()
    services.scan(at=at)
    for one in queries.open_findings():
        out.write(f"{one.due_at:%Y-%m-%d} {one.severity} {one.check_id} {one.subject}: {one.mend}")
    if late := queries.overdue(at=at):
        raise CommandError(f"{late} past their day")
