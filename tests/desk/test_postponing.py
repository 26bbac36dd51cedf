"""A4.2.3.1.4: a new time needs a reason, beyond three days the director, and the owner's ear beforehand."""

from datetime import datetime
from typing import Any

import pytest

from desk import cases, postponing
from desk.tasks import finish
from procedures.kinds import Category, Kind
from procedures.life import CloseReason
from procedures.refused import Refused
from storage import Missing
from storage.tables import CaseEvent, Postponement, Task
from tests.desk.cast import Chat, Town, at

TOMORROW, NEXT_WEEK = at("2026-11-27 12:00"), at("2026-12-03 12:00")


@pytest.fixture
def case_id(town: Town, lin: Chat) -> int:
    found = lin.files().id
    assert found
    town.do(cases.take, found, by=town.li)
    return found


def noise(town: Town, lin: Chat) -> int:
    """A complaint, due the same day."""
    found = lin.files("我要投訴樓上半夜裝修太吵").id
    assert found
    town.do(cases.take, found, by=town.li)
    return found


def postpone(town: Town, case_id: int, until: datetime = TOMORROW, by: str = "li", **more: Any) -> None:
    given = {"until": until, "reason": "等配件", **more}
    town.do(postponing.postpone, case_id, by=town.staff[by], **given)


def newest(town: Town) -> Postponement:
    return town.rows(Postponement)[-1]


@pytest.mark.parametrize(
    ("until", "reason", "why"),
    [
        (at("2026-11-23 09:59"), "x", "refused.time_is_past"),
        (at("2026-11-25 12:00"), "x", "refused.not_later"),
        (TOMORROW, " \n", "refused.reason_needed"),
        (TOMORROW, "x" * 1001, "refused.words_too_long"),
    ],
)
def test_a4_2_3_1_4_postponing_needs_a_reason_and_a_later_time(
    town: Town, case_id: int, until: datetime, reason: str, why: str
) -> None:
    with pytest.raises(Refused) as refused:
        postpone(town, case_id, until, reason=reason)
    assert refused.value.text_id == why
    assert town.rows(Postponement) == []


def test_a_closed_case_and_a_resolved_one_are_not_postponed(town: Town, case_id: int) -> None:
    town.resolve(case_id)
    with pytest.raises(Refused, match="case resolved"):
        postpone(town, case_id)
    town.do(cases.close, case_id, reason=CloseReason.WITHDRAWN, words="與業主核實", by=town.wang)
    with pytest.raises(Refused, match="case closed"):
        postpone(town, case_id)


def test_a4_2_3_2_1_the_owner_is_told_beforehand_and_that_is_an_answer(town: Town, lin: Chat) -> None:
    case_id = noise(town, lin)
    postpone(town, case_id, at("2026-11-24 12:00"))
    said, case = lin.last(), town.case(case_id)
    assert "等配件" in said.text
    assert [button.label for button in said.buttons][:3] == ["可以", "換個時間", "和同事談"]
    assert (case.close_clause, case.promise_kept) == ("A4.2.3.1.4", True)
    lin.taps("fine")
    assert newest(town).state == "accepted"
    assert {"postponed", "postpone_told", "postpone_accepted"} <= set(town.what_happened(case_id))


def test_a_postponed_case_is_not_chased_before_its_new_time(town: Town, case_id: int) -> None:
    town.do(cases.reply, case_id, words="您好", by=town.li)
    town.until("2026-11-26 17:00")
    assert town.open_tasks() == ["close_warning"]
    postpone(town, case_id, at("2026-11-28 12:00"))
    assert town.open_tasks() == []
    town.until("2026-11-27 09:00")
    assert "close_broken" not in town.what_happened(case_id)
    town.until("2026-11-28 14:30")
    assert town.what_happened(case_id).count("close_broken") == 1


def test_a_broken_time_stays_counted_after_postponing(town: Town, case_id: int) -> None:
    town.do(cases.reply, case_id, words="您好", by=town.li)
    town.now = at("2026-11-27 10:00")
    postpone(town, case_id, at("2026-11-28 12:00"))
    town.resolve(case_id)
    assert town.case(case_id).close_kept is False
    assert "close_broken" in town.what_happened(case_id)


