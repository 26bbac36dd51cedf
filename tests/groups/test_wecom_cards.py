"""The WeCom application's cards: buttons find the way back, cards change, and words do the same."""

from datetime import timedelta

import pytest

from bot.channels.wecom.account import WeComApp
from desk import cases
from desk.staff_groups import GroupKind
from procedures.kinds import CaseState
from storage import Store
from storage.tables import Case
from tests.desk.cast import Chat, Town, seed
from tests.fakes.wecom import AGENT, CORP, SECRET, FakeWeCom, Pusher
from tests.groups.works import Works, at_work

ALONE = WeComApp(CORP, AGENT, SECRET)


@pytest.fixture
def town(sqlite_store: Store) -> Town:
    return seed(sqlite_store)


async def filed(works: Works, words: str = "") -> tuple[Case, Chat]:
    """A case of Lin's whose card chen and li see; both are bound."""
    works.add(GroupKind.WECOM_APP, "chen|li")
    for who in ("chen", "li"):
        await works.binds(who)
    lin = works.town.chat()
    if words:
        lin.says(words)
        for tap in ("file", "no", "file"):
            if any(button.token.endswith(f":{tap}") for button in lin.last().buttons):
                lin.taps(tap)
    case = works.town.cases()[-1] if words else lin.files()
    await works.settle()
    return case, lin


async def test_whoever_presses_first_has_it_and_the_card_changes_for_both(works: Works) -> None:
    case, _ = await filed(works)
    card = works.card(case.number)
    for who in ("li", "chen"):
        assert await works.presses(who, "接單", on=card) == 200
    await works.settle()
    assert works.town.case(case.id).handler_id == works.town.li.staff_id
    assert "由您接手了" in works.last("li")
    assert "同事剛剛動過" in works.last("chen")
    assert "🔧 已接單 · li" in card.words()
    assert list(card.buttons()) == ["派單", "申請延期", "辦結"]
    assert len(works.fake.cards) == 1


async def test_a_change_uses_the_code_of_the_card_and_then_shows_it_anew(works: Works) -> None:
    case, _ = await filed(works)
    works.town.do(cases.take, case.id, by=works.town.li)
    await works.settle()
    assert len(works.fake.cards) == 1
    works.town.resolve(case.id)
    await works.settle()
    assert [one.words().count("已接單") for one in works.fake.cards.values()] == [1]
    assert "已辦結" in works.last("li")


async def test_after_three_days_a_card_is_shown_anew(works: Works) -> None:
    case, _ = await filed(works)
    works.town.now += timedelta(days=4)
    works.town.do(cases.take, case.id, by=works.town.li)
    await works.settle()
    assert len(works.fake.cards) == 2
    assert "message/update_template_card" not in [path for path, _ in works.fake.calls]


async def test_a_code_that_is_refused_shows_the_card_anew(works: Works) -> None:
    case, _ = await filed(works)
    works.fake.codes.clear()
    works.town.do(cases.take, case.id, by=works.town.li)
    await works.settle()
    assert len(works.fake.cards) == 2
    assert "已接單" in works.card(case.number).words()


async def test_a_card_in_doubt_is_shown_once(works: Works) -> None:
    works.add(GroupKind.WECOM_APP, "chen")
    works.fake.hides_answers = 2
    works.file()
    await works.settle(10)
    assert len(works.fake.received["chen"]) == len(works.fake.cards) == 1


async def test_a_question_is_forgotten_after_half_an_hour(works: Works) -> None:
    case, _ = await filed(works)
    await works.presses("li", "辦結", on=works.card(case.number))
    await works.settle()
    works.town.now += timedelta(minutes=31)
    await works.says("li", "換了閥門")
    assert works.town.case(case.id).state == CaseState.OPEN


