"""The platform's own record of what it was asked and what it delivered, in memory and as JSON lines."""

import json
from pathlib import Path
from threading import Condition
from typing import TextIO

from tests.fakes.telegram.shapes import Arrival, Call, Json


class Journal:
    """Every change happens under `changed` and wakes all who wait for it."""

    def __init__(self, log: Path | None) -> None:
        self.changed = Condition()
        self.calls: list[Call] = []
        self.schema_faults: list[str] = []
        self.delivered: list[Json] = []
        self._file: TextIO | None = log.open("a", encoding="utf-8") if log else None

    def open_call(self, call: Call) -> None:
        self.calls.append(call)
        self.changed.notify_all()

    def close_call(self, call: Call) -> None:
        self._write(call.as_line())
        self.changed.notify_all()

    def schema_fault(self, call: Call, words: str) -> None:
        self.schema_faults.append(f"{call.method}: {words}")

    def arrived(self, arrival: Arrival) -> None:
        self._write({"what": "arrival", "call": arrival.call, "at": arrival.at, "message": arrival.message})
        self.changed.notify_all()

    def delivery(self, line: Json) -> None:
        """One try to hand an update over: update_id, chat, status (0 = no answer), try number, at."""
        self.delivered.append(line)
        self._write({"what": "delivery", **line})
        self.changed.notify_all()

    def acknowledged(self) -> set[int]:
        """The update ids the bot has taken over: its 2xx, or a higher getUpdates offset."""
        return {line["update_id"] for line in self.delivered if 200 <= line["status"] < 300}

    def close(self) -> None:
        if self._file:
            self._file.close()

    def _write(self, line: Json) -> None:
        if self._file:
            self._file.write(json.dumps(line, ensure_ascii=False, default=str) + "\n")
            self._file.flush()
