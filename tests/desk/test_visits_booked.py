"""The bot asks for a time, and fixes it (A4.3.1, B4.2.2, B4.2.3)."""

import pytest

from procedures.kinds import Role
from storage.tables import CaseEvent, Outbox
from tests.desk.cast import DAY, Chat, Town, at
from tests.desk.visiting import booked, history, owed, recorded, visit


@pytest.fixture
def asked(town: Town, lin: Chat) -> int:
    """The bot has just asked Lin when the director may come."""
    which = owed(town)
    town.until("2026-11-23 10:01")
    return which


def test_a4_3_1_one_tap_books_the_visit(town: Town, lin: Chat, asked: int) -> None:
    assert "服務中心主任wang想登門拜訪" in lin.last().text
    lin.taps("s1")
    row = visit(town, asked)
    assert (row.state, row.visit_from) == ("booked", at("2026-11-24 08:30"))
    assert history(town, asked) == ["booked"]
    assert "約好了：服務中心主任wang會在 11月24日（星期二）上午8:30–中午12:00 上門" in lin.last().text


def test_b4_2_2_a_new_owner_is_asked_in_words_of_their_own(town: Town, lin: Chat, asked: int) -> None:
    assert "歡迎入住" in lin.last().text


def test_a4_3_1_slots_end_with_the_due_day(town: Town, lin: Chat) -> None:
    owed(town, due_at=at("2026-11-24 12:00"))
    town.until("2026-11-23 10:01")
    labels = [button.label for button in lin.last().buttons if ":slot:s" in button.token]
    assert [label[:6] for label in labels] == ["11月23日", "11月24日", "11月24日"]


def test_a4_3_1_a_time_in_words_is_said_back_and_booked(town: Town, lin: Chat, asked: int) -> None:
    lin.says("週三下午三點")
    assert "11月25日（星期三）下午3:00" in lin.last().text
    lin.says("對")
    assert visit(town, asked).visit_from == at("2026-11-25 15:00")
    assert visit(town, asked).visit_until == at("2026-11-25 16:00")


def test_a_time_outside_contact_hours_is_phoned_about(town: Town, lin: Chat, asked: int) -> None:
    lin.says("明天晚上九點")
    lin.says("對")
    assert "同事會打電話" in lin.last().text
    assert town.open_tasks() == ["book_visit"]
    assert visit(town, asked).why == "wish_outside_hours"


def test_an_owner_who_wants_no_visit_is_not_visited(town: Town, lin: Chat, asked: int) -> None:
    lin.says("不用了")
    lin.taps("none")
    lin.says("我不在本地")
    row = visit(town, asked)
    assert (row.state, row.why, row.words) == ("skipped", "declined_by_owner", "我不在本地")
    assert town.open_tasks() == ["visit_declined"]


def test_an_owner_may_have_a_call_instead(town: Town, lin: Chat, asked: int) -> None:
    lin.taps("no")
    lin.taps("phone")
    assert (visit(town, asked).state, town.open_tasks()) == ("phone", ["book_visit"])


def test_ask_me_later_is_asked_later(town: Town, lin: Chat, asked: int) -> None:
    lin.taps("not_now")
    assert visit(town, asked).state == "planned"
    town.until("2026-11-24 09:00")
    assert "過幾天再請教您" in lin.last().text
    town.until("2026-11-25 09:00")
    assert "哪個時間方便" in lin.last().text


def test_later_and_later_ends_on_the_phone(town: Town, lin: Chat, asked: int) -> None:
    for day in ("25", "27"):
        lin.taps("not_now")
        town.until(f"2026-11-{day} 09:00")
    lin.taps("not_now")
    town.until("2026-11-30 09:00")
    assert (visit(town, asked).state, visit(town, asked).why) == ("phone", "asked_enough")


def test_silence_is_reminded_once_and_then_somebody_phones(town: Town, lin: Chat, asked: int) -> None:
    said = len(lin.all_said())
    town.until("2026-11-24 10:30")
    assert "上門的時間還沒有定下來" in lin.last().text
    town.until("2026-11-25 10:30")
    town.until("2026-11-26 10:30")
    assert len(lin.all_said()) == said + 1
    assert (visit(town, asked).why, town.open_tasks()) == ("silent", ["book_visit"])


def test_without_a_chat_somebody_phones_at_once(town: Town) -> None:
    which = owed(town)
    town.until("2026-11-23 10:01")
    assert (visit(town, which).why, town.open_tasks()) == ("unreachable", ["book_visit"])


