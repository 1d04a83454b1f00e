"""`manage.py restore FILE`, `manage.py restore --keys FILE`, `manage.py restore --replay`."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from kit import clock
from privacy.erasure import backups, services
from privacy.erasure.types import BackupRefused
from privacy.vault.services import verify_keystore


class Command(BaseCommand):
    help = "Put a backup back, then erase again everybody who was erased since. Until then the site does not serve."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, nargs="?")
        parser.add_argument("--overwrite", action="store_true", help="replace the site that is in this place")
        parser.add_argument("--keys", action="store_true", help="FILE is a copy of the key store")
        parser.add_argument("--replay", action="store_true", help="only erase again whoever was erased")

    def handle(self, *_args: object, file: Path | None, overwrite: bool, keys: bool, replay: bool, **_o: Any) -> None:
        if (file is None) is not replay:
            raise CommandError("name a backup, or --replay")
        try:
            if file and keys:
                backups.restore_keys(file, at=clock.now())
                return
            if file:
                manifest = backups.restore(file, at=clock.now(), overwrite=overwrite)
                self.stdout.write(f"restored what was saved at {manifest['made_at']}")
        except BackupRefused as refused:
            raise CommandError(f"{refused}. Nothing was touched.") from refused
        for database in settings.DATABASES:
            call_command("migrate", database=database, verbosity=0)
        verify_keystore()
        self.stdout.write(f"{services.replay(at=clock.now())} erased people were in it and are gone again")
