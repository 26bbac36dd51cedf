"""A survey by link and on paper, and what it comes to (A4.1.5, A6.4)."""

import msgspec
import pytest

from desk import survey_forms, tasks
from desk.survey_results import by_category, figures, sign
from procedures.kinds import Category, Role
from procedures.refused import Refused
from procedures.surveying import InvitationState, SurveyState, code, token
from storage import Missing, survey_answers
from storage.tables import Answer, CaseEvent, Survey, Task
from tests.desk.cast import Chat, Town
from tests.desk.surveying import SEED, answers, invitation, started

FILLED = {"q-cleaning": "4", "q-greening": "5", "w-suggestion": "希望多種花"}


def save(town: Town, link: str, fields: dict[str, str], *, sends: bool = False) -> object:
    return town.do(survey_forms.save_by_link, link, fields, sends=sends, locale="zh-Hant")


def link_of(town: Town, who: str = "ho") -> str:
    return token(SEED, invitation(town, who).id or 0)


def test_a4_1_5_by_link_it_is_saved_gone_on_with_and_sent_once(town: Town) -> None:
    started(town)
    link = link_of(town)
    save(town, link, {"q-cleaning": "4"})
    kept = town.store.read(lambda session: survey_forms.by_link(session, link)).answers
    assert {key: answer.value for key, answer in kept.items()} == {"cleaning": "4"}
    save(town, link, FILLED, sends=True)
    assert (invitation(town, "ho").state, invitation(town, "ho").how) == (InvitationState.ANSWERED, "link")
    with pytest.raises(Refused, match="survey answered"):
        save(town, link, {"q-cleaning": "1"}, sends=True)
    assert [answer.value for answer in town.rows(Answer)] == ["4", "5", "words"]


@pytest.mark.parametrize("given", ["", "1", "1-", "99999-" + "A" * 22, "1-" + "A" * 22, "x" * 500])
def test_a_link_that_was_guessed_leads_nowhere(town: Town, given: str) -> None:
    started(town)
    with pytest.raises(Missing):
        town.store.read(lambda session: survey_forms.by_link(session, given))


def test_a4_1_5_what_was_begun_in_the_chat_goes_on_by_the_link(town: Town, lin: Chat) -> None:
    started(town)
    lin.taps(str(invitation(town).id))
    answers(lin, "2")
    lin.says("樓道髒")
    assert save(town, link_of(town, "lin"), {"q-greening": "3"}, sends=True) is not None
    assert town.cases()[-1].category == Category.CLEANING
    lin.taps("3")
    assert "已經收到" in lin.last().text


def test_a6_4_a_sheet_is_entered_by_its_code_even_after_the_end(town: Town) -> None:
    which = started(town)
    town.until("2026-12-23 10:00")
    typed = f" {code(SEED, invitation(town, 'ho').id or 0).lower()} "
    town.do(survey_forms.enter, which, typed, FILLED, by=town.chen)
    entered = invitation(town, "ho")
    assert (entered.state, entered.how, entered.entered_by) == ("answered", "paper", town.chen.staff_id)
    for given, why in ((typed, "survey answered"), ("9-AAAA", "no such code"), ("?", "no such code")):
        with pytest.raises(Refused, match=why):
            town.do(survey_forms.enter, which, given, FILLED, by=town.chen)


def test_an_answer_that_is_none_of_the_choices_is_refused_and_nothing_is_kept(town: Town) -> None:
    started(town)
    for fields in ({"q-cleaning": "6"}, {"q-cleaning": "yes"}):
        with pytest.raises(Refused, match="no such answer"):
            save(town, link_of(town), fields)
    with pytest.raises(Refused, match="survey empty"):
        save(town, link_of(town), {"q-nothing": "5"}, sends=True)
    assert town.rows(Answer) == []


def test_a4_1_5_the_result_counts_by_question_and_building_and_groups_words(town: Town) -> None:
    which = started(town)
    save(town, link_of(town), FILLED, sends=True)
    save(town, link_of(town, "lin"), {"q-cleaning": "2", "w-cleaning": "電梯常壞"}, sends=True)
    found = town.store.read(lambda session: figures(session, session.get_one(Survey, which)))
    cleaning = found["questions"][0]
    assert (cleaning["counts"], cleaning["mean"], cleaning["satisfied"]) == ({"4": 1, "2": 1}, 3.0, 0.5)
    assert [(one["invited"], one["answered"]) for one in found["buildings"]] == [(3, 2)]
    assert (found["rate"], found["cases"]) == (0.667, 1)
    told = town.store.read(lambda session: by_category(survey_answers.told(session, which)))
    assert {category: [one.words for one in rows] for category, rows in told} == {
        Category.LIFT: ["電梯常壞"],
        Category.GREENING: ["希望多種花"],
    }


def test_a4_1_5_the_director_signs_quality_gets_a_copy_and_it_is_posted(town: Town) -> None:
    which = started(town)
    save(town, link_of(town), FILLED, sends=True)
    with pytest.raises(Refused, match="not closed"):
        town.do(sign, which, conclusion="加強保潔", by=town.wang)
    town.until("2026-12-23 10:00")
    with pytest.raises(Refused):
        town.do(sign, which, conclusion="加強保潔", by=town.chen)
    town.do(sign, which, conclusion="加強保潔", by=town.wang)
    survey = town.rows(Survey, id=which)[0]
    assert (survey.state, survey.signed_by) == (SurveyState.SIGNED, town.wang.staff_id)
    copy = town.rows(Task, kind="survey_copy")[0]
    assert (copy.for_role, copy.clause) == (Role.QUALITY, "A4.1.5")
    assert "希望多種花" not in survey.figures
    mine = town.rows(Task, centre_id=town.ids["A"])
    assert {task.kind for task in mine if task.done_at is None and "survey" in task.kind} == {"survey_copy"}
    assert town.rows(CaseEvent, what="survey_signed")[0].actor == str(town.wang)


def test_a4_1_5_the_next_wave_is_compared_with_the_last(town: Town) -> None:
    first = started(town)
    save(town, link_of(town), FILLED, sends=True)
    town.until("2026-12-23 10:00")
    town.do(sign, first, conclusion="好", by=town.wang)
    second = started(town, day="2027-06-01 09:00")
    save(town, link_of(town), {"q-cleaning": "5"}, sends=True)
    found = town.store.read(lambda session: figures(session, session.get_one(Survey, second)))
    cleaning = found["questions"][0]
    assert (found["before"], cleaning["before"], cleaning["change"]) == ("2026-H2", 4.0, 1.0)


def test_its_tasks_end_by_the_thing_itself(town: Town) -> None:
    which = started(town)
    town.until("2026-12-23 10:00")
    task = town.rows(Task, kind="sign_survey")[0]
    with pytest.raises(Refused, match="sign the survey"):
        town.do(tasks.finish, task.id, note="", by=town.wang)
    assert msgspec.json.decode(town.rows(Survey, id=which)[0].figures) == {}
