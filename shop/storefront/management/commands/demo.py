"""`manage.py demo`: fills the studio with the demo collection and people."""

from django.core.management.base import BaseCommand

from kit import clock
from kit.demo import load_all


class Command(BaseCommand):
    help = "Load the demo studio. Loading it twice changes nothing."

    def handle(self, *_args: object, **_options: object) -> None:
        for name, loaded in load_all(at=clock.now()):
            self.stdout.write(f"demo {name}: {loaded}")
