"""The demo with its fake platforms, as somebody starts it who has no account anywhere."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 180.0


@dataclass
class Demo:
    """The process, and the page of its phones."""

    process: subprocess.Popen[bytes]
    page: httpx.Client
    log: Path

    def act(self, phone: str, act: str, **given: Any) -> None:
        self.page.post(
            "/acts", content=json.dumps({"phone": phone, "act": act, "with": given})
        ).raise_for_status()

    def lines(self, phone: str) -> list[dict[str, Any]]:
        return self.page.get("/state").json()[phone]["lines"]

    def sees(self, phone: str, wanted: Callable[[dict[str, Any]], Any]) -> dict[str, Any]:
        """The newest such line, once it is there."""
        return self.until(lambda: next((line for line in reversed(self.lines(phone)) if wanted(line)), None))

    def until(self, look: Callable[[], Any]) -> Any:
        """Raises AssertionError with the log when it never comes, or the process died."""
        over = time.monotonic() + LONGEST
        while time.monotonic() < over and self.process.poll() is None:
            try:
                if found := look():
                    return found
            except httpx.TransportError:
                pass
            time.sleep(0.1)
        raise AssertionError(self.log.read_text(encoding="utf-8"))


def free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as two:
        one.bind(("127.0.0.1", 0))
        two.bind(("127.0.0.1", 0))
        return one.getsockname()[1], two.getsockname()[1]


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    port, phones = free_ports()
    log = tmp_path / "log"
    clean = {name: value for name, value in os.environ.items() if not name.startswith("HUIFANG_")}
    ports = {"PORT": str(port), "PHONES_PORT": str(phones), "PYTHONPATH": str(ROOT)}
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.fakes.demo"],
            cwd=tmp_path,
            env=clean | ports,
            stdout=out,
            stderr=out,
        )
    with httpx.Client(base_url=f"http://127.0.0.1:{phones}", trust_env=False) as page:
        try:
            yield Demo(process, page, log)
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait(30)


def test_an_owner_files_a_case_in_wechat_and_staff_take_it_in_their_group(demo: Demo) -> None:
    demo.until(lambda: "Phones" in demo.log.read_text(encoding="utf-8"))
    for words in ("廚房水管漏水", "1", "1"):
        demo.act("wechat", "says", text=words)
    filed = demo.lines("wechat")[-1]
    assert filed["by"] == "passive"
    number = re.findall(r"工单编号 (\S+)", filed["text"])[0]
    card = demo.sees("group", lambda line: line.get("rows") and number in line["text"])
    take = card["rows"][0][0]
    given = {"message_id": card["id"], "data": take["callback_data"], "label": take["text"]}
    demo.act("group", "presses", who="li", **given)
    assert number in demo.sees("group", lambda line: line.get("toast"))["toast"]
    demo.sees("wecom", lambda line: number in line["text"])
    demo.process.send_signal(signal.SIGINT)
    assert demo.process.wait(LONGEST) == 0