async def test_a_complaint_is_ended_by_buttons_and_three_lines(works: Works) -> None:
    case, lin = await filed(works, "投訴：樓上半夜很吵")
    works.town.find_valid(case.id)
    await works.presses("li", "接單", on=works.card(case.number))
    await works.says("li", f"{case.number} 您好，馬上去看。")
    await works.presses("li", "辦結", on=works.card(case.number))
    await works.settle()
    asked = list(works.fake.cards.values())[-1]
    await works.presses("li", "外部", on=asked)
    await works.settle()
    await works.says("li", "樓上裝修\n已勸止\n今後晚上不會再施工")
    await works.settle()
    done = works.town.case(case.id)
    assert (done.state, done.cause, done.measure) == (CaseState.RESOLVED, "樓上裝修", "已勸止")
    assert any("今後晚上不會再施工" in one.text for one in lin.all_said())


async def test_a_case_is_given_to_a_colleague_by_a_button(works: Works) -> None:
    case, _ = await filed(works)
    await works.presses("chen", "派單", on=works.card(case.number))
    await works.settle()
    asked = list(works.fake.cards.values())[-1]
    assert asked.readers == {"chen"}
    await works.presses("chen", "li", on=asked)
    await works.settle()
    assert works.town.case(case.id).handler_id == works.town.li.staff_id


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("派單 {} li", "派給 li 了"),
        ("派單 {} 張三", "沒認出要派給誰"),
        ("延期 {} 11-27 16:30 等配件", "要等主任同意"),
        ("延期 {} 11-23 16:30 等配件", "要晚於目前的辦結時限"),
        ("延期 {} 等配件", "沒看懂這個時間"),
        ("辦結 {} 換了閥門\n修好了", "已辦結"),
        ("办结 {} 換了閥門", "已辦結"),
        ("done 9999-9999 x", "沒有這個個案"),
        ("派單", "可以這樣寫"),
    ],
)
async def test_words_do_what_buttons_do(works: Works, words: str, told: str) -> None:
    case, _ = await filed(works)
    works.town.do(cases.take, case.id, by=works.town.li)
    await works.says("li", words.format(case.number))
    await works.settle()
    assert told in works.last("li")


async def test_a_complaint_is_ended_by_words_with_its_kind_of_cause(works: Works) -> None:
    case, _ = await filed(works, "投訴：樓上半夜很吵")
    works.town.find_valid(case.id)
    works.town.do(cases.take, case.id, by=works.town.li)
    await works.says("li", f"{case.number} 您好，馬上去看。")
    lines = "樓上裝修\n已勸止\n今後晚上不會再施工"
    await works.says("li", f"辦結 {case.number} {lines}")
    await works.settle()
    assert "施工、材料、服務" in works.last("li")
    await works.says("li", f"辦結 {case.number} 外部\n{lines}")
    await works.settle()
    assert works.town.case(case.id).measure == "已勸止", works.last("li")


async def test_a_stranger_who_presses_changes_nothing(works: Works) -> None:
    works.add(GroupKind.WECOM_APP, "chen|li")
    case = works.town.chat().files()
    await works.settle()
    await works.presses("li", "接單", on=works.card(case.number))
    await works.settle()
    assert works.town.case(case.id).handler_id is None
    assert "绑定过的员工" in works.last("li")


async def test_an_application_that_cannot_hear_offers_no_buttons(town: Town, wecom: FakeWeCom) -> None:
    async with at_work(town, wecom, ALONE) as works:
        works.add(GroupKind.WECOM_APP, "chen")
        works.file()
        await works.settle()
        assert works.fake.cards == {}
        assert "【報修】" in works.last("chen")


async def test_forged_keys_and_odd_events_change_nothing(works: Works) -> None:
    case, _ = await filed(works)
    card = works.card(case.number)
    for key in ("g:take:99999", "g:take:", "x", "g:to:1:99999", "g:take:1:2:3", "k" * 80):
        pushed = Pusher(works.town.now).press("li", card, key, "forged")
        assert await works.brings(*pushed) == 200
    await works.settle()
    assert works.town.case(case.id).handler_id in (None, works.town.li.staff_id)
