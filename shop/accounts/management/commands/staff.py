"""`manage.py staff grant EMAIL ROLE`, `revoke EMAIL`, `list`: who works in the studio."""

from kit.subcommands import Dispatcher


class Command(Dispatcher):
    help = "Who works in the studio, and in which post."
    group = "staff"
