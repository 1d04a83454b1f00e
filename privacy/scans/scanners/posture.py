"""The site as it is set up and answers: settings, headers and cookies, modes of files, ports, age of backups."""

import datetime as dt
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.test import Client

from privacy.datamap import locks
from privacy.people.models import Person
from privacy.scans import registry
from privacy.scans.registry import scanner
from privacy.scans.types import Found, Look, Severity

HIGH, MODERATE = Severity.HIGH, Severity.MODERATE
HEADERS = ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy")
LISTENING = "0A"
LONGEST_WITHOUT_BACKUP = dt.timedelta(days=2)


@scanner("posture")
def posture(at: dt.datetime) -> Look:
    """Everything below."""
    looks = (_settings, _answers, _files, _ports, lambda: _backups(at), lambda: _launch(at))
    return Look([found for look in looks for found in look()], len(looks), at)


def _settings() -> Iterator[Found]:
    https = settings.SITE_URL.startswith("https://")
    wanted = {
        ("DEBUG", HIGH): not settings.DEBUG,
        ("SECRET_KEY", HIGH): len(settings.SECRET_KEY) > 20,
        ("ALLOWED_HOSTS", HIGH): "*" not in settings.ALLOWED_HOSTS,
        ("SESSION_COOKIE_HTTPONLY", HIGH): settings.SESSION_COOKIE_HTTPONLY,
        ("CSRF_COOKIE_HTTPONLY", MODERATE): settings.CSRF_COOKIE_HTTPONLY,
        ("SESSION_COOKIE_SECURE", HIGH): settings.SESSION_COOKIE_SECURE or not https,
        ("CSRF_COOKIE_SECURE", HIGH): settings.CSRF_COOKIE_SECURE or not https,
        ("SECURE_SSL_REDIRECT", HIGH): settings.SECURE_SSL_REDIRECT or not https,
        ("SECURE_HSTS_SECONDS", HIGH): settings.SECURE_HSTS_SECONDS >= 31_536_000 or not https,
        ("SHIJIANG_DEMO", HIGH): not (settings.DEMO and https),
        ("EMAIL_USE_TLS", HIGH): settings.EMAIL_USE_TLS or settings.PRIVACY_LOCAL_OUTBOX,
    }
    for (name, severity), fine in wanted.items():
        if not fine:
            yield Found("setting", name, severity, f"Set {name} as docs/running.md says.")


def _answers() -> Iterator[Found]:
    """The site asks itself, without a network: what every visitor would be sent."""
    client = Client(headers={"host": settings.ALLOWED_HOSTS[0]}, raise_request_exception=False)
    answer = client.get("/en/privacy/", secure=settings.SITE_URL.startswith("https://"))
    if answer.status_code != 200:
        yield Found("answer", "/en/privacy/", HIGH, f"It answers {answer.status_code}.")
    for header in HEADERS:
        if header not in answer.headers:
            yield Found("header", header, HIGH, f"Answers lack {header}.")
    for name in answer.cookies:
        yield Found("cookie", name, HIGH, "A public page sets a cookie.")


def _files() -> Iterator[Found]:
    """Keys are their owner's alone; databases and files are nobody else's to read."""
    top = Path(settings.VAR)
    keys = [path for path in (top / "keys").glob("*") if path.is_file()] if (top / "keys").is_dir() else []
    for path in keys:
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            yield Found("file-mode", f"keys/{path.name}", HIGH, "chmod 600")
    for path in [*top.glob("*.sqlite3"), top / "media"]:
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o007:
            yield Found("file-mode", path.name, MODERATE, "chmod o-rwx")


def _ports() -> Iterator[Found]:
    """Ports this user listens on for the whole world, from the kernel's own table; Linux alone has it."""
    for table in (Path("/proc/net/tcp"), Path("/proc/net/tcp6")):
        for line in table.read_text().splitlines()[1:] if table.exists() else ():
            cells = line.split()
            address, _, port = cells[1].rpartition(":")
            world = cells[3] == LISTENING and not address.strip("0") and int(cells[7]) == os.getuid()
            if world and int(port, 16) not in registry.policy().open_ports:
                yield Found("port", str(int(port, 16)), MODERATE, "Listen on 127.0.0.1, behind the proxy.")


def _backups(at: dt.datetime) -> Iterator[Found]:
    """The newest backup in the folder of backups, where there is such a folder."""
    folder = settings.PRIVACY_BACKUPS
    if folder is None:
        if not settings.DEMO:
            yield Found("backup", "none", HIGH, "Set SHIJIANG_BACKUPS to the folder that `manage.py backup` writes to.")
        return
    newest = max((path.stat().st_mtime for path in Path(folder).glob("*")), default=0.0)
    if dt.datetime.fromtimestamp(newest, dt.UTC) < at - LONGEST_WITHOUT_BACKUP:
        yield Found("backup", "old", HIGH, "No backup of the last two days: see what runs `manage.py backup`.")


def _launch(at: dt.datetime) -> Iterator[Found]:
    """A site that holds people's data under a notice that still follows the code keeps nothing it announced."""
    if locks.published(at) is None and Person.objects.exists():
        yield Found("launch", "notice", HIGH, "Run `manage.py privacy launch --on DATE`: until then nothing is locked.")
