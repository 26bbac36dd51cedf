"""A sound run's evidence, spoilt in one way: what each rule of the checker must see."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

from tests.faults.journal import Json, read_lines

Spoil = Callable[[Path], None]


def sql(*statements: str) -> Spoil:
    def spoil(folder: Path) -> None:
        with sqlite3.connect(folder / "huifang.db") as connection:
            for statement in statements:
                changed = connection.execute(statement).rowcount
                assert changed, f"changed nothing: {statement}"
        connection.close()

    return spoil


def both(first: Spoil, second: Spoil) -> Spoil:
    def spoil(folder: Path) -> None:
        first(folder)
        second(folder)

    return spoil


def _arrivals(change: Callable[[list[Json]], list[Json]]) -> Spoil:
    """Change what the platform delivered to the first chat of its log."""

    def spoil(folder: Path) -> None:
        path = folder / "platform.jsonl"
        lines = [line for line in read_lines(path) if line["what"] == "arrival"]
        first = lines[0]["message"]["chat"]["id"]
        mine = [line for line in lines if line["message"]["chat"]["id"] == first]
        others = [line for line in lines if line["message"]["chat"]["id"] != first]
        path.write_text(
            "".join(json.dumps(line) + "\n" for line in [*change(mine), *others]), encoding="utf-8"
        )

    return spoil


def _again(line: Json, **changes: str) -> Json:
    message = line["message"]
    return line | {"message": message | {"message_id": message["message_id"] + 900_000} | changes}


def _twice_bare(mine: list[Json]) -> list[Json]:
    return [mine[0], _again(mine[0]), *mine[1:]]


def _twice_marked(mine: list[Json]) -> list[Json]:
    marked = _again(mine[0], text="（重發）\n" + mine[0]["message"]["text"])
    return [mine[0], marked, *mine[1:]]


def _stray(mine: list[Json]) -> list[Json]:
    return [*mine, _again(mine[0], text="什麼？")]


def _last_lost(mine: list[Json]) -> list[Json]:
    return mine[:-1]


def _swapped(mine: list[Json]) -> list[Json]:
    return [mine[1], mine[0], *mine[2:]]


def _file_gone(folder: Path) -> None:
    next((folder / "files").glob("??/??/*")).unlink()


def _file_rotten(folder: Path) -> None:
    next((folder / "files").glob("??/??/*")).write_bytes(b"?")


def _file_too_many(folder: Path) -> None:
    place = folder / "files" / "aa" / "bb"
    place.mkdir(parents=True, exist_ok=True)
    (place / ("a" * 64)).touch()


NEWEST_IN = "(SELECT max(id) FROM message WHERE direction = 'in')"
NEWEST_SENT = "(SELECT max(id) FROM outbox)"
FIRST_STORY = 'SELECT story FROM "case" WHERE id = 1'
DAMAGE: dict[str, tuple[str, Spoil]] = {
    "a heard line is gone": ("I1", sql(f"DELETE FROM message WHERE id = {NEWEST_IN}")),
    "a dedupe row is gone": ("I1", sql("DELETE FROM inbound_key WHERE external_id = 'm:1'")),
    "a line from nowhere": ("I1", sql("INSERT INTO inbound_key VALUES ('telegram:main', '1001', 'm:x', 1)")),
    "a turn without an answer": ("I2", sql(f"UPDATE message SET at = '2020-01-01' WHERE id = {NEWEST_IN}")),
    "a dead letter": (
        "I2",
        sql("INSERT INTO dead_letter (account, raw, error, at) VALUES ('telegram', '', 'x', '2026-01-01')"),
    ),
    "a case twice": (
        "I3",
        sql(f'UPDATE "case" SET story = ({FIRST_STORY}) WHERE id = 2'),
    ),
    "a case without its story": ("I3", sql("UPDATE \"case\" SET story = '' WHERE id = 1")),
    "a case unconfirmed": ("I4", sql("UPDATE \"case\" SET number = '0000-0001' WHERE id = 1")),
    "a message lost": ("I4", _arrivals(_last_lost)),
    "a repeat without the mark": ("I5", _arrivals(_twice_bare)),
    "a marked repeat without need": ("I5", _arrivals(_twice_marked)),
    "a message of nobody": ("I5", _arrivals(_stray)),
    "class B twice": ("I6", both(sql("UPDATE outbox SET klass = 'B'"), _arrivals(_twice_marked))),
    "class B in doubt, untold": (
        "I6",
        sql(f"UPDATE outbox SET klass = 'B', state = 'unknown' WHERE id = {NEWEST_SENT}"),
    ),
    "answers in another order": ("I7", _arrivals(_swapped)),
    "a row under way": ("I8", sql(f"UPDATE outbox SET state = 'sending' WHERE id = {NEWEST_SENT}")),
    "a picture not fetched": ("I8", sql("UPDATE attachment SET state = 'wanted' WHERE id = 1")),
    "an event edited": ("I9", sql("UPDATE case_event SET actor = 'nobody' WHERE id = 1")),
    "an event deleted": ("I9", sql("DELETE FROM case_event WHERE id = (SELECT max(id) FROM case_event)")),
    "a file gone": ("I10", _file_gone),
    "a file rotten": ("I10", _file_rotten),
    "a file too many": ("I10", _file_too_many),
}
