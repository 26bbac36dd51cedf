"""A real browser at the console: no foreign host, nothing against policy, live, narrow, without script."""

import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import ConsoleMessage, Page, expect, sync_playwright
from starlette.applications import Starlette
from starlette.routing import Mount

from console.settings import ConsoleSettings
from desk import cases
from desk.actor import Actor
from procedures.kinds import Role
from storage import Store
from storage.files import FileStore
from storage.sounds import playable
from storage.tables import Attachment, Staff
from tests.console.seeding import HASH, MORNING, PASSWORD, Clock, Estate
from tests.console.serving import console
from tests.storage.test_papers import drawing
from tests.storage.voices import a_voice

pytestmark = pytest.mark.browser
PNG = drawing()
EXECUTABLE = Path("/usr/bin/chromium")
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--no-first-run"),
)
PAGES = (
    *("/", "/cases", "/cases/{case}", "/new-case", "/revisits", "/tasks", "/owners", "/staff"),
    *("/promises", "/clauses", "/coverage", "/archive", "/units", "/search?q=漏水"),
    *("/notices", "/new-notice", "/notices/{notice}", "/notices/{notice}/sheet"),
    *("/notices/{notice}/register", "/deliveries/{delivery}", "/deliveries/{signed}"),
    *("/incidents", "/incidents/{incident}", "/improvement", "/improvement?tab=proposals"),
)


@dataclass
class Window:
    """A page, with everything that it should not have done."""

    page: Page
    base: str
    faults: list[str] = field(default_factory=list)

    def watch(self) -> "Window":
        self.page.on("request", lambda asked: self._looked(asked.url))
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        return self

    def _heard(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self.faults.append(said.text)

    def _looked(self, url: str) -> None:
        if not url.startswith((self.base, "data:")):
            self.faults.append(url)

    def sign_in(self, login: str) -> "Window":
        self.page.goto(self.base + "/")
        self.page.fill("[name=login]", login)
        self.page.fill("[name=password]", PASSWORD)
        self.page.keyboard.press("Enter")
        expect(self.page.locator("#tiles")).to_be_visible()
        return self


@pytest.fixture
def base(sqlite_store: Store, settings: ConsoleSettings, clock: Clock, estate: Estate) -> Iterator[str]:
    """The console behind a mount, as the assembly does it."""
    app = Starlette(routes=[Mount("/console", console(sqlite_store, settings, clock))])
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(
        uvicorn.Config(app, port=port, log_level="error", lifespan="off", timeout_graceful_shutdown=1)
    )
    running = threading.Thread(target=server.run)
    running.start()
    while not server.started:
        running.join(0.01)
    yield f"http://127.0.0.1:{port}/console"
    server.should_exit = True
    running.join()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chromium]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=str(EXECUTABLE), args=list(QUIET))
        yield found
        found.close()


def window(chromium: Chromium, base: str, *, width: int = 1280, script: bool = True) -> Window:
    context = chromium.new_context(
        viewport={"width": width, "height": 844}, locale="zh-TW", java_script_enabled=script
    )
    return Window(context.new_page(), base).watch()


@pytest.mark.parametrize(("width", "language"), [(390, "zh-Hant"), (390, "en"), (1280, "en")])
def test_every_page_fits_and_asks_no_foreign_host(
    chromium: Chromium, base: str, estate: Estate, width: int, language: str
) -> None:
    admin = window(chromium, base, width=width).sign_in("admin")
    admin.page.context.add_cookies([{"name": "huifang_language", "value": language, "url": base + "/"}])
    for path in PAGES:
        about = {name: estate.numbers[f"{name}/A"] for name in ("incident", "notice")}
        about |= {name: str(estate.ids[f"{name}/A"]) for name in ("delivery", "signed")}
        admin.page.goto(base + path.format(case=estate.numbers["A"], **about))
        wide = admin.page.evaluate("document.documentElement.scrollWidth")
        assert (path, wide) == (path, width)
    # an admin files no calls, and is told so in place of the form
    assert [fault for fault in admin.faults if "404" not in fault and "403" not in fault] == []


def test_words_of_an_owner_are_no_page(chromium: Chromium, base: str, estate: Estate) -> None:
    chen = window(chromium, base).sign_in("chen")
    chen.page.goto(f"{base}/cases/{estate.numbers['A']}")
    assert chen.page.locator("img[src=x]").count() == 0
    expect(chen.page.locator("#story")).to_contain_text("<img src=x onerror=alert(1)> **bold**")


LENGTH = "audio => new Promise(done => { audio.onloadedmetadata = () => done(audio.duration); audio.load() })"


def test_a_voice_can_be_played(
    chromium: Chromium, base: str, estate: Estate, sqlite_store: Store, files: FileStore
) -> None:
    spoken = files.put(playable(a_voice("amr", seconds=2)).data)
    voice = estate.ids["voice/A"]
    sqlite_store.write(lambda s: setattr(s.get_one(Attachment, voice), "sha256", spoken.sha256))
    chen = window(chromium, base, width=390).sign_in("chen")
    chen.page.goto(f"{base}/cases/{estate.numbers['A']}")
    player = chen.page.locator("#story audio")
    assert player.get_attribute("aria-label") == "語音訊息 1"
    assert 1.9 < player.evaluate(LENGTH) < 2.3
    assert chen.page.evaluate("document.documentElement.scrollWidth") == 390
    assert chen.faults == []


