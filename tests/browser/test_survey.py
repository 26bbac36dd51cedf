"""A survey played once: prepared, answered by link and on paper, signed, posted for all (A4.1.5)."""

from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.demo import ZONE
from tests.browser.people import Assistant
from tests.browser.server import Served

pytestmark = pytest.mark.browser


class Director(Assistant):
    """Wang, at a desk."""

    login = "wang"

    def goes(self, path: str) -> None:
        self.page.goto(f"{self.served.base}{path}")

    def presses(self, words: str) -> None:
        self.page.get_by_role("button", name=words).click()


def is_answered_by_link(browser: Browser, link: str, faults: list[str]) -> Page:
    """On a phone without script: saved, gone on with, sent; a second time it says so kindly."""
    phone = browser.new_context(
        viewport={"width": 390, "height": 844}, locale="zh-TW", java_script_enabled=False
    ).new_page()
    phone.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    phone.goto(link)
    phone.check("[name=q-overall][value='4']", force=True)
    phone.get_by_role("button", name="先保存").click()
    expect(phone.get_by_text("已經保存")).to_be_visible()
    expect(phone.locator("[name=q-overall][value='4']")).to_be_checked()
    phone.check("[name=q-cleaning][value='2']", force=True)
    phone.fill("[name=w-suggestion]", "希望多種花")
    phone.get_by_role("button", name="送出").click()
    expect(phone.get_by_text("已經立案")).to_be_visible()
    phone.goto(link)
    expect(phone.get_by_text("每份邀請填一次")).to_be_visible()
    return phone


def test_a_survey_is_prepared_answered_signed_and_posted(browser: Browser, served: Served) -> None:
    wang, faults = Director(browser, served), list[str]()
    wang.page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    wang.goes("/console/surveys")
    wang.presses("現在準備")
    wang.sees("業主看到的樣子")
    wang.page.check("[name=question][value=knows_phone]")
    wang.presses("保存選擇")
    wang.presses("開始徵詢")
    wang.sees("正在邀請業主")
    survey = wang.page.url.removeprefix(served.base)
    wang.goes(f"{survey}/invitations")
    phone = is_answered_by_link(browser, wang.page.locator(".survey-link").first.input_value(), faults)
    wang.goes(f"{survey}/sheets")
    code = wang.page.locator(".survey-sheet .survey-head b").first.inner_text()
    wang.goes(f"{survey}/paper?code={code}")
    wang.page.check("[name=q-overall][value='5']")
    wang.presses("記錄")
    wang.sees("紙本已錄入")
    wang.page.goto("about:blank")
    served.moves_to((served.clock() + timedelta(days=22)).astimezone(ZONE).replace(hour=10, minute=0))
    wang.signs_in()
    wang.goes(survey)
    wang.sees("希望多種花")
    wang.page.fill("[name=conclusion]", "加強保潔，多種花。")
    wang.presses("簽署")
    wang.sees("已簽署")
    half = wang.page.locator("h1").inner_text().split()[-1]
    phone.goto(f"{served.base}/results/demo/{half}")
    expect(phone.get_by_text("加強保潔，多種花。")).to_be_visible()
    phone.goto(f"{served.base}/")
    expect(phone.get_by_text("業主意見徵詢結果")).to_be_visible()
    assert faults == []
