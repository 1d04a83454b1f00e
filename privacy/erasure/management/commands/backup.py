"""`manage.py backup FOLDER`, `manage.py backup --keys FILE`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kit import clock
from privacy.erasure import backups
from privacy.erasure.types import BackupRefused
from privacy.vault.services import verify_keystore
from privacy.vault.types import KeystoreError


class Command(BaseCommand):
    help = "Copy databases and files, without keys, while the site runs. --keys copies the key store alone."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("place", type=Path, help="a folder; with --keys the one file that is overwritten each time")
        parser.add_argument("--keys", action="store_true", help="the key store, to be kept apart from all backups")

    def handle(self, *_args: object, place: Path, keys: bool, **_options: Any) -> None:
        try:
            verify_keystore()  # a copy of what does not belong together could never be put back
            if keys:
                backups.back_up_keys(place, at=clock.now())
                self.stdout.write(
                    f"{place}\nThe master key is not in it. Keep this file, the master key and backups apart."
                )
                return
            made = backups.back_up(place, at=clock.now())
        except (BackupRefused, KeystoreError) as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"{made}\nPersonal values in it are sealed; its manifest lists what is not (dates, amounts).")
