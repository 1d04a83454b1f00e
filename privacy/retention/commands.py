"""`manage.py privacy sweep`: clean up now, count what would go, or say that the clock is right."""

from argparse import ArgumentParser, Namespace

from django.core.management.base import CommandError, OutputWrapper

from kit import clock
from kit.jobs.registry import check_guards
from kit.subcommands import subcommand
from privacy.retention import queries, services


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="count, touch nothing")
    parser.add_argument("--clock-is-right", action="store_true", help="believe the clock after it leapt")


@subcommand("privacy", "sweep", help="delete or empty everything whose clock has ended", arguments=_arguments)
def sweep(options: Namespace, out: OutputWrapper) -> None:
    """Sweep and print the report."""
    check_guards()
    at = clock.now()
    if options.clock_is_right:
        services.confirm_clock(at=at)
    report = services.sweep(at=at, dry_run=options.dry_run)
    if report.asked and (leap := queries.clock_leap()):
        raise CommandError(
            f"the clock leapt from {leap[0]:%Y-%m-%d %H:%M} to {leap[1]:%Y-%m-%d %H:%M}: nothing was touched."
            " If it is right (the machine was off), run again with --clock-is-right."
        )
    for line in report.lines:
        out.write(f"{line.count:>9} {line.how:<9} {line.what}")
    out.write(f"{report.total:>9} in all{', counted only' if report.dry_run else ''}")
