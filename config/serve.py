"""`python -m config.serve`: the whole site on one machine. Starts its parts, restarts what dies, stops on Ctrl-C."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field

from config.prepare import ROOT, VAR, make_secret, prepare

PORT = int(os.environ.get("PORT", "8000"))
HOST = os.environ.get("HOST", "127.0.0.1")
URL = os.environ.get("SHIJIANG_URL", f"http://localhost:{PORT}")
SANDBOX_PORT = PORT + 1
MAIL_PORT = int(os.environ.get("SHIJIANG_MAIL_PORT", str(PORT + 2)))
DEMO = os.environ.get("SHIJIANG_DEMO", "1") == "1"
DEMO_SIGN_IN = "keeper@demo.example (staff) or visitor@demo.example, password: sixty coats of lacquer"
GRACE_SECONDS = 15
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux's prctl


@dataclass
class Part:
    """One process of the site."""

    name: str
    command: list[str]
    failures: int = 0
    started: float = 0.0
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def start(self) -> None:
        """Start it in a session of its own, so that Ctrl-C reaches this supervisor alone."""
        self.started = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603 our own commands
            self.command,
            cwd=ROOT,
            env=environment(),
            start_new_session=True,
            preexec_fn=_die_with_parent,  # noqa: PLW1509 this supervisor has one thread
        )

    def is_dead(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def pause(self) -> float:
        """Seconds to wait before starting again: none after a long life, growing when it dies at once."""
        self.failures = self.failures + 1 if time.monotonic() - self.started < 10 else 0
        return float(min(2**self.failures - 1, 30))

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def bury(self, seconds: float) -> None:
        """Wait for the end; kill what does not end by itself."""
        if self.process is None:
            return
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGTERM)


def environment() -> dict[str, str]:
    """What every part is told."""
    return {
        **os.environ,
        "SHIJIANG_VAR": str(VAR),
        "SHIJIANG_URL": URL,
        "SHIJIANG_SANDBOX_URL": f"http://127.0.0.1:{SANDBOX_PORT}",
        "SHIJIANG_SANDBOX_PAGES": os.environ.get("SHIJIANG_SANDBOX_PAGES", f"http://localhost:{SANDBOX_PORT}"),
        "SHIJIANG_MAIL_PORT": str(MAIL_PORT),
        "PYTHONUNBUFFERED": "1",
    }


def parts() -> list[Part]:
    """The processes that make up the site."""
    web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", HOST, "--port", str(PORT)]
    # Backpressure: what two workers of four threads cannot take at once waits in the kernel's queue, not in memory.
    web += ["--workers", "2", "--blocking-threads", "4", "--backlog", "512", "--backpressure", "32"]
    web += ["--respawn-failed-workers", "--log-level", "warning", "--no-ws", "config.wsgi:application"]
    site = [Part("web", web), Part("jobs", [sys.executable, "manage.py", "work"])]
    if MAIL_PORT:
        site.append(Part("mail", [sys.executable, "manage.py", "receive"]))
    if DEMO:
        bank = [sys.executable, "-m", "shop.payments.sandbox", "--host", HOST, "--port", str(SANDBOX_PORT)]
        bank += ["--state", str(VAR / "sandbox"), "--keys", str(VAR / "keys")]
        bank += ["--public-url", environment()["SHIJIANG_SANDBOX_PAGES"]]
        bank += ["--webhook-url", f"http://127.0.0.1:{PORT}/payments/webhooks/sandbox"]
        site.append(Part("payments", bank))
    return site


def supervise(site: list[Part], stop: threading.Event) -> None:
    """Keep every part running until told to stop."""
    restart_at: dict[str, float] = {}
    begun, ready = time.monotonic(), False
    web, *rest = site
    web.start()
    while not stop.wait(0.1):
        if not ready and (ready := _answers()):
            for part in rest:  # the first page need not share the processor with them
                part.start()
            tell(f"Ready after {time.monotonic() - begun:.1f} s. Ctrl-C stops everything.\n{addresses()}")
        for part in site:
            if part.is_dead() and part.name not in restart_at:
                restart_at[part.name] = time.monotonic() + part.pause()
                tell(f"{part.name} ended unexpectedly; starting it again")
            if part.name in restart_at and time.monotonic() >= restart_at[part.name]:
                del restart_at[part.name]
                part.start()


def stop_all(site: list[Part]) -> None:
    """Ask every part to finish what it has in hand; after the grace period, end it."""
    for part in site:
        part.stop()
    end = time.monotonic() + GRACE_SECONDS
    for part in site:
        part.bury(max(0.1, end - time.monotonic()))


def _answers() -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/", timeout=5):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def addresses() -> str:
    """What a person may open now."""
    lines = [f"  shop         {URL}/"]
    if MAIL_PORT:
        lines.append(f"  mail in      127.0.0.1:{MAIL_PORT} (SMTP)")
    if DEMO:
        lines += [f"  staff desk   {URL}/desk/", f"  mail outbox  {URL}/outbox/", f"  sign in as   {DEMO_SIGN_IN}"]
    return "\n".join(lines)


def tell(line: str) -> None:
    print(line, flush=True)  # noqa: T201 a person at a terminal reads this


def refuse_taken_ports() -> None:
    """End with a plain sentence where another program holds a port."""
    for port in filter(None, (PORT, SANDBOX_PORT if DEMO else 0, MAIL_PORT)):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                sys.exit(f"Port {port} is taken: choose another with PORT=…, e.g. PORT={PORT + 100} bin/serve")


def main() -> None:
    """Prepare, serve, stop."""
    os.umask(0o077)
    refuse_taken_ports()
    prepare()
    for name in ("sandbox-api", "sandbox-webhook") if DEMO else ():
        make_secret(name)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda _signal, _frame: stop.set())
    site = parts()
    try:
        supervise(site, stop)
    finally:
        stop_all(site)
    tell("Stopped.")


if __name__ == "__main__":
    main()
