"""`manage.py receive`: takes in mail on this machine until told to stop."""

from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand

from kit.jobs import registry
from privacy.correspondence.receiving import LOOPBACK, serve


class Command(BaseCommand):
    help = "Take in mail by SMTP on the loopback address. Stops on SIGTERM or Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=settings.PRIVACY_MAIL_PORT, help="0 takes a free one")

    def handle(self, *, port: int, **_options: object) -> None:
        registry.check_guards()
        serve(port=port, ready=lambda taken: self.stdout.write(f"mail on {LOOPBACK}:{taken}"))
