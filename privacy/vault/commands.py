"""`manage.py privacy keys …`: making, checking and re-wrapping keys."""

from argparse import ArgumentParser, Namespace

from django.core.management.base import CommandError, OutputWrapper

from kit.subcommands import subcommand
from privacy.vault import rotation, services
from privacy.vault.types import KeystoreError

ACTIONS = ("create", "verify", "rotate")


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("action", choices=ACTIONS)


@subcommand("privacy", "keys", help="create, verify or re-wrap the key store", arguments=_arguments)
def keys(options: Namespace, out: OutputWrapper) -> None:
    """`create` makes what is missing, `verify` says whether all belongs together, `rotate` changes the master key."""
    try:
        {"create": _create, "verify": _verify, "rotate": _rotate}[options.action](out)
    except KeystoreError as error:
        raise CommandError(str(error)) from error


def _create(out: OutputWrapper) -> None:
    services.create_keystore()
    out.write("the key store is ready")


def _verify(out: OutputWrapper) -> None:
    services.verify_keystore()
    out.write("key store, master key and database belong together")


def _rotate(out: OutputWrapper) -> None:
    out.write(f"{rotation.rotate()} keys are wrapped by the new master key")
