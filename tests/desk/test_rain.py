"""After the first heavy rainstorm: storms, one campaign each, the owners' answers (B4.1.2.3-C)."""

import pytest

from procedures.kinds import Category, Outcome, RevisitForm, RevisitState
from storage import Session
from storage.tables import Case, Centre, Contact
from tests.desk.cast import Chat, Town, at
from tests.desk.rainy import asked_by, falls, leak, press, storm

MORNING_AFTER = "2026-11-25 09:00"


def follows_b(town: Town) -> None:
    """Centre A goes by procedure B from now on."""

    def unit(session: Session) -> None:
        session.get_one(Centre, town.ids["A"]).procedure = "management_office"

    town.store.write(unit)


def test_b4_1_2_3_c_after_the_first_heavy_rain_the_owner_is_asked_in_contact_hours(lin: Chat) -> None:
    case = leak(lin)
    storm(lin.town)
    said = len(lin.all_said())
    lin.town.until("2026-11-25 05:30")
    assert len(lin.all_said()) == said
    lin.town.until(MORNING_AFTER)
    assert lin.last().text == f"您好，昨晚下了 63 毫米大雨，上次修的窗戶還漏嗎？（個案 {case.number}）"
    assert [button.label for button in lin.last().buttons] == ["不漏了", "還漏", "不確定，請來看看"]
    (revisit,) = asked_by(lin.town)
    assert (revisit.form, revisit.clause, revisit.state) == (RevisitForm.CHAT, "A4.3.3.2", RevisitState.ASKED)


def test_dry_by_a_tap_proves_the_repair(lin: Chat) -> None:
    case = leak(lin)
    storm(lin.town)
    lin.town.until(MORNING_AFTER)
    press(lin, "dry")
    assert lin.last().text.startswith("太好了")
    case = lin.town.case(case.id)
    assert (case.awaits_rain, case.proved_dry_at) == (False, lin.town.now)
    assert [each.outcome for each in asked_by(lin.town)] == [Outcome.SOLVED]


def test_b4_1_2_3_c_procedure_b_looks_on_site_all_the_same(lin: Chat) -> None:
    follows_b(lin.town)
    case = leak(lin)
    storm(lin.town)
    lin.town.until(MORNING_AFTER)
    press(lin, "dry")
    asked, visit = asked_by(lin.town)
    assert (asked.state, visit.form, visit.state) == (
        RevisitState.DONE,
        RevisitForm.ON_SITE,
        RevisitState.PLANNED,
    )
    assert visit.clause == "B4.1.2.3-C"
    assert visit.round == asked.round + 1
    assert lin.town.case(case.id).proved_dry_at is None
    assert "上門" in lin.last().text


def test_b4_1_2_3_c_still_leaking_opens_a_rework_at_once_and_asks_for_a_photo(lin: Chat) -> None:
    case = leak(lin)
    storm(lin.town)
    lin.town.until(MORNING_AFTER)
    press(lin, "leaks")
    rework = lin.town.cases()[-1]
    assert (rework.parent_id, rework.relation) == (case.id, "rework")
    assert rework.number in lin.all_said()[-1].text
    lin.says("左邊窗框")
    assert "照片" in lin.last().text
    lin.sends_photo()
    lin.taps("done")
    assert [picture.case_id for picture in lin.pictures()] == [rework.id]
    assert lin.town.case(rework.id).story.startswith("左邊窗框")
    assert not lin.town.case(case.id).awaits_rain


def test_not_sure_books_a_visit(lin: Chat) -> None:
    leak(lin)
    storm(lin.town)
    lin.town.until(MORNING_AFTER)
    press(lin, "unsure")
    asked, visit = asked_by(lin.town)
    assert (asked.state, asked.why) == (RevisitState.SKIPPED, "visit_wanted")
    assert (visit.form, visit.state, visit.storm_id) == (
        RevisitForm.ON_SITE,
        RevisitState.PLANNED,
        asked.storm_id,
    )


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("不漏了", Outcome.SOLVED),
        ("冇漏喇", Outcome.SOLVED),
        ("没有再漏水", Outcome.SOLVED),
        ("it stayed dry, thanks", Outcome.SOLVED),
        ("還漏", Outcome.NOT),
        ("窗戶又滲水了", Outcome.NOT),
        ("still leaking", Outcome.NOT),
        ("不確定，你們過來看看", None),
    ],
)
def test_words_answer_the_question_after_rain(small_town: Town, words: str, outcome: Outcome | None) -> None:
    lin = small_town.chat()
    leak(lin)
    storm(small_town)
    small_town.until(MORNING_AFTER)
    lin.says(words)
    assert asked_by(small_town)[0].outcome == outcome
    assert asked_by(small_town)[0].state in (RevisitState.DONE, RevisitState.SKIPPED)


def test_words_that_answer_one_of_two_repairs_are_asked_which(lin: Chat) -> None:
    another = {**leak(lin).model_dump(), "id": None, "number": "2611-0099", "category": Category.ROOF_LEAK}
    lin.town.store.write(lambda session: session.add(Case.model_validate(another)))
    storm(lin.town)
    lin.town.until("2026-11-25 10:00")
    lin.says("不漏了")
    roof = next(button for button in lin.last().buttons if button.label.startswith("屋頂"))
    lin.hears(token=roof.token)
    outcomes = {row.outcome for row in asked_by(lin.town)}
    assert outcomes == {Outcome.SOLVED, None}


