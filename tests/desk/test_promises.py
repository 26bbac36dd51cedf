"""Promises kept and broken, closing, roles, and what staff have to do about it."""

import pytest

from desk import cases
from procedures.kinds import CaseState, Kind
from procedures.life import CloseReason
from procedures.refused import Refused, Why
from tests.desk.cast import Chat, Town, at


def reply(town: Town, case_id: int | None, words: str = "您好") -> None:
    town.do(cases.reply, case_id, words=words, by=town.chen)


def test_a_complaint_is_not_resolved_without_cause_and_measure(town: Town, lin: Chat) -> None:
    case = lin.files("我要投訴樓上半夜裝修太吵")
    assert case.kind == Kind.COMPLAINT
    with pytest.raises(Refused) as refused:
        town.resolve(case.id or 0, cause=" ", measure="")
    assert refused.value.text_id == Why.CAUSE_AND_MEASURE_NEEDED
    town.resolve(case.id)
    assert town.case(case.id).state == "resolved"


def test_a_reply_in_time_keeps_the_promise(town: Town, lin: Chat) -> None:
    case = lin.files()
    town.now = case.reply_by
    reply(town, case.id)
    assert town.case(case.id).promise_kept is True
    assert "promise_kept" in town.what_happened(case.id)


def test_a_promise_is_warned_of_once_at_three_quarters_and_broken_once(town: Town, lin: Chat) -> None:
    case = lin.files()
    town.do(cases.take, case.id, by=town.chen)
    town.until("2026-11-23 11:29")
    assert town.open_tasks() == []
    for moment in ("2026-11-23 11:30", "2026-11-23 11:45"):
        town.until(moment)
        assert town.open_tasks() == ["promise_warning"]
    for moment in ("2026-11-23 12:01", "2026-11-23 13:00"):
        town.until(moment)
        assert town.open_tasks() == ["promise_broken"]
    assert town.what_happened(case.id).count("promise_warned") == 1
    assert town.what_happened(case.id).count("promise_broken") == 1


def test_a_reply_after_the_promise_leaves_it_broken(town: Town, lin: Chat) -> None:
    case = lin.files()
    town.until("2026-11-23 12:01")
    reply(town, case.id)
    found = town.case(case.id)
    assert (found.promise_kept, found.replied_at) == (False, town.now)
    assert "replied_late" in town.what_happened(case.id)


def test_a_late_reply_is_broken_even_when_no_clock_ticked(town: Town, lin: Chat) -> None:
    case = lin.files()
    town.now = at("2026-11-23 12:01")
    reply(town, case.id)
    assert town.case(case.id).promise_kept is False


@pytest.mark.parametrize("how", ["reply", "log_call", "resolve", "close"])
def test_an_answer_ends_what_staff_were_told_to_hurry_with(town: Town, lin: Chat, how: str) -> None:
    case_id = lin.files().id
    town.do(cases.take, case_id, by=town.li)
    town.until("2026-11-23 12:01")
    if how == "resolve":
        town.resolve(case_id)
    elif how == "close":
        town.do(cases.close, case_id, reason=CloseReason.DUPLICATE, words="與業主核實", by=town.chen)
    else:
        town.do(getattr(cases, how), case_id, words="您好", by=town.chen)
    assert town.open_tasks() == []


def test_a_case_that_owes_a_revisit_is_not_closed_as_handled(town: Town, lin: Chat) -> None:
    case_id = lin.files().id
    town.resolve(case_id)
    with pytest.raises(Refused) as refused:
        town.do(cases.close, case_id, reason=CloseReason.HANDLED, by=town.chen)
    assert refused.value.text_id == Why.REVISIT_OWED


def test_a_withdrawn_case_owes_nothing_and_nobody_is_phoned(town: Town, lin: Chat) -> None:
    case_id = lin.files().id
    town.resolve(case_id)
    town.until("2026-11-24 09:00")
    town.until("2026-11-25 09:01")
    town.until("2026-11-26 09:01")
    town.do(cases.close, case_id, reason=CloseReason.WITHDRAWN, words="與業主核實", by=town.wang)
    assert town.open_tasks() == []
    assert [revisit.state for revisit in town.revisits()] == ["skipped"]
    assert "revisit_skipped" in town.what_happened(case_id)
    assert "已結案" in lin.last().text


def test_an_answered_enquiry_is_closed_at_once(town: Town, lin: Chat) -> None:
    case = lin.files("請問物業費可以用手機支付嗎？")
    town.resolve(case.id or 0, words="可以，用小程序")
    assert town.case(case.id).state == "closed"
    assert "可以，用小程序" in lin.last().text


@pytest.mark.parametrize(
    ("who", "act", "allowed"),
    [
        ("chen", "take", True),
        ("li", "take", True),
        ("admin", "take", False),
        ("admin", "reply", True),
        ("li", "close", False),
        ("chen", "close", True),
        ("wang", "close", True),
    ],
)
def test_roles_may_do_what_is_theirs(town: Town, lin: Chat, who: str, act: str, allowed: bool) -> None:
    more = {"close": {"reason": CloseReason.DUPLICATE, "words": "重複"}, "reply": {"words": "您好"}}.get(
        act, {}
    )
    case_id = lin.files().id
    if allowed:
        town.do(getattr(cases, act), case_id, by=town.staff[who], **more)
        return
    with pytest.raises(Refused) as refused:
        town.do(getattr(cases, act), case_id, by=town.staff[who], **more)
    assert refused.value.text_id == Why.ROLE_MAY_NOT


def test_nothing_is_done_to_a_closed_case(town: Town, lin: Chat) -> None:
    case_id = lin.files().id
    town.do(cases.close, case_id, reason=CloseReason.DUPLICATE, words="與業主核實", by=town.chen)
    for act, more in ((cases.take, {}), (cases.reply, {"words": "您好"})):
        with pytest.raises(Refused):
            town.do(act, case_id, by=town.chen, **more)


def test_a_page_that_is_out_of_date_assigns_nothing(town: Town, lin: Chat) -> None:
    case_id = lin.files().id
    town.do(cases.take, case_id, by=town.li)
    named = {"handler_id": town.wang.staff_id, "department_id": None}
    with pytest.raises(Refused) as refused:
        town.do(cases.assign, case_id, seen=CaseState.OPEN, by=town.chen, **named)
    assert refused.value.text_id == cases.SOMEBODY_WAS_FIRST


@pytest.mark.parametrize(
    ("hour", "reply_by"),
    [("10:00", "11月23日（星期一）下午6:00"), ("19:00", "11月24日（星期二）上午10:30")],
    ids=["earlier", "later"],
)
def test_a_wish_that_cannot_be_kept_is_told_beforehand(
    town: Town, lin: Chat, hour: str, reply_by: str
) -> None:
    town.now = at(f"2026-11-23 {hour}")
    lin.says("投訴")
    lin.taps("noise")
    lin.says("樓上好嘈")
    lin.taps("done")
    lin.says("今晚十點前")
    lin.taps("yes")
    lin.taps("file")
    promised, about_wish = lin.last().text.split("\n\n")
    assert reply_by in promised
    assert "11月23日（星期一）晚上10:00" in about_wish
