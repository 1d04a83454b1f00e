"""A Python with Django set up, which forks whenever a test wants a process of its own: the start is paid once.

A fork is a process like any other: it has its own environment, settings, connections and output, and dies of SIGKILL
as a fresh one does. Nothing is opened before the fork. Tests of what happens at start-up start a fresh Python instead.
"""

import atexit
import importlib
import io
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
import traceback
import types
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

from kit.collector import settle

ROOT = Path(__file__).parent.parent
SETTINGS = "config.settings_test"
# What commands and pages import when they are first asked for; the table of addresses is built from settings.
LAZY = ("commands", "views", "forms", "urls", "services", "queries")


class Forked:
    """One process, with what tests use of `subprocess.Popen`."""

    def __init__(self, code: str, env: dict[str, str], *, stderr: int | None = None) -> None:
        out, into = os.pipe()
        errors, complaints = os.pipe() if stderr == subprocess.PIPE else (-1, os.dup(2))
        self._told, status = os.pipe()
        request = json.dumps({"code": code, "env": env}).encode()
        socket.send_fds(_nursery()[0], [request], [into, complaints, status])
        for end in (into, complaints, status):
            os.close(end)
        self.args, self._line = [sys.executable, "-c", code], b""
        self.returncode: int | None = None
        self.stdout = os.fdopen(out, encoding="utf-8")
        self.stderr = os.fdopen(errors, encoding="utf-8") if errors >= 0 else None
        self.pid = int(self._next(None) or 0)

    def __del__(self) -> None:
        for pipe in (self.stdout, self.stderr):
            if pipe:
                pipe.close()

    def poll(self) -> int | None:
        """The code it ended with (minus a signal's number); None while it runs."""
        return self._ended(0)

    def wait(self, timeout: float | None = None) -> int:
        """The code it ended with; `TimeoutExpired` when it runs on."""
        code = self._ended(timeout)
        if code is None:
            raise subprocess.TimeoutExpired(self.args, timeout or 0)
        return code

    def communicate(self, timeout: float | None = None) -> tuple[str, str]:
        """Everything it printed, once it has ended."""
        end = None if timeout is None else time.monotonic() + timeout
        said = {one.fileno(): io.BytesIO() for one in (self.stdout, self.stderr) if one}
        left = set(said)
        while left:
            rest = None if end is None else end - time.monotonic()
            ready = select.select(list(left), [], [], rest)[0] if rest is None or rest > 0 else []
            if not ready:
                raise subprocess.TimeoutExpired(self.args, timeout or 0)
            for one in ready:
                part = os.read(one, 65536)
                said[one].write(part)
                left -= set() if part else {one}
        out, errors = (said[one.fileno()].getvalue().decode() if one else "" for one in (self.stdout, self.stderr))
        self.wait(None if end is None else max(1, end - time.monotonic()))
        return out, errors

    def send_signal(self, number: int) -> None:
        """As to any process; nothing to one that has ended."""
        if self.poll() is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)

    def _ended(self, timeout: float | None) -> int | None:
        if self.returncode is None and (line := self._next(timeout)) is not None:
            self.returncode = int(line)
            os.close(self._told)
        return self.returncode

    def _next(self, timeout: float | None) -> bytes | None:
        """The keeper's next line: first the number of the process, then how it ended."""
        end = None if timeout is None else time.monotonic() + timeout
        while b"\n" not in self._line:
            rest = None if end is None else max(0, end - time.monotonic())
            if not select.select([self._told], [], [], rest)[0]:
                return None
            part = os.read(self._told, 64)
            if not part:
                raise RuntimeError("the nursery is gone")
            self._line += part
        line, _, self._line = self._line.partition(b"\n")
        return line


@cache
def _nursery() -> tuple[socket.socket, "subprocess.Popen[bytes]"]:
    """The way to the process that forks for this test worker; it ends when the worker does."""
    here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    command = [sys.executable, "-m", "tests.forking", str(there.fileno())]
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": SETTINGS}
    process = subprocess.Popen(command, cwd=ROOT, env=env, pass_fds=[there.fileno()])
    there.close()
    return here, process


