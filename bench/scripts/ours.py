"""The repair conversation of our bot: repair, place, category, words, photos, time, confirm.

Buttons carry `run:key:option`; an owner's n-th conversation is run n: the load begins with fresh owners.
"""

from collections.abc import Callable
from typing import Any

import orjson

from bench import bodies
from bench.peers import words

Step = Callable[[int, int, int], dict[str, Any]]


def _says(text: str) -> Step:
    return lambda owner, step, _run: bodies.says(owner, step, text)


def _presses(rest: str, shown: str) -> Step:
    return lambda owner, step, run: bodies.presses(owner, step, f"{run}:{rest}", shown=shown)


# those after which nothing more is asked
_CATEGORIES = ("power", "door_lock", "intercom", "public_area", "concealed_works", "other")
_STEPS: tuple[Step, ...] = (
    lambda owner, step, _run: bodies.presses(owner, step, "0:menu:repair", shown=words.MENU),
    _says("3座 12A"),
    lambda owner, step, run: bodies.presses(
        # an owner's next matter is another one: the same again would be a repeat, with a director's visit
        *(owner, step, f"{run}:category:{_CATEGORIES[run % len(_CATEGORIES)]}"),
        shown=words.CATEGORY,
    ),
    _says("浴室天花板從昨晚開始滲水, 樓上說他們沒有漏, 麻煩派人來看看。"),
    _presses("pictures:done", words.PHOTOS),
    _presses("visit:any", words.WATER),
    _presses("confirm:file", words.SUMMARY),
)
STEPS = len(_STEPS)


def body(owner: int, step: int) -> bytes:
    return orjson.dumps(_STEPS[step % STEPS](owner, step, step // STEPS + 1))
