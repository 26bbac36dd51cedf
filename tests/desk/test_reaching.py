"""A follow-up in WeChat: by template, by opt-in, in another chat, or by phone, and staff see why."""

from datetime import timedelta

import pytest

from desk import reach_results, reaching
from desk.reach_asking import whom_to_ask
from desk.telling import listener, say_spoken
from dialogs.speech import Spoken
from procedures.kinds import RevisitState
from procedures.reaching import Means, Sign
from storage import reaching as windows
from storage.outbox import Claimed
from storage.reaching import Registered
from storage.tables import Outbox, Window
from tests.desk.cast import Chat, Town

ACCOUNT = "wechat:A"
TEMPLATE = Registered("revisit", "template", "tpl", {"thing1": "about", "character_string2": "number"})
OPT_IN = Registered("revisit", "subscription", "sub", {"thing1": "text"}, "https://mp.example/s/1")
PROGRESS = Registered("progress", "template", "news", {"thing1": "text", "character_string2": "number"})
CONTACT_HOURS = "2026-11-30 10:00"


@pytest.fixture
def owner(town: Town) -> Chat:
    return town.chat(account=ACCOUNT)


def register(town: Town, *forms: Registered) -> None:
    town.store.write(lambda session: windows.register(session, ACCOUNT, forms))


def heard(town: Town, owner: Chat, sign: Sign = Sign.WORDS) -> None:
    town.do(reaching.heard, owner.contact_id(), sign)


def send(town: Town, account: str = ACCOUNT) -> list[Claimed]:
    """What goes out now, and arrives."""
    claimed = town.do(
        reaching.claim,
        accounts=[account],
        lease=timedelta(minutes=1),
        most=20,
        parts={ACCOUNT: lambda _spoken, _locale, _pictures: 1},
    )
    for each in claimed:
        if each.way.means is not Means.TASK:
            town.do(reach_results.arrived, each, external_id=f"x{each.id}")
    town.now += timedelta(seconds=2)
    return claimed


def send_all(town: Town) -> list[Claimed]:
    sent: list[Claimed] = []
    while claimed := send(town):
        sent += claimed
    return sent


def resolved(town: Town, owner: Chat) -> int:
    """A repair that was done; what was said then has been read."""
    heard(town, owner)
    case = owner.files()
    town.resolve(case.id)
    heard(town, owner)
    send_all(town)
    assert case.id is not None
    return case.id


def asked(town: Town) -> Claimed:
    """The revisit's question when it is due, three days later at the latest."""
    for _ in range(64):
        town.until(f"{(town.now + timedelta(hours=3)):%Y-%m-%d %H:%M}")
        if questions := [each for each in send_all(town) if each.klass == "B"]:
            return questions[0]
    raise AssertionError("nobody asked")


def test_a_follow_up_after_the_window_goes_by_template(town: Town, owner: Chat) -> None:
    register(town, TEMPLATE)
    case_id = resolved(town, owner)
    town.now += timedelta(hours=72)
    question = asked(town)
    assert (question.way.means, question.way.why) == (Means.TEMPLATE, "window_closed")
    assert dict(question.way.fields) == {"thing1": "供水", "character_string2": town.case(case_id).number}


def test_a_follow_up_after_the_window_goes_by_opt_in_first(town: Town, owner: Chat) -> None:
    register(town, TEMPLATE, OPT_IN)
    resolved(town, owner)
    town.do(reach_results.opted_in, owner.contact_id(), "sub", accepted=True)
    town.now += timedelta(hours=72)
    assert asked(town).way.means is Means.SUBSCRIPTION


def test_a_follow_up_that_cannot_be_sent_is_phoned_and_says_why(town: Town, owner: Chat) -> None:
    case_id = resolved(town, owner)
    town.now += timedelta(hours=72)
    town.until(CONTACT_HOURS)
    revisit = town.revisits()[-1]
    assert (revisit.state, revisit.why) == (RevisitState.PHONE, "window_closed")
    assert "phone_revisit" in town.open_tasks()
    assert "revisit_by_phone" in town.what_happened(case_id)


