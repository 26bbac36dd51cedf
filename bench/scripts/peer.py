"""The repair conversation as the peers play it: start, repair, category, water, story, no photos, confirm."""

from collections.abc import Callable
from typing import Any

import orjson

from bench import bodies
from bench.peers import words

Step = Callable[[int, int], dict[str, Any]]


def _says(text: str) -> Step:
    return lambda owner, step: bodies.says(owner, step, text)


def _presses(data: str, shown: str) -> Step:
    return lambda owner, step: bodies.presses(owner, step, data, shown=shown)


_STEPS: tuple[Step, ...] = (
    _says("/start"),
    _presses("repair", words.MENU),
    _presses("category:bathroom", words.CATEGORY),
    _presses("water:no", words.WATER),
    _says("浴室天花板從昨晚開始滲水, 樓上說他們沒有漏, 麻煩派人來看看。"),
    _presses("photos:none", words.PHOTOS),
    _presses("confirm:yes", words.SUMMARY),
)
STEPS = len(_STEPS)


def body(owner: int, step: int) -> bytes:
    return orjson.dumps(_STEPS[step % STEPS](owner, step))
