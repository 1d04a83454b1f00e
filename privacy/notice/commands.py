"""`manage.py privacy record|explain|publish|launch|prepare`: what the declarations say."""

import json
from argparse import ArgumentParser, Namespace

from django.apps import apps
from django.core.management.base import CommandError, OutputWrapper

from kit import clock
from kit.subcommands import subcommand
from privacy.datamap import queries as datamap
from privacy.notice import services, versions
from privacy.notice.explaining import explained
from privacy.notice.markdown import markdown
from privacy.notice.record import record
from privacy.notice.types import Launched


def _record_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="JSON instead of Markdown")


@subcommand("privacy", "record", help="print the record of processing", arguments=_record_arguments)
def print_record(options: Namespace, out: OutputWrapper) -> None:
    """The record of processing, as Markdown or JSON."""
    said = record()
    out.write(json.dumps(said, indent=1, ensure_ascii=False) if options.json else markdown(said))


def _explain_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("model", nargs="?", help="app_label.Model")
    parser.add_argument(
        "--all", action="store_true", help="every declared model, those without anything personal included"
    )


@subcommand("privacy", "explain", help="say what is declared of a model", arguments=_explain_arguments)
def explain(options: Namespace, out: OutputWrapper) -> None:
    """Path to the person, clock and ending of a model; of each field its purposes, recipients, clock or reason."""
    if not options.all and not options.model:
        raise CommandError("name a model (app_label.Model) or say --all")
    try:
        wanted = datamap.declarations() if options.all else [datamap.declaration(apps.get_model(options.model))]
    except (LookupError, ValueError) as unknown:  # a name without a dot is a ValueError
        raise CommandError(str(unknown)) from unknown
    for said in wanted:
        out.write("\n".join(explained(said, at=clock.now())) + "\n")


def _publish_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("version")
    parser.add_argument("--effective-on", required=True, help="YYYY-MM-DD")


@subcommand("privacy", "publish", help="write the notice's version down", arguments=_publish_arguments)
def publish(options: Namespace, out: OutputWrapper) -> None:
    """Fingerprint the declarations as the founding version, until the site is launched."""
    try:
        versions.publish(options.version, effective_on=options.effective_on)
    except Launched as stands:
        raise CommandError(str(stands)) from stands
    out.write(f"published {options.version}: {versions.fingerprint()}")


def _launch_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--on", required=True, help="YYYY-MM-DD")


@subcommand("privacy", "launch", help="let the founding notice stand", arguments=_launch_arguments)
def launch(options: Namespace, out: OutputWrapper) -> None:
    """From this day on the notice changes by announced versions alone: on this site, and for the build."""
    stands = services.launch(at=clock.now())
    out.write(f"{versions.published()['version']} {'stands' if stands else 'stood already'} on this site")
    try:
        versions.launch(on=options.on)
    except OSError:
        out.write("the file of the notice cannot be written here: launch it where the site is built, too")
        return
    out.write(f"launched on {options.on}: what goes beyond {versions.published()['version']} is locked from now on")


def _prepare_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("version")


@subcommand("privacy", "prepare", help="write down what the next version will declare", arguments=_prepare_arguments)
def prepare(options: Namespace, out: OutputWrapper) -> None:
    """After the launch: the build compares the code with this until the version is announced at the desk."""
    versions.prepare(options.version)
    out.write(f"prepared {options.version}: {versions.fingerprint()}")
