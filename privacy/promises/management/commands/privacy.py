"""`manage.py privacy …`: everything an operator asks of the engine."""

from kit.subcommands import Dispatcher


class Command(Dispatcher):
    help = "Explain, prove and operate the privacy engine."
    group = "privacy"
