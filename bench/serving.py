"""Starting servers the way the site is served, and asking them many times over."""

import contextlib
import os
import random
import selectors
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.house import ROOT

TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its port and its processes' parent."""

    port: int
    pid: int

    def cpu_seconds(self) -> float:
        """CPU used so far by the server and all its children."""
        return sum(_cpu(pid) for pid in _family(self.pid))


@dataclass(frozen=True, slots=True)
class Asked:
    """What a round of requests took."""

    count: int
    seconds: float
    cpu_seconds: float
    slowest_of_95: float

    @property
    def per_second(self) -> float:
        return self.count / self.seconds

    @property
    def cpu_ms(self) -> float:
        return 1000 * self.cpu_seconds / self.count


def free_port() -> int:
    """A port nobody listens on, and none of those a system gives to whoever connects.

    Somebody who asks one of those again and again before a server listens there is at last connected to themselves.
    """
    for port in random.SystemRandom().sample(range(20_000, 30_000), 100):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise OSError("a hundred ports are taken")


@contextlib.contextmanager
def serving(application: str, *, env: Mapping[str, str]) -> Iterator[Server]:
    """A granian server as `bin/serve` starts it, with one worker so that CPU is easy to count."""
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--workers", "1"]
    command += ["--blocking-threads", "4", "--no-ws", "--log-level", "warning", application]
    process = subprocess.Popen(command, cwd=ROOT, env=dict(env))
    try:
        _wait(port)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        process.wait(20)


def ask(server: Server, path: str, *, count: int, clients: int = 8, headers: str = "") -> Asked:
    """`count` requests for `path` over `clients` kept connections. Raises on anything but 200."""
    request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n".encode()
    sockets = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(clients)]
    watched, times, left = selectors.DefaultSelector(), [], count
    cpu, begun = server.cpu_seconds(), time.perf_counter()
    for one in sockets:
        one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        one.sendall(request)
        watched.register(one, selectors.EVENT_READ, [time.perf_counter(), b"", -1])
    left -= clients
    while watched.get_map():
        for key, _ in watched.select():
            state, connection = key.data, key.fileobj
            assert isinstance(connection, socket.socket)
            state[1] += connection.recv(1 << 20)
            if not _whole(state):
                continue
            times.append(time.perf_counter() - state[0])
            if left <= 0:
                watched.unregister(connection)
                continue
            left -= 1
            state[:] = [time.perf_counter(), b"", -1]
            connection.sendall(request)
    seconds = time.perf_counter() - begun
    used = server.cpu_seconds() - cpu
    for one in sockets:
        one.close()
    return Asked(len(times), seconds, used, sorted(times)[int(len(times) * 0.95)])


def _whole(state: list[object]) -> bool:
    """Whether the answer has arrived whole."""
    data = state[1]
    assert isinstance(data, bytes)
    if state[2] == -1:
        end = data.find(b"\r\n\r\n")
        if end < 0:
            return False
        head = data[:end].lower()
        assert head.startswith(b"http/1.1 200"), head[:200]
        state[2] = end + 4 + int(head.split(b"content-length:")[1].split(b"\r\n")[0])
    return len(data) >= int(str(state[2]))


def _wait(port: int) -> None:
    for _ in range(300):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.1)
    raise TimeoutError("the server did not start")


def _family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in children for one in _family(int(child)))]


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICK
