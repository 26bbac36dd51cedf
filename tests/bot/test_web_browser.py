"""Lin's phone, a real browser, at the real desk."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect, sync_playwright

from dialogs.speech import Button, Spoken
from storage import Store
from storage.files import FileStore
from tests.bot.web_chat import Clock, on_a_port, photo, say, site

CHROMIUM = Path("/usr/bin/chromium")
QUIET = "--disable-background-networking --disable-component-update --disable-sync --no-first-run"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", *QUIET.split()]
ATTACK = "<img src=x onerror=alert(1)> **bold** </p>"
WATCH = "addEventListener('securitypolicyviolation', event => console.error('CSP', event.violatedDirective))"
RATING = Spoken("幾分？", ask="rating", buttons=tuple(Button(f"9:rate:{n}", str(n)) for n in range(1, 6)))

pytestmark = [pytest.mark.browser, pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium here")]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def home(sqlite_store: Store, files: FileStore) -> Iterator[str]:
    with on_a_port(site(sqlite_store, files, Clock())) as address:
        yield address


@pytest.fixture
def phone(chromium: Browser) -> Iterator[BrowserContext]:
    """A phone of 390 x 844 that speaks Cantonese."""
    size = ViewportSize(width=390, height=844)
    context = chromium.new_context(viewport=size, has_touch=True, is_mobile=True, locale="zh-HK")
    context.add_init_script(WATCH)
    yield context
    context.close()


@pytest.fixture
def complaints(phone: BrowserContext, home: str) -> list[str]:
    """What the browser complained of, and whatever it asked another host for."""
    found: list[str] = []
    phone.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    phone.on("weberror", lambda error: found.append(str(error.error)))
    phone.on("request", lambda request: None if request.url.startswith(home) else found.append(request.url))
    return found


@pytest.fixture
def chat(phone: BrowserContext, home: str, complaints: list[str]) -> Page:
    page = phone.new_page()
    page.goto(home)
    page.get_by_role("link", name="打開網上服務台").first.tap()
    expect(page.locator(".chip:enabled").first).to_be_visible()
    return page


def write(page: Page, text: str) -> None:
    page.locator("#words").fill(text)
    page.locator("#send").tap()


def test_lin_types_taps_sends_a_photo_and_finds_it_all_again(chat: Page, complaints: list[str]) -> None:
    write(chat, f"浴室漏水\n{ATTACK}")
    expect(chat.locator(".in .bubble").last).to_have_text(f"浴室漏水\n{ATTACK}")
    chip = chat.locator(".chip:enabled", has_text="直接提交")  # of the answer, not of the greeting above it
    label = chip.inner_text()
    chip.tap()
    expect(chat.locator(".in .bubble.tapped").last).to_have_text(label)
    chat.set_input_files("#photos", [{"name": "leak.jpg", "mimeType": "image/jpeg", "buffer": photo()}])
    expect(chat.locator(".album img")).to_be_visible()
    expect(chat.locator("#pending article")).to_have_count(0)
    before = chat.locator("#lines").inner_text()
    chat.reload()
    expect(chat.locator(".album img")).to_be_visible()
    assert chat.locator("#lines").inner_text() == before
    assert complaints == []


def test_what_is_written_without_a_connection_goes_out_later(chat: Page, phone: BrowserContext) -> None:
    phone.set_offline(True)
    write(chat, "等一下再發")
    expect(chat.locator("#offline")).to_be_visible()
    expect(chat.locator("#pending .waiting .bubble")).to_have_text("等一下再發")
    chat.locator("#words").fill("寫到一半")
    phone.set_offline(False)
    chat.reload()
    expect(chat.locator("#lines .in .bubble")).to_have_text("等一下再發")
    expect(chat.locator("#offline")).to_be_hidden()
    expect(chat.locator("#words")).to_have_value("寫到一半")


def test_a_bad_picture_is_named_in_the_chat(chat: Page) -> None:
    chat.set_input_files("#photos", [{"name": "<b>.jpg", "mimeType": "image/jpeg", "buffer": b"no"}])
    expect(chat.locator("#pending .why")).to_have_text("「<b>.jpg」不是照片。可以發送 JPEG、PNG 或 WebP。")


def test_only_the_newest_buttons_can_be_tapped(chat: Page, sqlite_store: Store) -> None:
    write(chat, "浴室漏水")
    expect(chat.locator(".line.out")).to_have_count(2)
    assert chat.locator(".line.out").first.locator(".chip:enabled").count() == 0
    say(sqlite_store, RATING, at=Clock().now)
    expect(chat.locator(".star:enabled")).to_have_count(5)
    chat.locator(".star").nth(3).tap()
    expect(chat.locator(".star.chosen")).to_have_text("4")


def test_every_button_is_big_enough_for_a_thumb(chat: Page) -> None:
    for control in chat.locator("button:visible:enabled, summary, a.phone, label.round").all():
        box = control.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44, control.inner_text()


@pytest.mark.parametrize("size", ["", "large"])
def test_nothing_is_wider_than_the_phone(chat: Page, size: str) -> None:
    if size:
        chat.locator("#larger").tap()
    assert chat.evaluate("document.documentElement.scrollWidth") == 390
    assert chat.locator("html").get_attribute("class") == " ".join(["chat-page", *size.split()])


def test_the_language_is_switched_for_page_and_desk(chat: Page) -> None:
    chat.locator("#languages summary").tap()
    chat.get_by_text("English", exact=True).tap()
    expect(chat.get_by_placeholder("Type your message")).to_be_visible()
    expect(chat.locator(".in .bubble.tapped")).to_have_text("English")
    expect(chat.locator("#lines .out .bubble").last).to_contain_text("English")


def test_without_scripts_there_are_the_phones(chromium: Browser, home: str) -> None:
    page = chromium.new_page(java_script_enabled=False, locale="en-GB")
    page.goto(f"{home}/chat/a")
    expect(page.get_by_role("link", name="24-hour phone 0571-5550 1200").last).to_be_visible()
    page.close()
