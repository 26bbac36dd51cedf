"""Owners and flats from a workbook: read within limits, checked by row, all or nothing."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import col, select

from console.workbook import workbook
from desk import imports, workbook_reading
from desk.imported_rows import Checked
from desk.imports import Looked
from procedures.refused import Refused
from storage import Session
from storage.tables import ImportBatch, Owner, Tenancy, Unit
from tests.console import books
from tests.console.books import HEADERS, book
from tests.desk.cast import Town

TODAY = date(2026, 11, 23)
LIN = ("5座", "12A", "林小梅", "13800019001", date(2026, 3, 1), datetime(2025, 12, 1))  # noqa: DTZ001  as a workbook has it
HO = ("5座", "12B", "何👨‍👩‍👧\u202e美\u200b玲", 13800019002.0, "2026年3月2日", "")
EMPTY = ("5座", "12C", "", "", "", "")


def looked(data: bytes) -> Looked:
    return imports.read_workbook(data, zone="Asia/Shanghai", today=TODAY)


def checked(*rows: tuple[object, ...]) -> Checked:
    return looked(book(*rows)).checked


def take_over(town: Town, data: bytes) -> tuple[int, int]:
    found = looked(data)
    who = town.wang
    batch = town.do(imports.upload, found, "業主.xlsx", by=who)
    town.do(imports.want, batch, found, by=who)
    town.until(f"{town.now:%Y-%m-%d %H:%M}")
    done = town.store.read(lambda session: session.get_one(ImportBatch, batch))
    assert (done.state, done.rows) == ("done", "[]")
    return done.added, done.changed


def living(session: Session) -> list[tuple[str, str, str, str | None, bool, date | None]]:
    wanted = (
        select(Unit, Owner, Tenancy)
        .join(Tenancy, col(Tenancy.unit_id) == col(Unit.id))
        .join(Owner, col(Owner.id) == col(Tenancy.owner_id))
        .where(Unit.building == "5座")
        .order_by(col(Unit.room), col(Owner.id))
    )
    rows = session.exec(wanted)
    return [(u.building, u.room, o.name, o.phone, t.is_move_in, u.handed_over_on) for u, o, t in rows]


def test_everybody_moves_in_once_and_again_nothing_changes(town: Town) -> None:
    data = book(LIN, HO, EMPTY)
    assert take_over(town, data) == (2, 0)
    there = town.store.read(living)
    assert there == [
        ("5座", "12A", "林小梅", "+8613800019001", True, date(2025, 12, 1)),
        ("5座", "12B", "何👨‍👩‍👧美玲", "+8613800019002", True, None),
    ]
    assert take_over(town, data) == (0, 0)
    assert town.store.read(living) == there
    assert len(town.rows(Unit, building="5座")) == 3


def test_a_new_phone_is_a_change_and_one_owner_has_several_flats(town: Town) -> None:
    second = ("5座", "12D", *LIN[2:])
    assert take_over(town, book(LIN, second)) == (2, 0)
    assert len(town.rows(Owner, name="林小梅")) == 1
    assert take_over(town, book((*LIN[:3], "13800019009", "", ""))) == (0, 1)
    assert [one.phone for one in town.rows(Owner, name="林小梅")] == ["+8613800019009"]


def test_bad_rows_are_named_by_the_spreadsheets_numbers_and_nothing_is_kept(town: Town) -> None:
    found = looked(book(LIN, (), ("5座", "", "何", "", "", ""), ("5座", "3", "何", "12", "", "")))
    assert [(one.row, one.text_id) for one in found.checked.faults] == [
        (4, "refused.cell_is_empty"),
        (5, "refused.not_a_phone"),
    ]
    who = town.wang
    batch = town.do(imports.upload, found, "業主.xlsx", by=who)
    with pytest.raises(Refused, match="rows are bad"):
        town.do(imports.want, batch, found, by=who)
    assert town.store.read(living) == []


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (("=1+1", "1", "林", "", "", ""), "cell_is_a_formula"),
        (("5座", "1", "林" * 201, "", "", ""), "cell_is_too_long"),
        (("5座", "1", "", "13800019001", "", ""), "phone_of_nobody"),
        (("5座", "1", "林", "", "1.3.26", ""), "not_a_day"),
        (("5座", "1", "林", "", "2026-02-30", ""), "not_a_day"),
        (("5座", "1", "林", "", 46082, ""), "not_a_day"),
        (("5座", "1", "林", "", "", "2030-01-01"), "day_is_to_come"),
        (("\u200b", "1", "林", "", "", ""), "cell_is_empty"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_bad_cell_is_told(row: tuple[object, ...], why: str) -> None:
    assert [one.text_id for one in checked(row).faults] == [f"refused.{why}"]


@pytest.mark.parametrize("typed", ["2026-3-1", "2026/03/01", "2026.3.1", "2026年3月1日", "２０２６-03-01"])
def test_a_day_as_text_is_understood(typed: str) -> None:
    assert [one.moved_in for one in checked(("5座", "1", "林", "", typed, "")).living] == [date(2026, 3, 1)]


def test_merged_cells_count_for_each_of_their_rows() -> None:
    data = book(("5座", "1", "林", "", "", ""), ("", "2", "何", "", "", ""), merged="A2:A3")
    assert [(one.building, one.room) for one in looked(data).checked.living] == [("5座", "1"), ("5座", "2")]


@pytest.mark.parametrize(
    "headers",
    [
        ("Building", "Flat", "Owner", "Mobile", "Moved in", "Handed over"),
        ("楼栋*", "房号", "业主姓名", "联系电话", "入住时间", "交房日期"),
        ("座", "單位", "住戶", "手機號碼", "入伙日期", "收樓日期"),
    ],
    ids=["en", "zh-Hans", "zh-Hant"],
)
def test_columns_are_guessed_in_three_languages(headers: tuple[str, ...]) -> None:
    found = looked(book(("5座", "1", "林", "13800019001", "2026-03-01", ""), headers=headers))
    assert list(found.matched.values()) == [0, 1, 2, 3, 4, 5]
    assert found.checked.fault_count == 0


def test_the_export_of_hc_is_understood_as_it_is() -> None:
    found = looked(books.hc()).checked
    assert [(one.building, one.room, one.name, one.phone) for one in found.living] == [
        ("1-2", "101", "周志强", "+8613800010002"),
        ("1", "102", "", None),
    ]


def test_wrong_columns_are_asked_for() -> None:
    assert looked(book(("a", "b"), headers=("甲", "乙"))).why == "refused.column_needed"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "not a workbook"),
        (b"PK\x03\x04 nothing", "not a workbook"),
        (book(headers=()), "workbook is empty"),
        (books.with_member("xl/vbaProject.bin"), "workbook with macros"),
        (books.with_member("xl/externalLinks/externalLink1.xml"), "workbook with macros"),
        (books.with_entities(), "not a workbook"),
        (b"x" * (workbook_reading.MOST_BYTES + 1), "workbook too large"),
    ],
    ids=["nothing", "no zip", "empty", "macros", "links", "entities", "large"],
)
def test_what_is_no_plain_workbook_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(Refused, match=why):
        looked(data)


def test_a_bomb_is_not_unpacked_and_a_very_long_one_not_read_to_its_end() -> None:
    with pytest.raises(Refused, match="too large"):
        looked(books.bomb())
    rows = (("5座", str(number)) for number in range(workbook_reading.MOST_ROWS + 5))
    with pytest.raises(Refused, match="too long"):
        looked(workbook("業主", HEADERS[:2], rows, zone=ZoneInfo("Asia/Shanghai")))


def test_only_heads_import(town: Town) -> None:
    with pytest.raises(Refused):
        town.do(imports.upload, looked(book(LIN)), "a.xlsx", by=town.chen)