def test_a_follow_up_within_the_window_is_asked_in_the_chat(town: Town, owner: Chat) -> None:
    resolved(town, owner)
    town.now += timedelta(hours=20)
    heard(town, owner)
    assert asked(town).way.means is Means.SERVICE


def test_a_window_that_closes_before_the_question_leaves_makes_it_a_call(town: Town, owner: Chat) -> None:
    resolved(town, owner)
    heard(town, owner)
    while not town.rows(Outbox, klass="B"):
        town.until(f"{(town.now + timedelta(hours=3)):%Y-%m-%d %H:%M}")
    town.now += timedelta(hours=48)
    question = send_all(town)[-1]
    assert question.way.means is Means.TASK


def test_an_owner_who_is_in_telegram_too_is_asked_there(town: Town, owner: Chat) -> None:
    case_id = resolved(town, owner)
    telegram = town.chat("lin-in-telegram", account="telegram:A")
    town.now += timedelta(hours=72)
    town.until(CONTACT_HOURS)
    assert "revisit_asked" in town.what_happened(case_id)
    assert telegram.last().buttons


def test_news_of_a_case_go_to_another_chat_of_the_owner(town: Town, owner: Chat) -> None:
    resolved(town, owner)
    telegram = town.chat("lin-in-telegram", account="telegram:A")
    town.now += timedelta(hours=72)
    to = town.store.read(lambda session: listener(session, owner.contact_id()))
    town.do(say_spoken, to, Spoken("材料到了"))
    send_all(town)
    moved = town.rows(Outbox, state="moved")[-1]
    assert (moved.means, moved.why) == ("other", "window_closed")
    assert telegram.last().text == "材料到了"


def test_news_of_a_case_go_by_their_own_template(town: Town, owner: Chat) -> None:
    register(town, TEMPLATE, PROGRESS)
    heard(town, owner)
    case = owner.files()
    send_all(town)
    town.now += timedelta(hours=72)
    town.resolve(case.id)
    news = send_all(town)
    assert {each.way.form for each in news} == {"news"}


def test_a_template_that_its_owner_refused_is_phoned(town: Town, owner: Chat) -> None:
    register(town, TEMPLATE)
    resolved(town, owner)
    town.now += timedelta(hours=72)
    question = asked(town)
    town.do(reach_results.finished, ACCOUNT, owner.address, f"x{question.id}", "failed:user block")
    assert town.revisits()[-1].state == RevisitState.PHONE
    assert town.revisits()[-1].why == "refused_by_owner"


def test_what_is_under_way_is_counted_in_the_window_that_opens_meanwhile(town: Town, owner: Chat) -> None:
    heard(town, owner)
    [claimed] = town.do(
        reaching.claim,
        accounts=[ACCOUNT],
        lease=timedelta(minutes=1),
        most=20,
        parts={ACCOUNT: lambda *_: 1},
    )
    heard(town, owner)
    window = town.store.read(lambda session: session.get_one(Window, owner.contact_id()))
    assert window.words_left == 4
    town.store.write(lambda session: reaching.settle(session, claimed, counted=False))
    assert town.store.read(lambda session: session.get_one(Window, owner.contact_id())).words_left == 5


@pytest.mark.parametrize("sign", [Sign.MENU, Sign.FOLLOW, Sign.SCAN, Sign.TAP])
def test_only_words_open_two_days(town: Town, owner: Chat, sign: Sign) -> None:
    heard(town, owner, sign)
    ask = {"is_reminder": False}
    assert town.do(whom_to_ask, owner.contact_id(), **ask).contact_id == owner.contact_id()
    town.now += timedelta(minutes=1)
    assert town.do(whom_to_ask, owner.contact_id(), **ask).why == "window_closed"
