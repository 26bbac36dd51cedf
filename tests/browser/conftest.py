"""A real server in its own folder, and a real Chromium looking at it."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
HUIFANG = Path(sys.executable).with_name("huifang")
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--no-first-run"),
)


@dataclass(frozen=True)
class Served:
    """A running demo centre."""

    folder: Path
    port: int
    password: str

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def tick(self, at: str) -> None:
        """`huifang tick --at`, as an operator types it."""
        subprocess.run([HUIFANG, "tick", "--at", at], cwd=self.folder, check=True, capture_output=True)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = tmp_path / "log"
    with log.open("w") as out:
        server = subprocess.Popen(
            [HUIFANG, "demo"],
            cwd=tmp_path,
            env={**os.environ, "PORT": str(port), "PYTHONUNBUFFERED": "1"},
            stdout=out,
            stderr=out,
        )
    try:
        _wait_for(f"http://127.0.0.1:{port}/readyz", server, log)
        password = re.search(r"password (\S+)", log.read_text())
        assert password
        yield Served(tmp_path, port, password[1])
    finally:
        server.terminate()
        server.wait(10)


def _wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        assert server.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.05)
    raise AssertionError(log.read_text())


@pytest.fixture
def browser() -> Iterator[Browser]:
    assert CHROMIUM.exists(), "scripts/test installs it where it may; elsewhere: apt-get install chromium"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(QUIET))
        yield chromium
        chromium.close()