def test_words_that_answer_go_to_the_rework(lin: Chat) -> None:
    leak(lin)
    storm(lin.town)
    lin.town.until(MORNING_AFTER)
    lin.says("窗戶還在滴水")
    assert lin.town.cases()[-1].story.startswith("窗戶還在滴水")
    assert "照片" in lin.last().text


@pytest.mark.parametrize("words", ["廁所漏水", "停車費多少錢", "樓上好吵", "電梯壞了"])
def test_words_about_something_else_are_no_answer(small_town: Town, words: str) -> None:
    lin = small_town.chat()
    leak(lin)
    storm(small_town)
    small_town.until(MORNING_AFTER)
    lin.says(words)
    assert [each.state for each in asked_by(small_town)] == [RevisitState.ASKED]


def test_a_late_answer_is_told_politely_and_changes_nothing(lin: Chat) -> None:
    leak(lin)
    storm(lin.town)
    lin.town.until(MORNING_AFTER)
    token = lin.last().buttons[1].token
    press(lin, "dry")
    lin.hears(token=token)
    assert lin.last().text.startswith("這次回訪已經結束")
    assert len(lin.town.cases()) == 1


def test_a_stranger_answers_nothing(lin: Chat) -> None:
    leak(lin)
    storm(lin.town)
    lin.town.until(MORNING_AFTER)
    token = lin.last().buttons[0].token
    ho = lin.town.chat("ho", bound="ho")
    ho.hears(token=token)
    ho.hears(token="0:storm.leaks:99999999999999")
    assert [each.state for each in asked_by(lin.town)] == [RevisitState.ASKED]


def test_a_repair_done_while_it_rained_is_not_asked_about(lin: Chat) -> None:
    leak(lin, done="2026-11-24 21:30")
    storm(lin.town)
    lin.town.until(MORNING_AFTER)
    assert asked_by(lin.town) == []


def test_a_drain_is_no_matter_of_rain(lin: Chat) -> None:
    leak(lin, Category.DRAIN)
    storm(lin.town)
    lin.town.until(MORNING_AFTER)
    assert asked_by(lin.town) == []


def test_what_rain_has_proved_is_not_asked_again(lin: Chat) -> None:
    leak(lin)
    storm(lin.town)
    lin.town.until(MORNING_AFTER)
    press(lin, "dry")
    storm(lin.town, "2026-11-27 20:00")
    lin.town.until("2026-11-28 10:00")
    assert len(asked_by(lin.town)) == 1


def test_a_second_storm_does_not_ask_while_the_first_question_is_open(lin: Chat) -> None:
    leak(lin)
    storm(lin.town)
    lin.town.until(MORNING_AFTER)
    storm(lin.town, "2026-11-25 20:00")
    lin.town.until("2026-11-26 10:00")
    assert len(asked_by(lin.town)) == 1


def test_the_other_centre_has_its_own_rain(lin: Chat) -> None:
    leak(lin)
    falls(lin.town, "2026-11-24 20:00", [60, *[0] * 6], centre="B")
    lin.town.until(MORNING_AFTER)
    assert asked_by(lin.town) == []


def test_an_owner_in_the_middle_of_a_dialog_is_asked_later(lin: Chat) -> None:
    leak(lin)
    storm(lin.town)
    lin.town.now = at("2026-11-25 08:29")
    lin.hears(token="0:menu:complaint")
    lin.town.until("2026-11-25 08:31")
    assert asked_by(lin.town) == []
    lin.town.until("2026-11-25 09:10")
    assert len(asked_by(lin.town)) == 1


def test_an_unreachable_owner_goes_straight_to_the_list_of_visits(lin: Chat) -> None:
    leak(lin)

    def lost(session: Session) -> None:
        session.get_one(Contact, lin.contact_id()).unreachable = "blocked"

    lin.town.store.write(lost)
    storm(lin.town)
    lin.town.until(MORNING_AFTER)
    assert [(each.state, each.why) for each in asked_by(lin.town)] == [(RevisitState.PHONE, "unreachable")]
    assert lin.town.open_tasks() == ["storm_visit"]


def test_silence_is_reminded_once_and_then_listed_for_a_visit(lin: Chat) -> None:
    leak(lin)
    storm(lin.town)
    lin.town.until(MORNING_AFTER)
    lin.town.until("2026-11-26 09:30")
    assert lin.last().text.startswith("打擾了，想再問一聲")
    assert asked_by(lin.town)[0].state == RevisitState.REMINDED
    said = len(lin.all_said())
    lin.town.until("2026-11-27 10:00")
    assert len(lin.all_said()) == said
    assert [(each.state, each.why) for each in asked_by(lin.town)] == [(RevisitState.PHONE, "silent")]
    assert lin.town.open_tasks() == ["storm_visit"]


def test_an_answer_after_the_list_was_made_still_counts(lin: Chat) -> None:
    case = leak(lin)
    storm(lin.town)
    for moment in (MORNING_AFTER, "2026-11-26 09:30", "2026-11-27 10:00"):
        lin.town.until(moment)
    press(lin, "dry")
    assert lin.town.open_tasks() == []
    assert lin.town.case(case.id).proved_dry_at == lin.town.now
