"""`manage.py privacy promises`: which tests keep which promise."""

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError, OutputWrapper

from kit.subcommands import subcommand
from privacy.promises.collect import marked_tests


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="fail when the collected list is out of date")


@subcommand("privacy", "promises", help="collect which tests keep which promise", arguments=_arguments)
def collect(options: Namespace, out: OutputWrapper) -> None:
    """Write the list that `/promises` shows, or check that it is true."""
    path = Path(settings.PRIVACY_PROMISE_TESTS)
    fresh = json.dumps(marked_tests(Path(settings.BASE_DIR) / "tests"), indent=1) + "\n"
    if not options.check:
        path.write_text(fresh)
    elif not path.exists() or path.read_text() != fresh:
        raise CommandError(f"{path.name} is out of date: run manage.py privacy promises")
    out.write(f"{len(json.loads(fresh))} promises have tests")