def test_an_open_board_hears_of_a_change(
    chromium: Chromium, base: str, estate: Estate, sqlite_store: Store
) -> None:
    chen = window(chromium, base).sign_in("chen")
    expect(chen.page.locator("#lane-new .item")).to_have_count(1)
    wong = Actor(estate.ids["staff/wong"], estate.ids["centre/A"], Role.ASSISTANT, "黃助理")
    with chen.page.expect_response(lambda answer: "x-live" in answer.request.headers, timeout=10_000):
        chen.page.wait_for_function("navigator.locks.query().then(all => all.held.length > 0)")
        sqlite_store.write(lambda s: cases.take(s, estate.ids["case/A"], by=wong, now=MORNING))
    expect(chen.page.locator("#lane-new .item")).to_have_count(0)
    expect(chen.page.locator("#lane-others .item")).to_have_count(1)


def test_what_is_being_typed_survives_a_change(
    chromium: Chromium, base: str, estate: Estate, sqlite_store: Store
) -> None:
    chen = window(chromium, base).sign_in("chen")
    chen.page.goto(f"{base}/cases/{estate.numbers['A']}")
    chen.page.fill(".answer [name=words]", "馬上來")
    wong = Actor(estate.ids["staff/wong"], estate.ids["centre/A"], Role.ASSISTANT, "黃助理")
    sqlite_store.write(lambda s: cases.take(s, estate.ids["case/A"], by=wong, now=MORNING))
    expect(chen.page.locator("#facts")).to_contain_text("黃助理", timeout=10_000)
    expect(chen.page.locator(".answer [name=words]")).to_have_value("馬上來")


def test_all_work_can_be_done_without_script(chromium: Chromium, base: str, estate: Estate) -> None:
    chen = window(chromium, base, script=False).sign_in("chen")
    chen.page.goto(f"{base}/cases/{estate.numbers['A']}")
    chen.page.click("form[action$='/take'] button")
    expect(chen.page.locator("#case-state")).to_have_text("處理中")
    chen.page.fill(".answer [name=words]", "馬上來")
    chen.page.click(".answer button")
    expect(chen.page.locator("#lines")).to_contain_text("馬上來")
    chen.page.click(".side [name=language][value=en]")
    expect(chen.page.locator("#case-state")).to_have_text("In hand")


def test_dark_follows_the_device(chromium: Chromium, base: str) -> None:
    context = chromium.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(base + "/sign-in")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")


def test_a_notice_is_written_agreed_to_given_out_and_signed_by_finger(
    chromium: Chromium, base: str, sqlite_store: Store, estate: Estate
) -> None:
    hire(sqlite_store, estate, "wang", Role.DIRECTOR)
    chen = window(chromium, base, width=390).sign_in("chen")
    chen.page.goto(base + "/new-notice")
    chen.page.fill("[name=title]", "停水通知 <script>")
    chen.page.fill("[name=body]", "週三九時至十二時停水。")
    chen.page.select_option("[name=paper]", "by_hand")
    chen.page.set_input_files("[name=files]", {"name": "圖.png", "mimeType": "image/png", "buffer": PNG})
    chen.page.click(".notice-form .btn-primary")
    expect(chen.page.locator(".notice-files img")).to_be_visible()
    address = chen.page.url
    wang = window(chromium, base).sign_in("wang")
    wang.page.goto(address)
    wang.page.click("[value=agree]")
    chen.page.reload()
    chen.page.click("text=發布")
    chen.page.goto(address + "/register")
    chen.page.click("text=請業主簽收 >> nth=0")
    draw(chen.page)
    chen.page.click("[data-signing] .btn-primary")
    expect(chen.page.locator("img.signature")).to_have_count(1)
    assert chen.faults + wang.faults == []


def test_a_list_with_bad_rows_says_which_and_keeps_the_words(chromium: Chromium, base: str) -> None:
    chen = window(chromium, base).sign_in("chen")
    chen.page.goto(base + "/new-notice")
    chen.page.fill("[name=title]", "催繳")
    chen.page.fill("[name=body]", "請繳費。")
    chen.page.uncheck("[name=board]")
    chen.page.check("[name=chat]")
    chen.page.check("[name=audience][value=list]")
    rows = "樓棟,房號,金額\n9座,1A,3\n".encode()
    chen.page.set_input_files("[name=list]", {"name": "欠費.csv", "mimeType": "text/csv", "buffer": rows})
    chen.page.click(".notice-form .btn-primary")
    expect(chen.page.locator(".note-error")).to_contain_text("第 2 行: 沒有單位 9座 1A")
    expect(chen.page.locator("[name=title]")).to_have_value("催繳")


def hire(store: Store, estate: Estate, login: str, role: Role) -> None:
    person = Staff(centre_id=estate.ids["centre/A"], login=login, name=login, role=role, password_hash=HASH)
    store.write(lambda session: session.add(person))


def draw(page: Page) -> None:
    """A line across the pad, as a finger draws it."""
    pad = page.locator("canvas")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + 80, steps=5)
    page.mouse.up()
