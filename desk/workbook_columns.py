"""Which column of a workbook is what: guessed from its headers in three languages; HC 小区's own export.

HC 小区 (MicroCommunity) exports flats (房屋信息) and owners (业主信息) as two sheets, joined by an
owner's number.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum

from desk.workbook_reading import Table
from procedures.refused import Refused


class Column(StrEnum):
    BUILDING = "building"
    ENTRANCE = "entrance"
    ROOM = "room"
    NAME = "name"
    PHONE = "phone"
    MOVED_IN = "moved_in"
    HANDED_OVER = "handed_over"


NEEDED = (Column.BUILDING, Column.ROOM)
HEADERS: Mapping[Column, Sequence[str]] = {
    Column.BUILDING: (
        *(
            "building",
            "block",
            "tower",
            "樓棟",
            "楼栋",
            "樓棟號",
            "楼栋号",
            "楼栋编号",
            "樓棟編號",
            "棟",
            "栋",
        ),
        *("座", "座數", "大廈", "大厦", "幢", "樓宇", "楼宇", "樓號", "楼号", "栋号", "棟號"),
    ),
    Column.ENTRANCE: (
        "entrance",
        "staircase",
        "單元",
        "单元",
        "單元號",
        "单元号",
        "单元编号",
        "單元編號",
        "梯",
    ),
    Column.ROOM: (
        *("room", "flat", "unit", "apartment", "房號", "房号", "房屋", "房屋编号", "房屋編號", "室", "室號"),
        *("室号", "單位", "单位", "房間", "房间", "門牌", "门牌", "铺号", "舖號"),
    ),
    Column.NAME: (
        *(
            "name",
            "owner",
            "owner name",
            "resident",
            "姓名",
            "業主",
            "业主",
            "業主姓名",
            "业主姓名",
            "业主名称",
        ),
        *(
            "業主名稱",
            "住戶",
            "住户",
            "住戶姓名",
            "住户姓名",
            "客戶",
            "客户",
            "客戶姓名",
            "客户姓名",
            "名稱",
            "名称",
        ),
    ),
    Column.PHONE: (
        *(
            "phone",
            "mobile",
            "telephone",
            "tel",
            "phone number",
            "電話",
            "电话",
            "手機",
            "手机",
            "手機號",
            "手机号",
        ),
        *(
            "手机号码",
            "手機號碼",
            "聯絡電話",
            "联系电话",
            "聯繫電話",
            "业主电话",
            "業主電話",
            "联系方式",
            "電話號碼",
        ),
    ),
    Column.MOVED_IN: (
        *(
            "moved_in",
            "moved in",
            "moved in on",
            "move-in date",
            "入住日期",
            "入住時間",
            "入住时间",
            "入伙日期",
        ),
        *("遷入日期", "迁入日期"),
    ),
    Column.HANDED_OVER: (
        *("handed over", "handed over on", "hand-over date", "交付日期", "交房日期", "交楼日期", "交樓日期"),
        *("收楼日期", "收樓日期", "交付時間", "交付时间", "交房时间"),
    ),
}
HC_FLATS, HC_OWNERS, HC_KEY = "房屋信息", "业主信息", "业主编号"
# HC 小区 gives shops and houses without a staircase this number
HC_NO_ENTRANCE = "0"
_OWNERS = ("业主名称", "手机号")


def guessed(columns: Sequence[str]) -> dict[str, int]:
    """Where each known column stands; one that is not there is left out."""
    folded = [_folded(header) for header in columns]
    found: dict[str, int] = {}
    for column, headers in HEADERS.items():
        known = [_folded(header) for header in headers]
        place = next((folded.index(header) for header in known if header in folded), None)
        if place is not None and place not in found.values():
            found[column] = place
    return found


def whole(tables: Sequence[Table]) -> Table:
    """The table to take over: HC 小区's two sheets as one, else the one sheet that looks most like ours."""
    by_name = {table.name: table for table in tables}
    flats, owners = by_name.get(HC_FLATS), by_name.get(HC_OWNERS)
    if flats and HC_KEY in flats.columns:
        return _joined(flats, owners)
    return max(tables, key=lambda table: len(guessed(table.columns)))


def _joined(flats: Table, owners: Table | None) -> Table:
    """HC 小区's flats, each with the name and phone of the owner whose number it bears."""
    key = flats.columns.index(HC_KEY)
    people: dict[str, list[str]] = {}
    if owners:
        if not {HC_KEY, *_OWNERS} <= set(owners.columns):
            raise Refused("refused.not_a_workbook")
        places = [owners.columns.index(name) for name in (HC_KEY, *_OWNERS)]
        people = {row[places[0]]: [row[place] for place in places[1:]] for _, row in owners.rows}
    rows = [(number, [*row, *people.get(row[key], ["", ""])]) for number, row in flats.rows]
    return replace(flats, columns=[*flats.columns, *_OWNERS], rows=rows)


def _folded(header: str) -> str:
    plain = unicodedata.normalize("NFKC", header).casefold()
    return re.sub(r"[\s*:()\[\]必填]+", " ", plain).strip()
