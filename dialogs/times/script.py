"""One script for the grammar: half width, lower case, simplified; and its numerals."""

import unicodedata

MOST_CHARACTERS = 200

# Only the characters that the grammar's own words need.
_TRADITIONAL = (
    "後個點鐘鍾週禮號聽尋時間這內兩過晝從與樓鋪單電線門車棟層議見問題裡頭飯遲開閒沒爲為來遠總貳隻趕還"
)
_SIMPLIFIED = (
    "后个点钟钟周礼号听寻时间这内两过昼从与楼铺单电线门车栋层议见问题里头饭迟开闲没为为来远总二只赶还"
)
_SIMPLER = str.maketrans(_TRADITIONAL + "’‘`", _SIMPLIFIED + "'''", "\u200b\ufeff")

DIGITS = {numeral: value for value, numeral in enumerate("零一二三四五六七八九十")} | {"〇": 0, "两": 2}
_TENS = {"廿": 20, "卅": 30}
ENGLISH = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "a couple of": 2,
}  # fmt: skip


def fold(words: str) -> str:
    """The first 200 characters in one width, case and script; a new line becomes a full stop."""
    plain = unicodedata.normalize("NFKC", words[:MOST_CHARACTERS])[:MOST_CHARACTERS]
    return " ".join(plain.replace("\n", "。").lower().translate(_SIMPLER).split())


def number(text: str) -> int:
    """The value of "12", "十二", "廿三" or "twelve"; digits in a row count as such ("三零" is 30)."""
    if text.isascii():
        return ENGLISH[text] if text in ENGLISH else int(text)
    total, last = 0, 0
    for numeral in text:
        if numeral in _TENS:
            total, last = total + _TENS[numeral], 0
        elif numeral == "十":
            total, last = total + 10 * (last or 1), 0
        else:
            last = last * 10 + DIGITS[numeral]
    return total + last
