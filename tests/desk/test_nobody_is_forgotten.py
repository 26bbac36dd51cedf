"""Words that are not filed, not tapped through, or written after the end still reach somebody."""

from desk import cases
from procedures.kinds import Kind, RevisitState
from procedures.life import CloseReason
from storage.tables import Task
from tests.desk.cast import Chat, Town


def test_an_emergency_is_told_to_staff_before_anything_is_tapped(town: Town, lin: Chat) -> None:
    lin.says("三號樓電梯困住我媽媽")
    assert town.cases() == []
    assert town.open_tasks() == ["emergency"]


def test_an_emergency_that_is_filed_is_a_case_and_no_task_any_more(town: Town, lin: Chat) -> None:
    lin.says("三號樓電梯困住我媽媽")
    lin.taps("file")
    assert town.cases()[0].urgent
    assert "emergency" not in town.open_tasks()


def test_whoever_wants_a_person_gets_a_case_with_a_promise(town: Town, lin: Chat) -> None:
    lin.says("人工")
    case = town.cases()[0]
    assert case.kind == Kind.ENQUIRY
    assert case.number in lin.last().text
    lin.says("押金還沒退給我")
    assert "owner_wrote" in town.what_happened(case.id)


def test_the_words_before_a_person_was_wanted_are_the_case_s_story(town: Town, lin: Chat) -> None:
    lin.says("樓上半夜裝修太吵")
    lin.says("人工")
    assert town.cases()[0].story == "樓上半夜裝修太吵"


def test_a_person_wanted_in_a_case_is_a_task_that_an_answer_ends(town: Town, lin: Chat) -> None:
    case = lin.files()
    lin.says("人工")
    assert town.open_tasks() == ["person_wanted"]
    town.do(cases.reply, case.id, words="您好，我是陳思敏。", by=town.chen)
    assert town.open_tasks() == []


def test_words_after_the_work_was_done_are_a_task(town: Town, lin: Chat) -> None:
    case = lin.files()
    town.resolve(case.id)
    lin.says("門還是關不緊")
    tasks = [task for task in town.rows(Task, kind="owner_wrote") if task.done_at is None]
    assert [task.case_id for task in tasks] == [case.id]


def test_an_owner_who_does_not_want_to_be_asked_is_not_phoned(town: Town, lin: Chat) -> None:
    case = lin.files()
    town.resolve(case.id)
    town.until("2026-11-24 09:00")
    lin.says("取消")
    for day in ("25", "26", "27", "28"):
        town.until(f"2026-11-{day} 10:00")
    assert [(one.state, one.why) for one in town.revisits()] == [(RevisitState.SKIPPED, "declined_by_owner")]
    assert town.open_tasks() == []
    assert "revisit_skipped" in town.what_happened(case.id)


def test_a_paused_form_is_offered_beside_my_cases_and_beside_added_words(town: Town, lin: Chat) -> None:
    lin.files()
    lin.says("投訴")
    lin.says("噪音")
    lin.says("我的個案")
    assert "2611-0001" in lin.last().buttons[0].label
    lin.says("還有一點：地板也濕了")
    assert town.letters() == []
    assert any(button.token.startswith("0:resume:") for button in lin.last().buttons)


def test_free_words_at_an_offer_are_kept_while_the_owner_looks_elsewhere(town: Town, lin: Chat) -> None:
    lin.says("樓上半夜裝修太吵")
    lin.says("我的個案")
    resume = next(button.token for button in lin.last().buttons if button.token.startswith("0:resume:"))
    lin.hears(token=resume)
    lin.taps("file")
    assert town.cases()[0].story == "樓上半夜裝修太吵"


def test_words_said_to_be_of_a_case_that_has_ended_since_are_a_task(town: Town, lin: Chat) -> None:
    case = lin.files()
    lin.says("樓上好嘈")
    town.do(cases.close, case.id, reason=CloseReason.DUPLICATE, words="與業主核實", by=town.chen)
    whose = next(b.token for said in lin.all_said() for b in said.buttons if b.token.endswith("whose:this"))
    lin.hears(token=whose)
    assert town.open_tasks() == ["owner_wrote"]
