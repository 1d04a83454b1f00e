"""`manage.py restore FILE`, `restore --keys FILE`, `restore --replay`, `restore --prove [FOLDER]`."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from kit import clock
from privacy.erasure import backups, services
from privacy.erasure.proving import proof
from privacy.erasure.types import BackupRefused


class Command(BaseCommand):
    help = "Put a backup back, then erase again everybody who was erased since. Until then the site does not serve."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, nargs="?")
        parser.add_argument("--overwrite", action="store_true", help="replace the site that is in this place")
        parser.add_argument("--keys", action="store_true", help="FILE is a copy of the key store")
        parser.add_argument("--replay", action="store_true", help="only erase again whoever was erased")
        parser.add_argument(
            "--prove", action="store_true", help="try the newest and the oldest copy elsewhere; FILE is their folder"
        )

    def handle(
        self, *_args: object, file: Path | None, overwrite: bool, keys: bool, replay: bool, prove: bool, **_o: Any
    ) -> None:
        if prove:
            self._prove(file or settings.PRIVACY_BACKUPS)
            return
        if (file is None) is not replay:
            raise CommandError("name a backup, --replay or --prove")
        try:
            if file and keys:
                backups.restore_keys(file, at=clock.now())
                return
            if file:
                manifest = backups.restore(file, at=clock.now(), overwrite=overwrite)
                self.stdout.write(f"restored what was saved at {manifest['made_at']}")
        except BackupRefused as refused:
            raise CommandError(f"{refused}. Nothing was touched.") from refused
        self.stdout.write(f"{services.finish_restore(at=clock.now())} erased people were in it and are gone again")

    def _prove(self, folder: Path | str | None) -> None:
        """Exit 1 unless every copy could be put back and nobody erased was in it afterwards."""
        if not folder:
            raise CommandError("name the folder of backups, or set SHIJIANG_BACKUPS")
        try:
            made = proof.prove(folder=Path(folder), at=clock.now())
        except BackupRefused as refused:
            raise CommandError(str(refused)) from refused
        for one in made.copies:
            words = ", ".join(f"{name} {value}" for name, value in one.items() if name not in {"name", "fault"})
            self.stdout.write(f"{one['name']}: {one['fault'] or 'fits'}; {words}")
        if made.fault:
            raise CommandError(f"the restore is not proved: {made.fault}")
        self.stdout.write(f"proved in {made.seconds} s: nobody erased is back")
