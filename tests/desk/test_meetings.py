"""Owners' meetings: planned for the year, approved, invited to by chat, held with minutes (A4.1.4)."""

from datetime import date, datetime
from typing import Any

import pytest

from desk import actions, meetings, tasks
from desk.meetings import Details
from procedures.improving import ActionKind
from procedures.kinds import Kind
from procedures.meetings import Coming
from procedures.refused import Refused, Why
from storage import Missing
from storage.tables import Action, CaseEvent, Meeting, MeetingGuest, MeetingPlan, Task
from tests.desk.cast import Chat, Town
from tests.desk.offices import files

SPRING = Details(datetime.fromisoformat("2027-03-13T15:00"), "會所一樓", "年度懇談會", "主任、各部門主管")


def planned(town: Town, details: Details = SPRING, **more: Any) -> int:
    return town.do(meetings.put_in, details, by=town.chen, **more)


def approved(town: Town) -> int:
    number = planned(town)
    [plan] = town.rows(MeetingPlan)
    town.do(meetings.submit_plan, plan.id, by=town.chen)
    town.do(meetings.decide_plan, plan.id, agreed=True, by=town.wang)
    return number


def tasks_of(town: Town, kind: str) -> list[str | None]:
    return [one.for_role for one in town.rows(Task, kind=kind) if one.done_at is None]


def refused(town: Town, act: Any, *args: Any, **named: Any) -> str:
    with pytest.raises(Refused) as raised:
        town.do(act, *args, **named)
    return raised.value.text_id


def guest(town: Town, owner: str = "lin") -> MeetingGuest:
    [found] = town.rows(MeetingGuest, owner_id=town.ids[owner])
    return found


@pytest.fixture
def invited(town: Town, lin: Chat) -> int:
    """Lin has the invitation on the screen, a week before."""
    assert lin
    number = approved(town)
    town.until("2027-03-06 15:30")
    town.until("2027-03-06 15:31")
    return number


def test_a4_1_4_the_coming_years_plan_is_asked_for_in_its_month(town: Town) -> None:
    files(town, Kind.ENQUIRY)
    town.until("2026-11-30 10:00")
    assert town.rows(MeetingPlan) == []
    town.until("2026-12-01 09:00")
    town.until("2026-12-02 09:00")
    assert {(one.year, one.clause) for one in town.rows(MeetingPlan)} == {(2027, "A4.1.4")}
    [task] = town.rows(Task, kind="meeting_plan", centre_id=town.ids["A"])
    assert (task.for_role, task.done_at) == ("assistant", None)
    assert refused(town, tasks.finish, task.id, note="", by=town.chen) == "refused.meeting_first"


def test_a4_1_4_the_director_approves_the_plan_and_a_change_needs_it_again(town: Town) -> None:
    number = planned(town)
    [plan] = town.rows(MeetingPlan)
    early = refused(town, meetings.decide_plan, plan.id, agreed=True, by=town.wang)
    assert early == "refused.plan_not_submitted"
    town.do(meetings.submit_plan, plan.id, by=town.chen)
    assert tasks_of(town, "meeting_approve") == ["director"]
    assert refused(town, meetings.decide_plan, plan.id, agreed=True, by=town.chen) == Why.ROLE_MAY_NOT
    town.do(meetings.decide_plan, plan.id, agreed=True, by=town.wang)
    assert tasks_of(town, "meeting_approve") == []
    assert town.rows(Meeting)[0].look_at is not None
    planned(
        town, Details(datetime.fromisoformat("2027-03-20T15:00"), "會所二樓", "年度懇談會"), meeting_id=number
    )
    assert (town.rows(MeetingPlan)[0].state, town.rows(Meeting)[0].look_at) == ("draft", None)


def test_a4_1_4_without_the_directors_word_nobody_is_invited(town: Town, lin: Chat) -> None:
    planned(town)
    [plan] = town.rows(MeetingPlan)
    town.do(meetings.submit_plan, plan.id, by=town.chen)
    town.do(meetings.decide_plan, plan.id, agreed=False, reason="時間太早", by=town.wang)
    town.until("2027-03-07 10:00")
    assert town.rows(MeetingGuest) == []
    assert "懇談會" not in lin.last().text


