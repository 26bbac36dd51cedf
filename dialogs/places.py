"""Where a matter is, as owners write it when they are asked: a flat, or a place that all use."""

import re
import unicodedata

from dialogs.guess import guess

_NUMBER = r"(?:[0-9]{1,4}[a-z]?|[a-z][0-9]{0,3}|[一二三四五六七八九十百]{1,4})"
_PART_ZH = (
    rf"(?:第?{_NUMBER}\s*(?:期|區|区|苑|座|棟|栋|幢|號樓|号楼|樓|楼|層|层|單元|单元|門|门|室|房|號|号)\s*)"
)
_PART_EN = rf"(?:\b(?:tower|block|building|phase|flat|unit|room|apartment|apt|floor)\s*{_NUMBER}\b[\s,]*)"
# "12月3號" is a day.
_PARTS = rf"(?<![月年0-9])(?:{_PART_ZH}|{_PART_EN})+(?:{_NUMBER}\b)?"
_FLAT = re.compile(_PARTS, re.IGNORECASE)
# "12A", "3-1201", "B座1201": nothing but the number on the door
_BARE = re.compile(r"(?![0-9]$)[a-z]?[0-9]{1,4}[a-z]?(?:\s*[-/ ]\s*[0-9]{1,4}[a-z]?){0,3}", re.IGNORECASE)
_SHARED_WORDS = (
    "大堂|大廳|大厅|車庫|车库|停車場|停车场|花園|花园|走廊|樓道|楼道|天台|樓梯|楼梯|門口|门口|會所|会所|泳池"
    r"|\b(?:lobby|car park|garage|garden|corridor|roof|gate|stairs|clubhouse|pool)\b"
)
_SHARED = re.compile(_SHARED_WORDS, re.IGNORECASE)
_NAMED = re.compile(rf"{_PARTS}(?:的|地下)?(?:{_SHARED_WORDS})?", re.IGNORECASE)
MOST_LETTERS = 40


def place_in(words: str) -> str:
    """The place that words name, "" if none: all of a short answer, a flat out of a longer one."""
    plain = unicodedata.normalize("NFKC", words).strip()
    flat = _FLAT.search(plain)
    if len(plain) <= MOST_LETTERS and "\n" not in plain:
        named = (
            flat or _BARE.fullmatch(plain.strip("。.!")) or (_SHARED.search(plain) and not guess(plain).kind)
        )
        return words.strip() if named else ""
    return flat[0].strip() if flat else ""


def place_named(words: str) -> str:
    """Only the place out of words that tell more: "5座大堂", "3座12樓A室"; "" if none."""
    found = _NAMED.search(unicodedata.normalize("NFKC", words))
    return found[0].strip(" ,") if found else ""
