"""Workbooks as people upload them, good and bad."""

import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import openpyxl

HEADERS = ("樓棟", "房號", "姓名", "聯絡電話", "入住日期", "交付日期")


def book(*rows: Sequence[Any], headers: Sequence[str] = HEADERS, merged: str = "") -> bytes:
    return books({"業主": [headers, *rows]}, merged=merged)


def books(sheets: Mapping[str, Sequence[Sequence[Any]]], *, merged: str = "") -> bytes:
    made, file = openpyxl.Workbook(), BytesIO()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        if merged:
            sheet.merge_cells(merged)
    made.save(file)
    return file.getvalue()


def hc() -> bytes:
    """As HC 小区 exports an estate."""
    return books(
        {
            "楼栋单元": [("楼栋号", "单元编号", "总层数", "是否有电梯"), ("1", "1", "6", "无")],
            "业主信息": [
                ("业主编号", "业主名称", "性别", "年龄", "手机号"),
                ("772023", "周志强", "男", "40", "13800010002"),
            ],
            "房屋信息": [
                ("房屋编号", "楼栋编号", "单元编号", "房屋楼层", "房屋户型", "建筑面积", "业主编号"),
                ("101", "1", "2", "1", "1", "90.5", "772023"),
                ("102", "1", "0", "1", "1", "90.5", ""),
            ],
        }
    )


def bomb() -> bytes:
    """A small file that unpacks to 200 MB."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"<a/>" * 10)
        packed.writestr("xl/worksheets/sheet1.xml", b"\0" * (200 * 1024 * 1024))
    return file.getvalue()


def with_member(name: str, content: bytes = b"x") -> bytes:
    file = BytesIO(book(("1座", "1A", "林", "", "", "")))
    with zipfile.ZipFile(file, "a") as packed:
        packed.writestr(name, content)
    return file.getvalue()


def with_entities() -> bytes:
    file = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(book(("1座", "1A", "林", "", "", "")))) as good,
        zipfile.ZipFile(file, "w") as bad,
    ):
        for member in good.namelist():
            data = good.read(member)
            if member == "xl/workbook.xml":
                data = b'<!DOCTYPE a [<!ENTITY b "c">]>' + data
            bad.writestr(member, data)
    return file.getvalue()