def test_a4_2_3_1_4_beyond_three_days_the_director_agrees(town: Town, lin: Chat, case_id: int) -> None:
    said = len(lin.all_said())
    postpone(town, case_id, NEXT_WEEK)
    task = town.rows(Task, kind="postpone_approval")[0]
    assert (task.for_role, task.staff_id) == ("director", town.wang.staff_id)
    assert len(lin.all_said()) == said
    town.do(postponing.decide, newest(town).id, agree=True, note="", by=town.wang)
    assert town.case(case_id).close_by == NEXT_WEEK
    assert "等配件" in lin.last().text
    assert town.open_tasks() == []


def test_the_director_refuses_with_a_reason(town: Town, case_id: int) -> None:
    postpone(town, case_id, NEXT_WEEK)
    with pytest.raises(Refused, match="reason needed"):
        town.do(postponing.decide, newest(town).id, agree=False, note=" ", by=town.wang)
    town.do(postponing.decide, newest(town).id, agree=False, note="先借用庫存", by=town.wang)
    task = town.rows(Task, kind="postpone_refused")[0]
    assert (task.staff_id, newest(town).state) == (town.li.staff_id, "disagreed")
    assert town.case(case_id).close_by == at("2026-11-26 18:00")


@pytest.mark.parametrize(("who", "why"), [("chen", "role may not"), ("li", "role may not")])
def test_nobody_but_the_director_agrees(town: Town, case_id: int, who: str, why: str) -> None:
    postpone(town, case_id, NEXT_WEEK)
    with pytest.raises(Refused, match=why):
        town.do(postponing.decide, newest(town).id, agree=True, note="", by=town.staff[who])


def test_the_director_postpones_alone_and_a_second_time_needs_the_director(town: Town, lin: Chat) -> None:
    case_id = noise(town, lin)
    postpone(town, case_id, at("2026-11-24 12:00"))
    postpone(town, case_id, at("2026-11-25 12:00"))
    assert newest(town).state == "awaits_director"
    with pytest.raises(Refused, match="director decides"):
        postpone(town, case_id, at("2026-11-25 15:00"))
    town.do(postponing.decide, newest(town).id, agree=False, note="x", by=town.wang)
    postpone(town, case_id, NEXT_WEEK, by="wang")
    assert newest(town).state == "told"


def test_what_the_director_agrees_to_too_late_is_refused(town: Town, case_id: int) -> None:
    postpone(town, case_id, NEXT_WEEK)
    town.now = at("2026-12-04 10:00")
    with pytest.raises(Refused, match="time is past"):
        town.do(postponing.decide, newest(town).id, agree=True, note="", by=town.wang)


def test_the_owner_proposes_another_time_and_it_is_said_back(town: Town, lin: Chat, case_id: int) -> None:
    postpone(town, case_id, at("2026-11-27 12:00"), by="wang")
    lin.taps("other")
    lin.says("星期六下午三點前")
    lin.taps("yes")
    task = town.rows(Task, kind="owner_proposes_time")[0]
    assert (task.staff_id, newest(town).wanted_by) == (town.li.staff_id, at("2026-11-28 15:00"))
    town.do(postponing.accept_owners_time, newest(town).id, by=town.li)
    case = town.case(case_id)
    assert (case.close_by, case.close_clause) == (at("2026-11-28 15:00"), "A4.2.3.2.1")
    assert "就按您說的時間" in lin.last().text
    assert "owner_proposes_time" not in town.open_tasks()


def test_the_owner_wants_a_person(town: Town, lin: Chat, case_id: int) -> None:
    postpone(town, case_id, by="wang")
    lin.taps("person")
    assert town.open_tasks() == ["person_wanted"]
    town.do(cases.reply, case_id, words="您好", by=town.li)
    assert town.open_tasks() == []


def test_an_answer_to_an_older_time_changes_nothing(town: Town, lin: Chat, case_id: int) -> None:
    postpone(town, case_id, by="wang")
    town.resolve(case_id)
    lin.taps("fine") if any(b.token.endswith(":fine") for b in lin.last().buttons) else lin.says("可以")
    assert newest(town).state == "told"


