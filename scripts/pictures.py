"""Plays a short story in a demo centre and takes pictures of it: chat and console, light, dark, 390 wide."""

import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

PORT = "8765"
BASE = f"http://127.0.0.1:{PORT}"
FOLDER = Path("docs/pictures").resolve()
HUIFANG = Path(sys.executable).with_name("huifang")
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}
YEAR = (("plan", "plan"), ("coverage", "coverage"), ("rain", "rain"), ("incidents", "incidents"))
COMPLAINT = "投訴樓道堆滿雜物，一直沒人清理"
STORY = "主臥的窗戶漏水，牆角濕了一大片"


def leak() -> bytes:
    """A drawn window with a stain under it: no photo of anybody's home."""
    picture = Image.new("RGB", (1200, 900), (226, 220, 208))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((300, 120, 900, 560), fill=(168, 200, 220), outline=(120, 120, 120), width=18)
    draw.line((600, 120, 600, 560), fill=(120, 120, 120), width=14)
    draw.ellipse((240, 560, 820, 860), fill=(178, 160, 132))
    out = BytesIO()
    picture.save(out, "JPEG", quality=88)
    return out.getvalue()


def window(browser: Browser, size: dict[str, int], scheme: str) -> BrowserContext:
    return browser.new_context(
        viewport={"width": size["width"], "height": size["height"]},
        color_scheme="dark" if scheme == "dark" else "light",
        locale="zh-TW",
        timezone_id="Asia/Shanghai",
    )


def wait_for(page: Page, words: str) -> None:
    page.get_by_text(words).last.wait_for(timeout=15_000)


def tap(page: Page, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).last.click()


def snap(page: Page, name: str) -> None:
    page.wait_for_timeout(700)
    shot = Image.open(BytesIO(page.screenshot())).convert("RGB").quantize(256)
    shot.save(FOLDER / f"{name}.png", optimize=True)


def chat(browser: Browser, scheme: str) -> None:
    page = window(browser, PHONE, scheme).new_page()
    page.goto(f"{BASE}/chat/demo")
    wait_for(page, "雲景花園服務中心")
    snap(page, f"welcome-{scheme}-390")
    page.set_input_files("#photos", [{"name": "leak.jpg", "mimeType": "image/jpeg", "buffer": leak()}])
    wait_for(page, "請用一句話")
    page.locator("#words").fill(STORY)
    page.keyboard.press("Enter")
    wait_for(page, "要這樣提交嗎？")
    tap(page, "✓ 直接提交")
    wait_for(page, "現在還在出水嗎？")
    tap(page, "否")
    wait_for(page, "您的報修已受理")
    snap(page, f"chat-{scheme}-390")


def signed_in(context: BrowserContext, password: str) -> Page:
    page = context.new_page()
    page.goto(f"{BASE}/console/")
    page.fill("input[name=login]", "chen")
    page.fill("input[name=password]", password)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="工作台").wait_for()
    return page


def console(browser: Browser, password: str, scheme: str, size: dict[str, int], tail: str) -> None:
    page = signed_in(window(browser, size, scheme), password)
    snap(page, f"board-{scheme}{tail}")
    page.get_by_text(STORY).first.click()
    page.locator("#story").wait_for()
    snap(page, f"case-{scheme}{tail}")


def complaint(browser: Browser) -> None:
    """A fresh complaint, that nobody has decided yet."""
    page = window(browser, PHONE, "light").new_page()
    page.goto(f"{BASE}/chat/demo")
    wait_for(page, "雲景花園服務中心")
    page.locator("#words").fill(COMPLAINT)
    page.keyboard.press("Enter")
    wait_for(page, "要這樣提交嗎？")
    tap(page, "✓ 直接提交")
    page.wait_for_timeout(1500)


def year(browser: Browser, password: str) -> None:
    """The pages that live from a year of work."""
    complaint(browser)
    for size, tail in ((DESK, ""), (PHONE, "-390")):
        page = signed_in(window(browser, size, "light"), password)
        for name, path in YEAR:
            page.goto(f"{BASE}/console/{path}")
            snap(page, f"{name}-light{tail}")
        page.goto(f"{BASE}/console/")
        page.get_by_text(COMPLAINT).first.click()
        page.locator(".act.triage").scroll_into_view_if_needed()
        snap(page, f"triage-light{tail}")
    browser.close()


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    play(["demo"], take)
    play(["demo", "--year"], year)


def play(command: list[str], show: Callable[[Browser, str], None]) -> None:
    """Serve a demo in a folder of its own, and take its pictures."""
    with tempfile.TemporaryDirectory() as folder, (Path(folder) / "log").open("w") as log:
        server = subprocess.Popen(
            [HUIFANG, *command],
            cwd=folder,
            env={**os.environ, "PORT": PORT, "PYTHONUNBUFFERED": "1"},
            stdout=log,
            stderr=log,
        )
        try:
            wait_until_ready()
            password = re.search(r"password (\S+)", (Path(folder) / "log").read_text())
            assert password
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
                )
                show(browser, password[1])
        finally:
            server.terminate()
            server.wait(10)


def take(browser: Browser, password: str) -> None:
    page = window(browser, PHONE, "light").new_page()
    page.goto(BASE)
    snap(page, "public-light-390")
    for scheme in ("light", "dark"):
        chat(browser, scheme)
        console(browser, password, scheme, DESK, "")
        console(browser, password, scheme, PHONE, "-390")
    browser.close()


def wait_until_ready() -> None:
    for _ in range(6000):
        try:
            with urllib.request.urlopen(f"{BASE}/readyz", timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the demo did not start")


if __name__ == "__main__":
    main()
