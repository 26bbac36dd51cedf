"""Who plays the story: an owner in the web chat, and an assistant at the console."""

from io import BytesIO
from typing import Protocol

from PIL import Image
from playwright.sync_api import Browser, ConsoleMessage, FilePayload, Page, expect

from tests.browser.server import Served


def photo() -> bytes:
    out = BytesIO()
    Image.new("RGB", (1200, 900), (96, 120, 134)).save(out, "JPEG")
    return out.getvalue()


class Owner(Protocol):
    """Lin, in whatever channel."""

    def says(self, words: str) -> None: ...

    def taps(self, label: str) -> None: ...

    def sends_photo(self) -> None: ...

    def hears(self, words: str) -> None: ...

    def sees_photo(self) -> None:
        """Wait for a picture that she was sent."""
        ...

    def faults(self) -> list[str]:
        """What her browser or her platform has to complain about."""
        ...


class WebOwner:
    """Lin, on a phone 390 points wide."""

    def __init__(self, browser: Browser, served: Served) -> None:
        window = browser.new_context(viewport={"width": 390, "height": 844}, locale="zh-TW")
        self.page = window.new_page()
        self._faults: list[str] = []
        self.page.on("request", lambda request: self._looked(request.url, served.base))
        self.page.on("console", self._complained)
        self.page.goto(f"{served.base}/chat/demo")
        self.hears("雲景花園服務中心")

    def _complained(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self._faults.append(said.text)

    def _looked(self, url: str, base: str) -> None:
        if not url.startswith((base, "blob:", "data:")):
            self._faults.append(f"a foreign host: {url}")

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

    def sees_photo(self) -> None:
        shown = self.page.locator(".line.out.person img")
        expect(shown).to_have_js_property("complete", value=True, timeout=10_000)
        assert shown.evaluate("picture => picture.naturalWidth")

    def faults(self) -> list[str]:
        return self._faults


class Assistant:
    """Chen, at a desk."""

    def __init__(self, browser: Browser, served: Served) -> None:
        self.served = served
        self.page: Page = browser.new_context(
            viewport={"width": 1280, "height": 800}, locale="zh-TW"
        ).new_page()
        self.signs_in()

    def signs_in(self) -> None:
        self.page.goto(f"{self.served.base}/console/")
        if (login := self.page.locator("input[name=login]")).count():
            login.fill("chen")
            self.page.fill("input[name=password]", self.served.password)
            self.page.keyboard.press("Enter")
        self.sees("工作台")

    def sees(self, words: str) -> None:
        expect(self.page.get_by_text(words).first).to_be_visible(timeout=10_000)

    def opens(self, story: str) -> None:
        self.page.goto(f"{self.served.base}/console/")
        self.page.get_by_text(story).first.click()
        expect(self.page.locator("#story")).to_contain_text(story)

    def does(self, act: str, *, photos: int = 0, **fields: str) -> None:
        """Open an act of the case page, fill its form, send it."""
        form = self.page.locator(f"form[action$='/{act}']").first
        if photos:
            done: FilePayload = {"name": "done.jpg", "mimeType": "image/jpeg", "buffer": photo()}
            form.locator("[name=photos]").set_input_files([done] * photos)
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
