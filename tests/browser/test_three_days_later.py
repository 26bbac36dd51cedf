"""An owner of WeChat is asked three days after their last words: by opt-in, by template, or by a person."""

from datetime import timedelta

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.people import Assistant
from tests.browser.server import Served
from tests.browser.wechat import WeChatOwner
from tests.fakes.wechat.fake import FakeWeChat

pytestmark = pytest.mark.browser
ASKED = "處理好了嗎？"


def is_repaired(owner: WeChatOwner, chen: Assistant, story: str) -> str:
    """The address of the case's page."""
    owner.says(story)
    owner.taps("✓ 直接提交")
    owner.taps("否")
    owner.hears("您的報修已受理")
    chen.opens(story)
    chen.does("take")
    chen.does("resolve", cause="老化", measure="更換", words="已經更換。")
    owner.hears("已經更換。")
    return chen.page.url


def says_why(chen: Assistant, case: str, *why: str) -> None:
    """The case page, beside the question."""
    chen.page.goto(case)
    asked = chen.page.locator("#lines .line", has_text=ASKED)
    for each in why:
        expect(asked.locator(".way")).to_contain_text(each, timeout=10_000)


def test_three_days_later_each_is_asked_in_the_way_that_is_left(
    browser: Browser, in_wechat: Served, fake: FakeWeChat
) -> None:
    chen = Assistant(browser, in_wechat)
    lin, chow, ho = (WeChatOwner(fake, in_wechat, openid) for openid in ("oLin", "oChow", "oHo"))
    told = ((lin, "廚房的水管漏水"), (chow, "客廳的窗戶漏水"), (ho, "書房的天花板漏水"))
    cases = [is_repaired(owner, chen, story) for owner, story in told]
    lin.agrees()
    ho.follower.refuses_templates = True
    in_wechat.moves_to(in_wechat.clock() + timedelta(hours=72))
    lin.gets_by("subscription")
    chow.gets_by("template")
    for owner in (chow, ho):
        owner.is_reported()
    chen.signs_in()
    says_why(chen, cases[0], "訂閱通知", "超過可回覆的時限")
    says_why(chen, cases[1], "範本訊息", "超過可回覆的時限")
    says_why(chen, cases[2], "範本訊息", "未送達", "業主拒收")
    expect(chen.page.locator("#revisits")).to_contain_text("業主拒收")
    chen.page.goto(f"{in_wechat.base}/console/tasks")
    chen.sees("電話回訪")
    assert fake.world.books.broken == []
