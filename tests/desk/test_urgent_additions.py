"""Words that turn a case into an emergency (A4.2.1)."""

import pytest

from bot.clock import tick
from desk import cases, triage
from procedures.kinds import Outcome
from storage import control_limits, promises
from storage.tables import Task
from tests.desk.cast import MINUTE, Chat, Town, at

FLOWS = "水一直流！"


@pytest.fixture
def asked(town: Town, lin: Chat) -> int:
    """An enquiry of Lin's, with four hours to answer it."""
    return lin.files("請問管理費怎麼交？").id or 0


def test_an_urgent_addition_makes_an_enquiry_urgent(town: Town, lin: Chat, asked: int) -> None:
    town.now += 5 * MINUTE
    lin.says(FLOWS)
    case = town.case(asked)
    assert (case.urgent, case.reply_by, case.reply_clause) == (True, at("2026-11-23 10:35"), "A4.2.1")
    assert [task.case_id for task in town.rows(Task, kind="emergency")] == [asked]
    assert "made_urgent" in town.what_happened(asked)
    assert "0571-5550 1200" in lin.last().text


def test_an_urgent_addition_at_night_alarms_at_once(town: Town, lin: Chat, asked: int) -> None:
    town.do(cases.reply, asked, words="可以用手機交", by=town.chen)
    town.now = at("2026-11-24 02:00")
    lin.says(FLOWS)
    assert town.rows(Task, kind="emergency")[0].due_at == town.now
    assert town.case(asked).reply_by == at("2026-11-24 02:30")


def test_the_new_promise_is_counted_and_an_answer_ends_the_alarm(town: Town, lin: Chat, asked: int) -> None:
    town.do(cases.reply, asked, words="可以用手機交", by=town.chen)
    lin.says(FLOWS)
    assert (town.case(asked).promise_kept, town.open_tasks()) == (None, ["emergency"])
    town.do(cases.log_call, asked, words="已請師傅上門", by=town.chen)
    assert (town.case(asked).promise_kept, town.open_tasks()) == (True, [])


def test_a_promise_broken_before_stays_broken(town: Town, lin: Chat, asked: int) -> None:
    tick(town.store, at("2026-11-23 18:00"))
    town.now = at("2026-11-23 10:10")
    lin.says(FLOWS)
    town.do(cases.log_call, asked, words="已請師傅上門", by=town.chen)
    assert town.case(asked).promise_kept is False


def test_an_earlier_promise_is_not_put_off(town: Town, lin: Chat) -> None:
    case = lin.files()
    town.now = at("2026-11-23 11:50")
    lin.says(FLOWS)
    assert town.case(case.id).reply_by == at("2026-11-23 12:00")


def test_urgent_words_of_a_revisit_make_the_rework_urgent(town: Town, lin: Chat) -> None:
    town.resolve(lin.files().id)
    town.until("2026-11-24 09:00")
    lin.taps(Outcome.NOT)
    lin.says(FLOWS)
    assert town.cases()[-1].urgent
    assert "0571-5550 1200" in lin.last().text


def test_whoever_writes_again_alarms_again_once_somebody_has_answered(
    town: Town, lin: Chat, asked: int
) -> None:
    for _ in range(2):
        lin.says(FLOWS)
        lin.says(FLOWS)
        assert town.open_tasks() == ["emergency"]
        town.now += MINUTE
        town.do(cases.log_call, asked, words="已請師傅上門", by=town.chen)
        assert town.open_tasks() == []


def test_a_resolved_case_is_not_hurried(town: Town, lin: Chat) -> None:
    case = lin.files()
    town.resolve(case.id)
    lin.says(FLOWS)
    assert not town.case(case.id).urgent
    assert town.open_tasks() == ["emergency"]


def counted(town: Town) -> tuple[int, int]:
    """Promises kept and broken in November, as the console's page counts them."""
    span = {"since": at("2026-11-01 00:00"), "until": at("2026-12-01 00:00"), "now": town.now}
    kept, broken = town.store.read(lambda session: promises.replies(session, town.ids["A"], **span))
    share = town.store.read(
        lambda session: control_limits.kept(session, town.ids["A"], since=span["since"], until=span["until"])
    )
    assert (share.good, share.of) == (len(kept), len(kept) + len(broken))
    return len(kept), len(broken)


@pytest.mark.parametrize(("minutes", "came_to"), [(1, (2, 0)), (31, (1, 1))], ids=["in time", "too late"])
def test_the_kept_promise_and_the_one_after_it_are_both_counted(
    town: Town, lin: Chat, asked: int, minutes: int, came_to: tuple[int, int]
) -> None:
    town.do(cases.reply, asked, words="可以用手機交", by=town.chen)
    assert counted(town) == (1, 0)
    lin.says(FLOWS)
    assert counted(town) == (1, 0)
    town.now += minutes * MINUTE
    tick(town.store, town.now)
    town.do(cases.log_call, asked, words="已請師傅上門", by=town.chen)
    assert counted(town) == came_to


def test_a_case_taken_up_again_keeps_the_promise_it_had_kept(town: Town, lin: Chat) -> None:
    case_id = lin.files().id
    town.resolve(case_id)
    town.now += MINUTE
    town.do(triage.reopen, case_id, reason="還在漏", by=town.chen)
    assert counted(town) == (1, 0)
    town.do(cases.log_call, case_id, words="已約時間", by=town.chen)
    assert counted(town) == (2, 0)
