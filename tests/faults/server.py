"""The product's own server as a process that can be killed, and the proof of what a kill hit."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

ROOT = Path(__file__).resolve().parents[2]
HUIFANG = (str(Path(sys.executable).with_name("huifang")), "serve")
LONGEST_START = 30.0
LONGEST_END = 15.0
LONGEST_LOOK = aiohttp.ClientTimeout(total=2)
KILLED = -signal.SIGKILL


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@dataclass
class Server:
    """One address, behind which processes come and go. `env` is all that is set beside the machine's own."""

    env: Mapping[str, str]
    log: Path
    command: tuple[str, ...] = HUIFANG
    port: int = field(default_factory=free_port)
    ready_after: list[float] = field(default_factory=list)
    _process: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self, **more: str) -> None:
        """Return once GET /readyz is 200, or the process is dead or stands still.

        Raises AssertionError when it hangs.
        """
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("HUIFANG_")}
        begun = time.monotonic()
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: ASYNC220  it is to outlive this loop
                self.command,
                cwd=ROOT,
                env=inherited | dict(self.env) | {"HUIFANG_PORT": str(self.port)} | more,
                stdout=log,
                stderr=log,
            )
        while time.monotonic() - begun < LONGEST_START:
            if await self._is_ready():
                self.ready_after.append(time.monotonic() - begun)
                return
            if self.is_dead or self._state() == "T":
                return
            await asyncio.sleep(0.03)
        raise AssertionError(f"not ready after {LONGEST_START} s:\n{self.last_words()}")

    async def _is_ready(self) -> bool:
        try:
            async with (
                aiohttp.ClientSession(timeout=LONGEST_LOOK) as http,
                http.get(f"{self.url}/readyz") as answer,
            ):
                return answer.status == 200
        except (aiohttp.ClientError, TimeoutError):
            return False

    @property
    def is_dead(self) -> bool:
        return self._process is None or self._process.poll() is not None

    @property
    def pid(self) -> int:
        assert self._process
        return self._process.pid

    @property
    def exit_code(self) -> int | None:
        return self._process.poll() if self._process else None

    def kill(self) -> None:
        assert self._process
        self._process.kill()
        self._process.wait()

    def pause(self) -> None:
        """All of it stands still, as when a machine is suspended."""
        for pid in self._family():
            os.kill(pid, signal.SIGSTOP)

    def resume(self) -> None:
        for pid in self._family():
            os.kill(pid, signal.SIGCONT)

    async def stands_still(self, *, within: float) -> None:
        """Wait until it has stopped itself."""
        async with asyncio.timeout(within):
            while self._state() != "T":
                assert not self.is_dead, self.last_words()
                await asyncio.sleep(0.02)

    def _family(self) -> list[int]:
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text()
        return [self.pid, *map(int, children.split())]

    def _state(self) -> str:
        return Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()[0]

    async def dies(self, *, within: float) -> int:
        """Wait until it has ended by itself; its exit code."""
        assert self._process
        return await asyncio.wait_for(asyncio.to_thread(self._process.wait), within)

    async def stop(self) -> None:
        """As an operator would: SIGTERM, and wait."""
        if self._process and not self.is_dead:
            self._process.terminate()
            try:
                await asyncio.to_thread(self._process.wait, LONGEST_END)
            except subprocess.TimeoutExpired:
                self.kill()
                raise AssertionError(f"SIGTERM did not end it:\n{self.last_words()}") from None

    def last_words(self) -> str:
        return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-30:])
