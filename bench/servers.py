"""Start a candidate's process, wait until it answers, look at its memory and processor time, end it."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from bench.candidates import SECRET, Candidate

LONGEST_START = 60.0
LONGEST_END = 5.0


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@dataclass(frozen=True)
class Server:
    """A running candidate; `ready_after` in seconds since its process began."""

    pid: int
    port: int
    ready_after: float

    def get(self, path: str) -> str | None:
        return _get(self.port, path)

    def memory(self) -> float | None:
        """MiB of its processes, what they share counted once; None where there is no /proc."""
        found = [_proportional_kib(pid) for pid in self._pids()]
        return sum(found) / 1024 if found else None

    def processor_seconds(self) -> float | None:
        """Of its processes together."""
        found = [_processor_ticks(pid) for pid in self._pids()]
        return sum(found) / os.sysconf("SC_CLK_TCK") if found else None

    def _pids(self) -> list[int]:
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children")
        return [self.pid, *map(int, children.read_text().split())] if children.exists() else []


def _proportional_kib(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def _processor_ticks(pid: int) -> int:
    after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(after_name[11]) + int(after_name[12])


def _get(port: int, path: str) -> str | None:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read().decode()
    except (OSError, HTTPException):
        return None
    finally:
        connection.close()
    return body if answer.status == 200 else None


@contextmanager
def running(candidate: Candidate, *, data: Path, redis: str, env: dict[str, str]) -> Generator[Server]:
    """The candidate's server, ended with the block. Raises TimeoutError when it does not answer in time."""
    port = free_port()
    words = {"port": str(port), "data": str(data), "redis": redis, "secret": SECRET}
    command = [part.format(**words) for part in candidate.command]
    own = {name: value.format(**words) for name, value in candidate.env.items()}
    log = (data / "server.log").open("wb")
    begun = time.monotonic()
    with log, subprocess.Popen(command, stdout=log, stderr=log, env=os.environ | env | own) as process:
        try:
            yield Server(process.pid, port, _wait(process, port, candidate, begun))
        finally:
            end(process)


def _wait(process: "subprocess.Popen[bytes]", port: int, candidate: Candidate, begun: float) -> float:
    while _get(port, candidate.ready) is None:
        if process.poll() is not None or time.monotonic() - begun > LONGEST_START:
            raise TimeoutError(f"{candidate.name} does not answer {candidate.ready}")
        time.sleep(0.02)
    return time.monotonic() - begun


def end(process: "subprocess.Popen[bytes]") -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(LONGEST_END)
    except subprocess.TimeoutExpired:
        process.kill()


@contextmanager
def redis_server(folder: Path) -> Generator[str]:
    """A Redis of our own on a Unix socket, without a disk, for as long as the block runs; its address."""
    path = folder / "redis.sock"
    command = ["redis-server", "--port", "0", "--unixsocket", str(path), "--save", "", "--appendonly", "no"]
    with subprocess.Popen([*command, "--dir", str(folder)], stdout=subprocess.DEVNULL) as process:
        try:
            begun = time.monotonic()
            while not path.exists() and time.monotonic() - begun < LONGEST_START:
                time.sleep(0.02)
            yield f"unix://{path}"
        finally:
            end(process)
