"""The reach page and the conversation of a case: how owners are reached, and why so."""

from datetime import timedelta

from desk import reach_shares, reaching
from procedures.reaching import Sign
from storage import Session, Store
from storage import reaching as windows
from storage.reaching import Registered
from storage.tables import Contact, Message, Outbox
from tests.console.seeding import Browser, Clock, Estate

ACCOUNT = "wechat:main"
TEMPLATE = Registered("revisit", "template", "tpl", {"thing1": "text"})


def follower(session: Session, estate: Estate, clock: Clock, *, sign: Sign | None) -> int:
    """An owner of A in WeChat, who has just done this."""
    centre, owner = estate.ids["centre/A"], estate.ids["owner/A"]
    contact = Contact(centre_id=centre, account=ACCOUNT, address=f"o{sign}", owner_id=owner, locale="zh-Hant")
    session.add(contact)
    session.flush()
    assert contact.id is not None
    if sign is not None:
        reaching.heard(session, contact.id, sign, now=clock())
    return contact.id


def how(store: Store, estate: Estate, clock: Clock) -> dict[str, int]:
    found = store.read(lambda session: reach_shares.shares(session, estate.ids["centre/A"], now=clock()))
    return {str(share.how): len(share.owners) for share in found if share.owners}


def test_each_owner_is_counted_once_by_the_best_means(
    sqlite_store: Store, estate: Estate, clock: Clock
) -> None:
    before = how(sqlite_store, estate, clock)
    sqlite_store.write(lambda session: follower(session, estate, clock, sign=Sign.WORDS))
    after = how(sqlite_store, estate, clock)
    assert sum(after.values()) == sum(before.values())
    assert after["service"] == 1


async def test_the_page_says_by_what_means_and_why(
    chen: Browser, sqlite_store: Store, estate: Estate, clock: Clock
) -> None:
    sqlite_store.write(lambda session: follower(session, estate, clock, sign=Sign.WORDS))
    page = (await chen.get("/reach")).text
    assert "微信可直接發" in page
    assert "可發 5 則，至" in page


async def test_a_case_says_which_way_each_message_went(
    chen: Browser, sqlite_store: Store, estate: Estate, clock: Clock
) -> None:
    def said(session: Session) -> None:
        contact_id = follower(session, estate, clock, sign=None)
        place = {"centre_id": estate.ids["centre/A"], "contact_id": contact_id}
        words = {"case_id": estate.ids["case/A"], "direction": "out", "body": '{"text":"修好了嗎"}'}
        message = Message.model_validate({**place, **words, "at": clock()})
        session.add(message)
        session.flush()
        went = {"state": "accepted", "means": "template", "why": "window_closed", "done_at": clock()}
        about = {"message_id": message.id, "account": ACCOUNT, "klass": "B", "try_at": clock()}
        session.add(Outbox.model_validate({**place, **about, **went}))

    sqlite_store.write(said)
    page = (await chen.get(f"/cases/{estate.numbers['A']}")).text
    assert "範本訊息 · 平台已接收，待送達回報 (超過可回覆的時限)" in page


def test_an_owner_whose_window_is_closed_is_reached_by_template(
    sqlite_store: Store, estate: Estate, clock: Clock
) -> None:
    sqlite_store.write(lambda session: follower(session, estate, clock, sign=Sign.TAP))
    sqlite_store.write(lambda session: windows.register(session, ACCOUNT, [TEMPLATE]))
    clock.now += timedelta(minutes=2)
    assert how(sqlite_store, estate, clock)["template"] == 1
