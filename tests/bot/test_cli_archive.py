"""A centre, its departments and its owners, as a person types them in."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.bot.test_cli import huifang

CENTRE = {
    "--name": "雲景花園",
    "--zone": "Asia/Shanghai",
    "--procedure": "service_centre",
    "--holidays": "CN",
    "--phone-service": "0571-5550 1234",
    "--phone-24h": "0571-5550 1200",
    "--phone-complaints": "400-555-0199",
}
HEADER = "building,room,name,phone\n"
LIVING = """
    select building, room, name, phone from tenancy
    join owner on owner.id = owner_id join unit on unit.id = unit_id
"""


def add(folder: Path, *, code: str = "a", **other: str) -> tuple[int, str]:
    given = CENTRE | {f"--{name}": value for name, value in other.items()}
    done = huifang(folder, "centre", "add", code, *(word for pair in given.items() for word in pair))
    return done.returncode, done.stderr


def take_over(folder: Path, rows: str, *, encoding: str = "utf-8") -> tuple[int, str]:
    (folder / "owners.csv").write_text(HEADER + rows, encoding=encoding)
    done = huifang(folder, "owners", "import", "owners.csv", "--centre", "a")
    return done.returncode, done.stderr or done.stdout


def living(folder: Path) -> list[tuple[str, ...]]:
    with sqlite3.connect(folder / "var" / "huifang.db") as database:
        return sorted(database.execute(LIVING).fetchall())


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Migrated once for all: a process takes longer than what most of these tests look at."""
    folder = tmp_path_factory.mktemp("migrated")
    assert huifang(folder, "migrate").returncode == 0
    return folder


@pytest.fixture(scope="module")
def added(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copied(migrated, tmp_path_factory.mktemp("added"))
    assert add(folder) == (0, "")
    return folder


@pytest.fixture
def folder(migrated: Path, tmp_path: Path) -> Path:
    return copied(migrated, tmp_path)


@pytest.fixture
def estate(added: Path, tmp_path: Path) -> Path:
    return copied(added, tmp_path)


def copied(folder: Path, to: Path) -> Path:
    return shutil.copytree(folder, to, dirs_exist_ok=True)


def test_a_centre_wants_the_migration(tmp_path: Path) -> None:
    assert "huifang migrate" in add(tmp_path)[1]


def test_an_unfit_centre_is_refused_in_one_line(folder: Path) -> None:
    code, said = add(folder, zone="Asia/Nowhere")
    assert code != 0
    assert said.startswith("huifang: zone 'Asia/Nowhere'")
    assert said.count("\n") == 1


def test_a_centre_and_a_department_are_there_once_added(estate: Path) -> None:
    words = ("department", "add", "工程部", "--centre")
    assert huifang(estate, *words, "a").returncode == 0
    assert "already" in huifang(estate, *words, "a").stderr
    assert "centre a: procedure service_centre" in huifang(estate, "doctor").stdout


def test_owners_are_taken_over_and_again_without_doubles(estate: Path) -> None:
    rows = "3座,12A,林淑芬,138 0001 0001\n3座,12B,林淑芬,13800010001\n\n1座,5B,周志強,\n"
    assert take_over(estate, rows, encoding="utf-8-sig") == (0, "3 rows: 3 moved in, 0 have another phone\n")
    again = rows.replace("138 0001 0001", "13800010009").replace("13800010001", "13800010009")
    assert take_over(estate, again) == (0, "3 rows: 0 moved in, 1 have another phone\n")
    lin = "林淑芬", "+8613800010009"
    assert living(estate) == [("1座", "5B", "周志強", None), ("3座", "12A", *lin), ("3座", "12B", *lin)]


def test_bad_rows_are_all_named_and_nothing_is_kept(estate: Path) -> None:
    code, said = take_over(estate, "3座,12A,林淑芬,\n3座,,何美玲,\n1座,5B,周志強,12\n1座,5C\n")
    assert code != 0
    assert "row 3: room is empty; row 4: phone '12' is no phone number; row 5: 2 columns" in said
    assert living(estate) == []


def test_a_file_in_another_shape_is_refused(estate: Path) -> None:
    assert "not UTF-8" in take_over(estate, "3座,12A,林淑芬,\n", encoding="gb18030")[1]
    (estate / "owners.csv").write_text("room,name\n", encoding="utf-8")
    done = huifang(estate, "owners", "import", "owners.csv", "--centre", "a")
    assert "row 1: the header is building,room,name,phone, with or without moved_in" in done.stderr
    assert "No such file" in huifang(estate, "owners", "import", "none.csv", "--centre", "a").stderr


def test_a_centre_can_be_placed_where_its_rain_falls(folder: Path) -> None:
    assert add(folder, latitude="22.3193", longitude="114.1694")[0] == 0
    with sqlite3.connect(folder / "var" / "huifang.db") as database:
        assert database.execute("select latitude, longitude from centre").fetchall() == [(22.3193, 114.1694)]


def test_the_code_for_the_notice_board_is_drawn(estate: Path) -> None:
    here = {"HUIFANG_PUBLIC_URL": "https://desk.example"}
    done = huifang(estate, "centre", "qr", "a", "chat.svg", **here)
    assert (done.returncode, done.stdout) == (0, "chat.svg leads to https://desk.example/chat/a\n")
    assert "<svg" in (estate / "chat.svg").read_text(encoding="utf-8")
    assert huifang(estate, "centre", "qr", "a", "chat.png", **here).returncode == 0
    assert (estate / "chat.png").read_bytes().startswith(b"\x89PNG")


def test_a_code_that_cannot_be_drawn_is_told_in_one_line(estate: Path) -> None:
    here = "https://desk.example"
    for code, file, url, why in (
        ("b", "chat.svg", here, "there is no centre 'b'"),
        ("a", "chat.svg", "", "HUIFANG_PUBLIC_URL"),
        ("a", "chat.doc", here, "chat.doc: "),
    ):
        done = huifang(estate, "centre", "qr", code, file, HUIFANG_PUBLIC_URL=url)
        assert done.returncode != 0
        assert done.stderr.startswith(f"huifang: {why}")
        assert done.stderr.count("\n") == 1


MOVED = "select name, since, is_move_in from tenancy join owner on owner.id = owner_id"


def test_b4_2_2_only_who_is_said_to_have_moved_in_is_new(estate: Path) -> None:
    rows = "1座,1A,林,,2026-03-01\n1座,1B,何,,\n"
    (estate / "owners.csv").write_text(f"{HEADER.strip()},moved_in\n{rows}", encoding="utf-8")
    assert huifang(estate, "owners", "import", "owners.csv", "--centre", "a").returncode == 0
    with sqlite3.connect(estate / "var" / "huifang.db") as database:
        found = {name: (since, new) for name, since, new in database.execute(MOVED)}
    assert found["林"][0].startswith("2026-02-28 16:00")
    assert (found["林"][1], found["何"][1]) == (1, 0)
    (estate / "owners.csv").write_text(f"{HEADER.strip()},moved_in\n1座,1A,林,,1.3.26\n", encoding="utf-8")
    done = huifang(estate, "owners", "import", "owners.csv", "--centre", "a")
    assert "row 2: moved_in '1.3.26' is no day such as 2026-03-01" in done.stderr
