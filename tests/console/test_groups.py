"""Directors set staff groups up; whoever is signed in binds their own chat accounts."""

import re

import pytest
from sqlmodel import col, select

from desk import staff_binding
from desk.group_heard import InGroup
from desk.group_hearing import hear_in_group
from storage import Store, staff_chats
from storage.sealing import unseal
from storage.tables import CaseEvent, StaffGroup
from tests.console.seeding import MORNING, Browser, Estate

KEY = "693a91f6-7aec-4bc4-97a0-0ec2b1fa5aaa"


@pytest.fixture
async def admin(browser: Browser) -> Browser:
    await browser.sign_in("admin")
    return browser


def newest(store: Store) -> StaffGroup:
    chosen = select(StaffGroup).order_by(col(StaffGroup.id).desc())
    return store.read(lambda session: session.exec(chosen).all()[0])


async def test_a_robots_key_is_sealed_and_never_shown(admin: Browser, sqlite_store: Store) -> None:
    hook = f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={KEY}"
    answer = await admin.post("/groups", name="客服群", kind="wecom_robot", address=hook)
    assert answer.status_code == 303
    group = newest(sqlite_store)
    assert (unseal("s" * 32, group.address), KEY in group.address) == (KEY, False)
    page = (await admin.get("/groups")).text
    assert (KEY in page, f"…{KEY[-4:]}" in page) == (False, True)


@pytest.mark.parametrize(
    ("kind", "address"), [("wecom_robot", "not a key"), ("wecom_app", ""), ("wecom_app", "a b")]
)
async def test_an_address_that_is_none_is_refused(admin: Browser, kind: str, address: str) -> None:
    answer = await admin.post("/groups", name="客服群", kind=kind, address=address)
    assert (answer.status_code, "note-error" in answer.text) == (409, True)


async def test_what_is_routed_is_kept_and_who_let_data_out_is_recorded(
    admin: Browser, sqlite_store: Store, estate: Estate
) -> None:
    answer = await admin.post(
        f"/groups/{estate.ids['group/A']}", name="維修", category="drain", severity="major", wants_lists="yes"
    )
    assert answer.status_code == 303
    group = sqlite_store.read(lambda session: session.get_one(StaffGroup, estate.ids["group/A"]))
    assert (group.name, group.categories, group.severity) == ("維修", "drain", "major")
    assert (group.discreet, group.list_at is not None) == (False, True)
    chosen = select(CaseEvent.data).where(CaseEvent.what == "group_changed")
    assert '"discreet":false' in sqlite_store.read(lambda session: session.exec(chosen).one())


async def test_a_code_connects_the_chat_and_the_page_shows_it(
    admin: Browser, sqlite_store: Store, estate: Estate
) -> None:
    page = (await admin.post(f"/groups/{estate.ids['group/A']}/code")).text
    code = re.findall(r"/setup ([\w-]{12})", page)[0]
    heard = InGroup("telegram:main", "-100123", "5", "m:1", text=f"/setup {code}", has_topics=False)
    sqlite_store.write(lambda session: hear_in_group(session, heard, now=MORNING))
    assert "-100123" in (await admin.get("/groups")).text
    answer = await admin.post(f"/groups/{estate.ids['group/A']}/test")
    assert answer.status_code == 303


async def test_an_assistant_sees_no_groups(chen: Browser) -> None:
    assert (await chen.get("/groups")).status_code == 403
    assert 'href="/groups"' not in (await chen.get("/")).text


async def test_a_member_binds_their_own_account_by_link_and_qr(
    chen: Browser, sqlite_store: Store, estate: Estate
) -> None:
    sqlite_store.write(
        lambda session: staff_chats.keep_account(
            session,
            "telegram:main",
            centre_id=estate.ids["centre/A"],
            username="huifang_bot",
            platform_id=1,
            reads_all=False,
            now=MORNING,
        )
    )
    page = (await chen.post("/me/code")).text
    code = re.findall(r"https://t\.me/huifang_bot\?start=staff-([\w-]{12})", page)[0]
    assert "<svg" in page
    bound = sqlite_store.write(
        lambda session: staff_binding.bind(session, "telegram:main", "77", code, now=MORNING)
    )
    assert bound
    assert bound.login == "chen"


async def test_an_owners_code_is_a_link_of_the_centres_own_bot(
    chen: Browser, sqlite_store: Store, estate: Estate
) -> None:
    def keep(session: object) -> None:
        for code in "AB":
            staff_chats.keep_account(
                session,  # ty: ignore[invalid-argument-type]
                f"telegram:{code}",
                centre_id=estate.ids[f"centre/{code}"],
                username=f"bot_{code}",
                platform_id=1,
                reads_all=False,
                now=MORNING,
            )

    sqlite_store.write(keep)
    page = (await chen.post(f"/owners/{estate.ids['owner/A']}/code")).text
    assert ("https://t.me/bot_A?start=" in page, "bot_B" in page, "<svg" in page) == (True, False, True)