def main() -> None:
    """Set up, then fork on request until nobody can ask any more."""
    import django  # noqa: PLC0415 - the other side has it long since
    import django.test.signals  # noqa: PLC0415 - lets go of caches and storages when settings change

    django.setup()
    _look_ahead()
    settle()
    asked = socket.socket(fileno=int(sys.argv[1]))
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        request, ends, *_ = socket.recv_fds(asked, 1 << 20, 3)
        if not request:
            return
        if os.fork() == 0:
            asked.close()
            _keep(json.loads(request), *ends)
        for end in ends:
            os.close(end)


def _look_ahead() -> None:
    for package in ("kit", "privacy", "shop", "policy", "ui"):
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            if set(parts) & set(LAZY) and "tests" not in parts:
                importlib.import_module(".".join(parts).removesuffix(".__init__"))


def _keep(request: dict[str, Any], out: int, errors: int, status: int) -> NoReturn:
    """Fork the process itself, and tell how it ends."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    child = os.fork()
    if child == 0:
        os.close(status)
        _become(request, out, errors)
    for end in (out, errors):
        os.close(end)
    os.dup2(os.open(os.devnull, os.O_RDWR), 1)
    os.write(status, f"{child}\n".encode())
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    with suppress(BrokenPipeError):
        os.write(status, f"{code}\n".encode())
    os._exit(0)


def _become(request: dict[str, Any], out: int, errors: int) -> NoReturn:
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(out, 1)
    os.dup2(errors, 2)
    for end in (out, errors):
        os.close(end)
    sys.stderr = io.TextIOWrapper(io.FileIO(2, "w"), encoding="utf-8", write_through=True)
    if request["env"].get("PYTHONUNBUFFERED"):
        sys.stdout = io.TextIOWrapper(io.FileIO(1, "w"), encoding="utf-8", write_through=True)
    else:
        sys.stdout = os.fdopen(1, "w", encoding="utf-8")
    sys.argv = ["-c"]
    os.environ.clear()
    os.environ.update(request["env"])
    code = 1
    try:
        _read_settings_again()
        sys.modules["__main__"] = types.ModuleType("__main__")
        exec(compile(request["code"], "<string>", "exec"), vars(sys.modules["__main__"]))  # noqa: S102 - a test's own
        code = 0
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else int(left.code is not None)
        if isinstance(left.code, str):
            sys.stderr.write(f"{left.code}\n")
    except BaseException:  # noqa: BLE001 - told as any Python tells it
        traceback.print_exc()
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with suppress(BrokenPipeError):
            stream.flush()
    os._exit(code)


def _read_settings_again() -> None:
    """All that is read from the environment at start is read from this process's own."""
    from django.apps import apps  # noqa: PLC0415 - in the forks alone
    from django.conf import Settings, settings  # noqa: PLC0415 - likewise
    from django.test import override_settings  # noqa: PLC0415 - likewise
    from django.utils.log import configure_logging  # noqa: PLC0415 - likewise

    for name in ("config.settings", SETTINGS, "kit.failpoints"):
        importlib.reload(sys.modules[name])
    fresh: Any = Settings(SETTINGS)
    names = [name for name in dir(fresh) if name.isupper() and getattr(fresh, name) != getattr(settings, name, None)]
    override_settings(**{name: getattr(fresh, name) for name in names if name != "DATABASES"}).enable()
    _connect_to(fresh.DATABASES)
    configure_logging(settings.LOGGING_CONFIG, settings.LOGGING)
    apps.get_app_config("privacy_sharing").ready()


def _connect_to(databases: dict[str, Any]) -> None:
    """Django warns of other databases under way; nothing is connected to the former ones yet."""
    from asgiref.local import Local  # noqa: PLC0415 - in the forks alone
    from django.conf import settings  # noqa: PLC0415 - likewise
    from django.db import connections  # noqa: PLC0415 - likewise

    settings.DATABASES = databases
    known: Any = connections
    known._settings = None
    vars(known).pop("settings", None)
    known._connections = Local(known.thread_critical)


if __name__ == "__main__":
    main()