def test_a4_1_4_owners_are_invited_by_chat_and_answer_by_a_tap(town: Town, lin: Chat, invited: int) -> None:
    assert "會所一樓" in lin.last().text
    lin.taps("yes")
    assert "會所一樓" in lin.last().text
    assert (guest(town).coming, guest(town).how) == ("yes", "chat")
    [event] = town.rows(CaseEvent, what="meeting_answered")
    assert (event.actor, event.clause) == ("owner", "A4.1.4")
    assert tasks_of(town, "meeting_by_hand") == ["assistant"]
    town.do(meetings.say_for, guest(town, "ho").id, coming=Coming.NO, by=town.chen)
    assert (guest(town, "ho").coming, guest(town, "ho").how) == ("no", "staff")
    assert town.rows(MeetingGuest, owner_id=town.ids["ng"]) == []
    assert invited


def test_a4_1_4_who_comes_is_reminded_the_day_before_and_who_does_not_is_left_in_peace(
    town: Town, lin: Chat, invited: int
) -> None:
    lin.taps("yes")
    said = len(lin.all_said())
    town.until("2027-03-12 08:35")
    town.until("2027-03-12 08:45")
    assert (len(lin.all_said()), invited) == (said + 1, guest(town).meeting_id)
    assert "會所一樓" in lin.last().text
    assert lin.last().buttons == ()


def test_a4_1_4_who_said_nothing_is_asked_again_the_day_before(town: Town, lin: Chat, invited: int) -> None:
    said = len(lin.all_said())
    town.until("2027-03-12 08:35")
    town.until("2027-03-12 08:45")
    assert (len(lin.all_said()), invited) == (said + 1, guest(town).meeting_id)
    lin.taps("no")
    assert guest(town).coming == "no"


def test_a4_1_4_attendance_minutes_and_actions_are_kept(town: Town, invited: int) -> None:
    assert (
        refused(town, meetings.hold, invited, attended=[], minutes="記", by=town.chen)
        == "refused.meeting_not_begun"
    )
    town.until("2027-03-13 15:05")
    assert tasks_of(town, "meeting_minutes") == ["assistant"]
    town.do(meetings.hold, invited, attended=[guest(town).id], minutes="業主希望增設充電樁", by=town.chen)
    assert (guest(town).attended, guest(town, "ho").attended) == (True, False)
    assert tasks_of(town, "meeting_minutes") == []
    what = {"kind": ActionKind.PREVENTIVE, "what": "查充電樁用電", "responsible_id": town.li.staff_id}
    town.do(actions.set_action, meeting_id=invited, due_on=date(2027, 3, 20), by=town.wang, **what)
    assert [one.meeting_id for one in town.rows(Action)] == [invited]


def test_a4_1_4_whoever_was_invited_is_told_that_it_is_called_off(
    town: Town, lin: Chat, invited: int
) -> None:
    town.do(meetings.cancel, invited, reason="颱風", by=town.chen)
    town.until("2027-03-07 10:00")
    assert "颱風" in lin.last().text
    assert not [one for one in lin.last().buttons if one.token.endswith(":yes")]
    assert (
        refused(town, meetings.cancel, invited, reason="再", by=town.chen) == "refused.meeting_is_elsewhere"
    )


def test_a4_1_4_an_answer_too_late_changes_nothing(town: Town, lin: Chat, invited: int) -> None:
    town.until("2027-03-13 15:05")
    lin.taps("yes")
    assert (guest(town).coming, guest(town).meeting_id) == (None, invited)


def test_a4_1_4_what_cannot_be_planned_is_refused(town: Town) -> None:
    past = Details(datetime.fromisoformat("2026-01-01T10:00"), "會所", "懇談會")
    assert refused(town, meetings.put_in, past, by=town.chen) == "refused.day_is_past_or_far"
    nowhere = Details(datetime.fromisoformat("2027-03-13T15:00"), "會所", "懇談會", building="99座")
    assert refused(town, meetings.put_in, nowhere, by=town.chen) == "refused.no_such_building"
    assert refused(town, meetings.put_in, SPRING, by=town.li) == Why.ROLE_MAY_NOT
    with pytest.raises(Missing):
        planned(town, meeting_id=999)
    planned(town)
    with pytest.raises(Missing):
        town.do(meetings.submit_plan, town.rows(MeetingPlan)[0].id, by=town.zhao)
