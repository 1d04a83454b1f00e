"""`manage.py privacy keys …`: making, checking and re-wrapping keys."""

import os
import time
from argparse import ArgumentParser, Namespace
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError, OutputWrapper

from kit.subcommands import subcommand
from privacy.vault import master, services
from privacy.vault.types import KeystoreError

# A process that read the old master key just before the change has written its last key with it by then.
GRACE_SECONDS = 2
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
    """The new master key takes its place first, the old one stays beside it until every key is wrapped anew.

    Running processes go on: they find the master key a key was wrapped by. Interrupted, the next run goes on.
    """
    path = Path(settings.PRIVACY_MASTER_KEY_FILE)
    old = master.replaced(path)
    if not old.exists():
        following = path.with_suffix(".next")
        following.unlink(missing_ok=True)
        master.create(following)
        os.link(path, old)
        following.rename(path)
    count = services.rewrap()
    time.sleep(GRACE_SECONDS)
    count += services.rewrap()
    services.verify_keystore()
    old.unlink()
    out.write(f"{count} keys are wrapped by the new master key")