def test_a_visit_waits_while_the_owner_is_in_a_dialog(town: Town, lin: Chat) -> None:
    lin.says("報修")
    owed(town)
    town.until("2026-11-23 10:10")
    assert "想登門拜訪" not in lin.last().text
    town.until("2026-11-23 10:45")
    assert "想登門拜訪" in lin.last().text


def test_nobody_is_asked_at_night(town: Town, lin: Chat) -> None:
    which = owed(town)
    town.until("2026-11-23 22:00")
    assert visit(town, which).next_at == at("2026-11-24 08:30")


def test_the_fourth_of_a_half_day_is_offered_another(town: Town, lin: Chat, asked: int) -> None:
    for _ in range(3):
        other = owed(town, owner_id=town.ids["ho"], next_at=None)
        booked(town, other, "2026-11-24 08:30", "2026-11-24 12:00")
    lin.taps("s1")
    assert "剛剛約滿" in lin.last().text
    assert "上午" not in lin.last().buttons[1].label
    assert visit(town, asked).state == "asked"


def test_the_evening_before_the_owner_is_reminded_once(town: Town, lin: Chat, asked: int) -> None:
    lin.taps("s2")
    town.until("2026-11-23 17:59")
    said = len(lin.all_said())
    for moment in ("18:00", "18:20", "20:00"):
        town.until(f"2026-11-23 {moment}")
    assert len(lin.all_said()) == said + 1
    assert lin.last().text.startswith("提醒您")


def test_reminders_and_questions_are_sent_at_most_once(town: Town) -> None:
    telegram = town.chat("77", account="telegram:A")
    owed(town)
    town.until("2026-11-23 10:01")
    telegram.taps("s2")
    town.until("2026-11-23 18:30")
    assert [row.klass for row in town.rows(Outbox)][-3:] == ["B", "A", "B"]


def test_a_change_keeps_what_was(town: Town, lin: Chat, asked: int) -> None:
    lin.taps("s1")
    lin.taps(str(asked))
    assert "要改到什麼時候" in lin.last().text
    lin.taps("s2")
    assert history(town, asked) == ["changed", "booked"]
    assert "改好了" in lin.last().text
    happened = [event.what for event in town.rows(CaseEvent) if "visit" in event.what]
    assert happened[-2:] == ["visit_booked", "visit_changed"]


def test_my_visits_are_found_by_words_and_can_be_cancelled(town: Town, lin: Chat, asked: int) -> None:
    lin.taps("s1")
    lin.says("我的預約")
    lin.taps(str(asked))
    lin.taps("no")
    lin.taps("none")
    lin.taps("skip")
    assert (visit(town, asked).state, history(town, asked)) == ("skipped", ["cancelled"])
    lin.says("我的預約")
    assert "目前沒有約好的上門時間" in lin.last().text


def test_the_list_of_cases_shows_visits_too(town: Town, lin: Chat, asked: int) -> None:
    lin.taps("s1")
    lin.says("進度")
    assert any(button.token == f"0:visit:{asked}" for button in lin.last().buttons)


def test_another_owner_cannot_touch_a_visit(town: Town, lin: Chat, asked: int) -> None:
    ho = town.chat("ho", bound="ho")
    ho.hears(token=f"0:visit:{asked}")
    assert "不用再約" in ho.last().text


def test_staff_book_by_hand_and_the_owner_is_told(town: Town, lin: Chat, asked: int) -> None:
    booked(town, asked, "2026-11-25 09:00", "2026-11-25 10:00")
    assert "跟您約好了" in lin.last().text
    booked(town, asked, "2026-11-26 09:00", "2026-11-26 10:00")
    assert "上門時間有變動" in lin.last().text
    assert history(town, asked) == ["changed", "booked"]
    lin.says("電梯壞了")
    assert any(button.token.endswith(":file") for button in lin.last().buttons)


def test_a_visit_without_its_record_is_asked_for(town: Town, lin: Chat, asked: int) -> None:
    lin.taps("s0")
    town.until("2026-11-23 20:30")
    assert town.open_tasks() == ["record_visit"]
    assert visit(town, asked).done_at is None
    recorded(town, asked, "2026-11-23 15:00")
    assert town.open_tasks() == []


def test_the_only_one_with_the_role_goes(town: Town, lin: Chat) -> None:
    which = owed(town, by_whom=Role.DEPARTMENT_HEAD)
    town.until("2026-11-23 10:01")
    lin.taps("s1")
    assert visit(town, which).visitor_id == town.li.staff_id


def test_a_tick_repeated_asks_once(town: Town, lin: Chat, asked: int) -> None:
    said = len(lin.all_said())
    town.until("2026-11-23 10:01")
    town.now += DAY / 24
    assert len(lin.all_said()) == said
