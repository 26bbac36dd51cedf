"""The repair conversation in WeChat: encrypted pushes, answered by number, by words and by tapped links.

A follower's n-th conversation is run n: the load begins with fresh followers.
"""

import time
from functools import cache

from tests.fakes.wechat import pushes
from tests.fakes.wechat.pusher import Account

ACCOUNT = Account()
SETTINGS = {
    "wechat_appid": ACCOUNT.appid,
    "wechat_secret": "bench",
    "wechat_token": ACCOUNT.token,
    "wechat_aes_key": ACCOUNT.aes,
}
STORY = "浴室天花板從昨晚開始滲水, 樓上說他們沒有漏, 麻煩派人來看看。"
# an owner's next matter is another one, as over Telegram
_CATEGORIES = ("power", "door_lock", "intercom", "public_area", "concealed_works", "other")
_STEPS: tuple[tuple[str, str], ...] = (
    ("報修", "0:menu:repair"),
    ("3座 12A", ""),
    ("供电、照明", "{run}:category:{category}"),
    (STORY, ""),
    ("1", ""),
    ("时间都可以", "{run}:visit:any"),
    ("✓ 确认提交", "{run}:confirm:file"),
)
STEPS = len(_STEPS)


@cache
def _now() -> int:
    return int(time.time())


def post(owner: int, step: int) -> tuple[str, bytes]:
    text, token = _STEPS[step % STEPS]
    run = step // STEPS + 1
    token = token.format(run=run, category=_CATEGORIES[run % len(_CATEGORIES)])
    number = 23_000_000_000 + owner * 10_000 + step
    menu = f"<bizmsgmenuid>{token}</bizmsgmenuid>" if token else ""
    xml = pushes.words(text, who=f"oLin{owner:020}", at=_now(), msg_id=number, more=menu)
    return ACCOUNT.push(xml, _now(), nonce=str(number))
