"""The whole story in two windows: the owner's chat, in the web or in WeChat, and the staff's console."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, expect

from bot.demo import ZONE
from tests.browser.people import Assistant, Owner, WebOwner
from tests.browser.server import Served
from tests.browser.wechat import WeChatOwner
from tests.fakes.wechat.fake import FakeWeChat

pytestmark = pytest.mark.browser
STORY = "主臥的窗戶漏水，牆角濕了一大片"


def is_filed(lin: Owner) -> None:
    lin.says(STORY)
    lin.hears("要這樣提交嗎？")
    lin.sends_photo()
    lin.hears("要這樣提交嗎？")
    lin.taps("✓ 直接提交")
    lin.hears("現在還在出水嗎？")
    lin.taps("否")
    lin.hears("您的報修已受理")
    lin.hears("前回覆您")


def is_dealt_with(lin: Owner, chen: Assistant) -> None:
    chen.sees(STORY)
    chen.opens(STORY)
    expect(chen.page.locator("#story img")).to_have_count(1, timeout=10_000)
    chen.does("assign", handler="李建國")
    chen.does("take")
    chen.does("reply", words="您好，非常抱歉。師傅今天下午到府查看。", photos=1)
    lin.hears("師傅今天下午到府查看")
    lin.sees_photo()
    expect(chen.page.locator("#lines .line-staff img")).to_have_count(1, timeout=10_000)
    lin.says("好的，我在家")
    expect(chen.page.locator("#lines")).to_contain_text("好的，我在家", timeout=10_000)
    chen.does("resolve", cause="密封膠老化", measure="重打密封膠", words="窗框已重新打膠。")
    lin.hears("窗框已重新打膠")


def is_not_solved(lin: Owner, chen: Assistant) -> None:
    lin.hears("處理好了嗎？")
    lin.taps("沒有解決")
    lin.hears("事情還沒有處理好，非常抱歉")
    lin.taps("略過")
    chen.signs_in()
    chen.opens(STORY)
    chen.sees("返修")
    assert lin.faults() == []


def plays(lin: Owner, chen: Assistant, served: Served, next_day: Callable[..., None]) -> None:
    is_filed(lin)
    is_dealt_with(lin, chen)
    tomorrow = served.clock().astimezone(ZONE) + timedelta(days=1)
    next_day(tomorrow.replace(hour=9, minute=30))
    is_not_solved(lin, chen)


def test_from_a_sentence_to_a_rework(browser: Browser, served: Served) -> None:
    plays(WebOwner(browser, served), Assistant(browser, served), served, served.tick)


def test_from_a_sentence_to_a_rework_in_wechat(browser: Browser, in_wechat: Served, fake: FakeWeChat) -> None:
    lin, chen = WeChatOwner(fake, in_wechat), Assistant(browser, in_wechat)
    # words are sent at the time they are due: the server has to get there
    plays(lin, chen, in_wechat, in_wechat.moves_to)
