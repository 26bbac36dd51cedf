"""The whole story in two windows: the owner's chat on a phone, the staff's console beside it."""

from datetime import datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from PIL import Image
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tests.browser.conftest import Served

pytestmark = pytest.mark.browser


def photo() -> bytes:
    out = BytesIO()
    Image.new("RGB", (1200, 900), (96, 120, 134)).save(out, "JPEG")
    return out.getvalue()


class Owner:
    """Lin, on a phone 390 points wide."""

    def __init__(self, browser: Browser, served: Served) -> None:
        window = browser.new_context(viewport={"width": 390, "height": 844}, locale="zh-TW")
        self.page = window.new_page()
        self.foreign: list[str] = []
        self.faults: list[str] = []
        self.page.on("request", lambda request: self._looked(request.url, served.base))
        self.page.on("console", self._complained)
        self.page.goto(f"{served.base}/chat/demo")
        self.hears("雲景花園服務中心")

    def _complained(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self.faults.append(said.text)

    def _looked(self, url: str, base: str) -> None:
        if not url.startswith((base, "blob:", "data:")):
            self.foreign.append(url)

    def says(self, words: str) -> None:
        self.page.locator("#words").fill(words)
        self.page.keyboard.press("Enter")

    def taps(self, label: str) -> None:
        self.page.get_by_role("button", name=label, exact=True).last.click()

    def sends_photo(self) -> None:
        self.page.set_input_files(
            "#photos", [{"name": "leak.jpg", "mimeType": "image/jpeg", "buffer": photo()}]
        )

    def hears(self, words: str) -> None:
        expect(self.page.get_by_text(words).last).to_be_visible(timeout=10_000)


class Assistant:
    """Chen, at a desk."""

    def __init__(self, browser: Browser, served: Served) -> None:
        self.base = served.base
        self.page: Page = browser.new_context(
            viewport={"width": 1280, "height": 800}, locale="zh-TW"
        ).new_page()
        self.page.goto(f"{self.base}/console/")
        self.page.fill("input[name=login]", "chen")
        self.page.fill("input[name=password]", served.password)
        self.page.keyboard.press("Enter")
        self.sees("工作台")

    def sees(self, words: str) -> None:
        expect(self.page.get_by_text(words).first).to_be_visible(timeout=10_000)

    def opens(self, story: str) -> None:
        self.page.goto(f"{self.base}/console/")
        self.page.get_by_text(story).first.click()
        expect(self.page.locator("#story")).to_contain_text(story)

    def does(self, act: str, **fields: str) -> None:
        """Open an act of the case page, fill its form, send it."""
        form = self.page.locator(f"form[action$='/{act}']").first
        if form.locator("xpath=ancestor::details[not(@open)]").count():
            form.locator("xpath=ancestor::details").first.locator("summary").click()
        for name, value in fields.items():
            field = form.locator(f"[name={name}]")
            if field.evaluate("field => field.tagName") == "SELECT":
                option = field.locator("option", has_text=value).first.get_attribute("value")
                field.select_option(option)
            else:
                field.fill(value)
        form.locator("button").last.click()


def test_from_a_sentence_to_a_rework(browser: Browser, served: Served) -> None:
    lin, chen = Owner(browser, served), Assistant(browser, served)
    story = "主臥的窗戶漏水，牆角濕了一大片"
    lin.says(story)
    lin.hears("要這樣提交嗎？")
    lin.sends_photo()
    lin.hears("要這樣提交嗎？")
    lin.taps("✓ 直接提交")
    lin.hears("現在還在出水嗎？")
    lin.taps("否")
    lin.hears("您的報修已受理")
    lin.hears("前回覆您")

    chen.sees(story)
    chen.opens(story)
    expect(chen.page.locator("#story img")).to_have_count(1, timeout=10_000)
    chen.does("assign", handler="李建國")
    chen.does("take")
    chen.does("reply", words="您好，非常抱歉。師傅今天下午到府查看。")
    lin.hears("師傅今天下午到府查看")
    lin.says("好的，我在家")
    expect(chen.page.locator("#lines")).to_contain_text("好的，我在家", timeout=10_000)
    chen.does("resolve", cause="密封膠老化", measure="重打密封膠", words="窗框已重新打膠。")
    lin.hears("窗框已重新打膠")

    tomorrow = datetime.now(ZoneInfo("Asia/Shanghai")).date() + timedelta(days=1)
    served.tick(f"{tomorrow}T09:30:00+08:00")
    lin.hears("處理好了嗎？")
    lin.taps("沒有解決")
    lin.hears("事情還沒有處理好，非常抱歉")
    lin.taps("略過")
    chen.opens(story)
    chen.sees("返修")
    assert lin.foreign == []
    assert lin.faults == []