def test_without_a_chat_the_owner_is_phoned_and_the_call_counts(town: Town) -> None:
    about = {"kind": Kind.REPAIR, "category": Category.DRAIN, "unit_id": town.ids["12A"]}
    opened = town.do(
        cases.open_by_staff, **about, owner_id=town.ids["lin"], story="堵了", source="phone", by=town.chen
    )
    postpone(town, opened.id, by="wang")
    task = town.rows(Task, kind="tell_postponed")[0]
    with pytest.raises(Refused, match="call needs its record"):
        town.do(finish, task.id, note="說了", by=town.chen)
    town.do(cases.log_call, opened.id, words="已告知業主", by=town.chen)
    assert (newest(town).told_how, town.open_tasks()) == ("phone", [])


def test_every_step_names_its_clause_and_the_other_centre_sees_none(town: Town, case_id: int) -> None:
    postpone(town, case_id, NEXT_WEEK)
    assert all(event.clause for event in town.rows(CaseEvent, case_id=case_id))
    with pytest.raises(Missing):
        town.do(postponing.decide, newest(town).id, agree=True, note="", by=town.zhao)


def test_a4_2_3_1_4_silence_about_a_new_time_is_reminded_once_then_phoned_about(
    town: Town, lin: Chat, case_id: int
) -> None:
    postpone(town, case_id, by="wang")
    asked = lin.last()
    town.until("2026-11-24 09:59")
    assert lin.last() == asked
    town.until("2026-11-24 10:00")
    assert lin.last().text.startswith("個案")
    assert "還等您一句話" in lin.last().text
    assert [button.token for button in lin.last().buttons] == [button.token for button in asked.buttons]
    town.until("2026-11-24 17:00")
    said = len(lin.all_said())
    town.until("2026-11-25 10:00")
    assert len(lin.all_said()) == said
    [task] = town.rows(Task, kind="postpone_silent")
    assert (task.staff_id, task.clause) == (town.li.staff_id, "A4.2.3.1.4")
    assert town.what_happened(case_id)[-2:] == ["postpone_reminded", "postpone_by_phone"]


@pytest.fixture
def silent(town: Town, case_id: int) -> int:
    """Lin has let the question and its reminder pass; somebody is to phone."""
    postpone(town, case_id, by="wang")
    for day in ("24 10:00", "25 10:00"):
        town.until(f"2026-11-{day}")
    assert "postpone_silent" in town.open_tasks()
    return case_id


def test_a_call_on_record_ends_the_silence(town: Town, silent: int) -> None:
    [task] = town.rows(Task, kind="postpone_silent")
    with pytest.raises(Refused, match="call needs its record"):
        town.do(finish, task.id, note="ok", by=town.li)
    town.do(cases.log_call, silent, words="業主電話同意", by=town.li)
    assert "postpone_silent" not in town.open_tasks()


def test_an_owner_who_taps_after_all_ends_it_too(town: Town, lin: Chat, silent: int) -> None:
    lin.taps("fine")
    assert newest(town).state == "accepted"
    assert "postpone_silent" not in town.open_tasks()


def test_who_has_answered_or_whose_matter_is_over_is_not_reminded(
    town: Town, lin: Chat, case_id: int
) -> None:
    postpone(town, case_id, by="wang")
    lin.taps("fine")
    said = len(lin.all_said())
    town.until("2026-11-24 10:30")
    assert len(lin.all_said()) == said
    postpone(town, case_id, at("2026-11-28 12:00"), by="wang")
    town.resolve(case_id)
    town.until("2026-11-26 10:30")
    assert not {"postpone_reminded", "postpone_by_phone"} & set(town.what_happened(case_id))


def test_a_new_time_that_comes_soon_is_asked_about_sooner(town: Town, lin: Chat) -> None:
    case_id = noise(town, lin)
    postpone(town, case_id, at("2026-11-24 12:00"))
    town.until("2026-11-23 17:30")
    town.until("2026-11-24 10:00")
    happened = town.what_happened(case_id)
    assert happened.index("postpone_reminded") < happened.index("postpone_by_phone")
