"""Each errcode of WeChat: later, never, another way, or a fault of the account."""

from datetime import UTC, datetime, timedelta

import pytest
from wechatpy.constants import WeChatErrorCode

from bot.channels.channel import UNREACHABLE, Why
from bot.channels.wechat.errcodes import MEANINGS, Course, failure, meaning
from desk.reaching import Correction

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
NAMED = {
    -1: Course.AGAIN,
    0: Course.DONE,
    40001: Course.TOKEN,
    40014: Course.TOKEN,
    42001: Course.TOKEN,
    40003: Course.LOST,
    43004: Course.LOST,
    43101: Course.ELSEWHERE,
    45002: Course.PERMANENT,
    45009: Course.TOMORROW,
    45011: Course.MINUTE,
    45015: Course.ELSEWHERE,
    45047: Course.ELSEWHERE,
    45065: Course.DONE,
    47003: Course.ELSEWHERE,
    48001: Course.FAULT,
    48002: Course.ELSEWHERE,
    48004: Course.FAULT,
    40164: Course.FAULT,
    40200: Course.FAULT,
    87014: Course.PERMANENT,
}


@pytest.mark.parametrize(("code", "course"), NAMED.items())
def test_what_the_platform_s_pages_name(code: int, course: Course) -> None:
    assert meaning(code).course is course


@pytest.mark.parametrize("code", [int(code) for code in WeChatErrorCode])
def test_every_code_that_wechatpy_knows_has_its_row(code: int) -> None:
    assert code in MEANINGS


@pytest.mark.parametrize("code", sorted(MEANINGS))
def test_a_refusal_says_what_to_do_and_is_never_in_doubt(code: int) -> None:
    refused, course = failure(code, "words", now=NOW), meaning(code).course
    later = course in {Course.AGAIN, Course.TOKEN, Course.MINUTE, Course.TOMORROW, Course.FAULT}
    assert not refused.ambiguous
    assert (refused.retry_after is not None) == later
    assert (refused.correction is not None) == (course is Course.ELSEWHERE)
    assert refused.permanent == (course in {Course.PERMANENT, Course.LOST, Course.DONE})
    assert (refused.why in UNREACHABLE) == (course is Course.LOST)


def test_the_day_s_quota_comes_back_at_midnight_in_china() -> None:
    assert failure(45009, "", now=NOW).retry_after == timedelta(hours=13, minutes=1)


def test_an_unknown_code_is_not_repeated() -> None:
    assert failure(99999, "", now=NOW).permanent
    assert failure(99999, "", now=NOW).why is Why.REFUSED


def test_each_correction_is_taught_by_a_code() -> None:
    assert {row.correction for row in MEANINGS.values()} - {None} == set(Correction)
