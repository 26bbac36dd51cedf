"""A demo centre served by the program itself, in a folder of its own; it can go on at another time."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

HUIFANG = Path(sys.executable).with_name("huifang")
SECONDS = 60


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@dataclass
class Served:
    """A running demo centre; `more` is what its environment says beside the usual."""

    folder: Path
    more: Mapping[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    ahead: timedelta = timedelta()
    password: str = ""
    _server: subprocess.Popen[bytes] | None = None

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def clock(self) -> datetime:
        """What time it is there."""
        return datetime.now(UTC) + self.ahead

    def tick(self, at: datetime) -> None:
        """`huifang tick --at`, as an operator types it."""
        typed = [HUIFANG, "tick", "--at", at.isoformat()]
        subprocess.run(typed, cwd=self.folder, check=True, capture_output=True)

    def start(self, at: datetime | None = None) -> None:
        """Return once it is ready; `at` is the time that its clock shows then."""
        clock = {}
        if at is not None:
            self.ahead = at - datetime.now(UTC)
            clock = {"HUIFANG_ENVIRONMENT": "test", "HUIFANG_CLOCK": f"PT{self.ahead.total_seconds():.0f}S"}
        env = {**os.environ, **self.more, **clock, "PORT": str(self.port), "PYTHONUNBUFFERED": "1"}
        log = self.folder / "log"
        with log.open("w") as out:
            self._server = subprocess.Popen(
                [HUIFANG, "demo"], cwd=self.folder, env=env, stdout=out, stderr=out
            )
        self._wait(self._server, log)
        password = re.search(r"password (\S+)", log.read_text())
        assert password
        self.password = password[1]

    def stop(self) -> None:
        if self._server is not None:
            self._server.terminate()
            self._server.wait(10)

    def moves_to(self, at: datetime) -> None:
        """What is due then is done, and the server goes on at that time."""
        self.tick(at)
        self.stop()
        self.start(at)

    def _wait(self, server: subprocess.Popen[bytes], log: Path) -> None:
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            assert server.poll() is None, log.read_text()
            try:
                with urllib.request.urlopen(f"{self.base}/readyz", timeout=1):
                    return
            except (urllib.error.URLError, TimeoutError):
                time.sleep(0.05)
        raise AssertionError(log.read_text())
