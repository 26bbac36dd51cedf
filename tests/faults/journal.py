"""The driver's own record: what the server acknowledged, one line each, on disk before the next is sent."""

import json
import os
from pathlib import Path
from typing import Any

Json = dict[str, Any]


class Journal:
    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = path.open("a", encoding="utf-8")

    def write(self, line: Json) -> None:
        self._file.write(json.dumps(line, ensure_ascii=False) + "\n")
        self._file.flush()
        os.fsync(self._file.fileno())

    def close(self) -> None:
        self._file.close()


def read_lines(path: Path) -> list[Json]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def external_id(update: Json) -> str:
    """By which the product should know an update: the platform's own id of the message or press."""
    if press := update.get("callback_query"):
        return f"cb:{press['id']}"
    return f"m:{update['message']['message_id']}"
