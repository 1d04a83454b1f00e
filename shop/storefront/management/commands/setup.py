"""`manage.py setup`: brings keys, databases, translations and static files up to date; harmless when they are."""

import time

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from kit import clock
from privacy.ledger.services import create_key
from privacy.notice import services as notice
from privacy.notice import versions
from privacy.vault.services import create_keystore


class Command(BaseCommand):
    help = "Prepare everything the site needs to serve: run it after each update."

    def handle(self, *_args: object, **_options: object) -> None:
        for database in settings.DATABASES:
            self._step(f"database {database}", "migrate", database=database)
            call_command("createcachetable", database=database, verbosity=0)
        create_keystore()
        create_key()
        self._step("static files", "collectstatic", interactive=False)
        if settings.DEMO:
            self._step("demo studio", "demo")
        if settings.DEMO or versions.published().get("launched_on"):
            notice.launch(at=clock.now())

    def _step(self, title: str, command: str, **options: object) -> None:
        begun = time.monotonic()
        call_command(command, verbosity=0, **options)
        self.stdout.write(f"{title}: {time.monotonic() - begun:.1f} s")
