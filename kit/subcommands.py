"""Several rooms, one command: `manage.py GROUP NAME …`, each subcommand registered in its room's `commands.py`."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.core.management.base import BaseCommand, CommandParser, OutputWrapper
from django.utils.module_loading import autodiscover_modules

Run = Callable[[Namespace, OutputWrapper], None]
AddArguments = Callable[[ArgumentParser], None]


@dataclass(frozen=True, slots=True)
class Subcommand:
    """One verb of a group: what it does, its arguments."""

    help: str
    run: Run
    add_arguments: AddArguments


_groups: dict[str, dict[str, Subcommand]] = {}


def subcommand(group: str, name: str, *, help: str, arguments: AddArguments = lambda _: None) -> Callable[[Run], Run]:  # noqa: A002  argparse's own word
    """Register the decorated `(options, out) -> None` as `manage.py GROUP NAME`. It raises CommandError to fail."""

    def register(run: Run) -> Run:
        _groups.setdefault(group, {})[name] = Subcommand(help, run, arguments)
        return run

    return register


def of_group(group: str) -> Mapping[str, Subcommand]:
    """Every subcommand of a group, from all installed apps."""
    autodiscover_modules("commands")
    return _groups.get(group, {})


class Dispatcher(BaseCommand):
    """A management command that hands over to the subcommands of `group`."""

    group: str

    def add_arguments(self, parser: CommandParser) -> None:
        choices = parser.add_subparsers(dest="subcommand", required=True)
        for name, known in sorted(of_group(self.group).items()):
            known.add_arguments(choices.add_parser(name, help=known.help))

    def handle(self, *_args: object, subcommand: str, **options: object) -> None:
        _groups[self.group][subcommand].run(Namespace(**options), self.stdout)
