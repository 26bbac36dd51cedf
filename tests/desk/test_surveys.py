"""The half-yearly survey by the clock and by chat (A4.1.5)."""

import msgspec
import pytest

from desk import surveys
from procedures.kinds import Role
from procedures.refused import Refused
from procedures.surveying import InvitationState, Per, SurveyState
from storage.tables import Answer, CaseEvent, Invitation, Outbox, Question, Survey, Task
from tests.desk.cast import Chat, Town
from tests.desk.surveying import SEED, answers, drafted, invitation, started


def test_a4_1_5_each_half_year_has_one_draft_on_the_directors_list(town: Town) -> None:
    survey = drafted(town)
    town.until("2026-12-02 09:00")
    assert (survey.half, survey.state, survey.clause) == ("2026-H2", SurveyState.DRAFT, "A4.1.5")
    assert [each.half for each in town.rows(Survey, centre_id=town.ids["A"])] == ["2026-H2"]
    task = town.rows(Task, kind="survey_draft", centre_id=town.ids["A"])[0]
    assert (task.for_role, task.clause, task.done_at) == (Role.DIRECTOR, "A4.1.5", None)
    town.until("2027-06-02 09:00")
    assert [each.half for each in town.rows(Survey, centre_id=town.ids["A"])] == ["2026-H2", "2027-H1"]


def test_a6_4_the_draft_has_the_usual_questions_of_the_bank(town: Town) -> None:
    asked = town.rows(Question, survey_id=drafted(town).id)
    assert [one.key for one in asked] == [
        *("overall", "cleaning", "greening", "public_order", "vehicles", "repairs", "manner", "suggestion"),
    ]


def test_a4_1_5_only_the_director_chooses_and_starts(town: Town) -> None:
    which = drafted(town).id
    for who in ("chen", "li", "admin"):
        with pytest.raises(Refused):
            town.do(surveys.start, which, seed=SEED, by=town.staff[who])
    with pytest.raises(Refused, match="no such question"):
        town.do(surveys.choose, which, keys=frozenset({"weather"}), per=Per.UNIT, by=town.wang)


@pytest.mark.parametrize(("per", "many"), [(Per.UNIT, 3), (Per.OWNER, 2)])
def test_a4_1_5_one_answer_per_unit_or_per_owner(town: Town, per: Per, many: int) -> None:
    started(town, per=per)
    assert len(town.rows(Invitation)) == many
    assert {one.state for one in town.rows(Invitation)} == {InvitationState.PAPER}
    with pytest.raises(Refused, match="survey started"):
        town.do(surveys.start, town.rows(Survey, centre_id=town.ids["A"])[0].id, seed=SEED, by=town.wang)


def test_a4_1_5_by_chat_each_tap_is_kept_at_once_and_the_rest_may_wait(town: Town, lin: Chat) -> None:
    started(town)
    assert "2026 年下半年" in lin.last().text
    lin.taps(str(invitation(town).id))
    answers(lin, "4")
    assert [answer.value for answer in town.rows(Answer)] == ["4"]
    lin.says("取消")
    assert invitation(town).state == InvitationState.BEGUN
    lin.taps(str(invitation(town).id))
    assert lin.last().text.startswith("2/3")
    answers(lin, "5", "skip")
    assert (invitation(town).state, invitation(town).how) == (InvitationState.ANSWERED, "chat")
    assert [answer.value for answer in town.rows(Answer)] == ["4", "5", "skip"]
    assert "公布結果" in lin.last().text


def test_a4_1_5_a_low_rating_is_asked_why_and_opens_a_case_with_the_owners_knowledge(
    town: Town, lin: Chat
) -> None:
    started(town)
    lin.taps(str(invitation(town).id))
    answers(lin, "1")
    lin.says("樓道三天沒掃")
    answers(lin, "5", "skip")
    case = town.cases()[-1]
    assert (case.category, case.source, case.unit_id) == ("cleaning", "survey", town.ids["12A"])
    assert "樓道三天沒掃" in case.story
    assert case.number in lin.last().text
    assert invitation(town).case_id == case.id


def test_a4_1_5_whoever_declines_is_not_reminded(town: Town, lin: Chat) -> None:
    started(town)
    lin.hears(token=f"0:no_survey:{invitation(town).id}")
    said = len(lin.all_said())
    town.until("2026-12-15 10:00")
    assert (invitation(town).state, invitation(town).why) == (InvitationState.DECLINED, "declined_by_owner")
    assert len(lin.all_said()) == said


def test_a4_1_5_silence_is_reminded_twice_and_then_ends_with_its_reason(town: Town, lin: Chat) -> None:
    which = started(town)
    for day in ("2026-12-08 10:00", "2026-12-15 10:00", "2026-12-21 10:00"):
        town.until(day)
    assert sum("還等著您的意見" in said.text for said in lin.all_said()) == 2
    town.until("2026-12-23 10:00")
    ends = {one.key: (one.state, one.why) for one in town.rows(Invitation)}
    assert ends[f"unit:{town.ids['12A']}"] == (InvitationState.SILENT, "no_answer")
    assert ends[f"unit:{town.ids['5B']}"] == (InvitationState.SILENT, "no_sheet")
    assert town.rows(Survey, id=which)[0].state == SurveyState.CLOSED
    assert "sign_survey" in town.open_tasks()


def test_a4_1_5_it_waits_while_the_owner_is_in_the_middle_of_something(town: Town, lin: Chat) -> None:
    which = drafted(town).id
    lin.says("廁所的水管漏水")
    town.do(surveys.start, which, seed=SEED, by=town.wang)
    town.until("2026-12-01 09:05")
    assert invitation(town).asked_at is None
    town.until("2026-12-01 09:40")
    assert invitation(town).asked_at is not None


def test_a4_1_5_an_answer_after_the_end_is_told_so_and_changes_nothing(town: Town, lin: Chat) -> None:
    started(town)
    lin.taps(str(invitation(town).id))
    town.until("2026-12-23 10:00")
    answers(lin, "4")
    assert "已經結束" in lin.last().text
    assert town.rows(Answer) == []


def test_an_invitation_is_sent_at_most_once_and_in_line(town: Town) -> None:
    for who, account in (("lin", "telegram:A"), ("ho", "telegram:A")):
        town.chat(who, bound=who, account=account)
    started(town, per=Per.OWNER)
    sent = [row for row in town.rows(Outbox) if row.klass == "B"]
    assert len(sent) == 2
    assert (sent[1].try_at - sent[0].try_at).total_seconds() == pytest.approx(0.1)
    town.until("2026-12-01 09:10")
    assert len([row for row in town.rows(Outbox) if row.klass == "B"]) == 2


def test_nobody_answers_for_another_flat(town: Town, lin: Chat) -> None:
    started(town)
    ho = town.chat("ho", bound="ho")
    ho.hears(token=f"0:survey:{invitation(town).id}")
    assert "已經結束" in ho.last().text
    assert lin.all_said()


def test_what_happens_to_a_survey_is_on_record(town: Town, lin: Chat) -> None:
    started(town)
    lin.taps(str(invitation(town).id))
    answers(lin, "4", "5", "skip")
    town.until("2026-12-23 10:00")
    happened = [event for event in town.rows(CaseEvent) if event.what.startswith("survey_")]
    mine = [event for event in happened if event.centre_id == town.ids["A"]]
    assert [event.what for event in mine] == [
        *("survey_drafted", "survey_chosen", "survey_started", "survey_answered", "survey_closed"),
    ]
    assert {event.clause for event in mine} == {"A4.1.5"}
    assert msgspec.json.decode(mine[2].data)["invited"] == 3
