"""A promise is not kept by a message that provably was not delivered (A4.2.3.2.1)."""

import pytest

from desk import cases, revisits, tasks, undelivered
from desk.reach import reach
from procedures.life import CloseReason
from procedures.refused import Refused
from storage import Session, outbox_failures
from storage.tables import Outbox, Task
from tests.desk.cast import MINUTE, Chat, Town


@pytest.fixture
def told(town: Town) -> Chat:
    """Lin by Telegram, where what is said has to be sent."""
    return town.chat(account="telegram:A")


def gives_up(town: Town, message: int = -1, *, lost: bool = False) -> None:
    """The channel says that a message cannot be delivered, or that its chat is gone."""
    row = town.rows(Outbox)[message]

    def unit(session: Session) -> None:
        undelivered.hold(session, row.contact_id, now=town.now)
        end = outbox_failures.lose_contact if lost else outbox_failures.fail
        assert end(session, row.id, row.lease_gen, "blocked", now=town.now)
        undelivered.take_back(session, row.contact_id, why="blocked", now=town.now)

    town.store.write(unit)


def to_phone(town: Town) -> int:
    return next(task.id for task in town.rows(Task, kind=undelivered.PHONE) if task.done_at is None)


@pytest.mark.parametrize("lost", [True, False])
def test_a_reply_that_cannot_be_delivered_keeps_no_promise(town: Town, told: Chat, lost: bool) -> None:
    case = told.files()
    town.do(cases.reply, case.id, words="明天來修", by=town.chen)
    gives_up(town, lost=lost)
    assert (town.case(case.id).replied_at, town.case(case.id).promise_kept) == (None, None)
    assert undelivered.PHONE in town.open_tasks()
    assert town.what_happened(case.id)[-1] == "answer_not_delivered"
    town.until("2026-11-23 12:01")
    assert town.case(case.id).promise_kept is False


def test_the_call_counts(town: Town, told: Chat) -> None:
    case = told.files()
    town.do(cases.reply, case.id, words="明天來修", by=town.chen)
    gives_up(town)
    town.now += 30 * MINUTE
    town.do(cases.log_call, case.id, words="已電話告知", by=town.chen)
    assert town.case(case.id).promise_kept
    assert undelivered.PHONE not in town.open_tasks()


def test_a_second_reply_that_arrived_counts_from_then_on(town: Town, told: Chat) -> None:
    case = told.files()
    town.do(cases.reply, case.id, words="一", by=town.chen)
    town.now += MINUTE
    town.do(cases.reply, case.id, words="二", by=town.chen)
    gives_up(town, message=-2)
    assert (town.case(case.id).replied_at, town.case(case.id).promise_kept) == (town.now, True)
    assert undelivered.PHONE not in town.open_tasks()


def test_a_failed_greeting_takes_no_answer_back(town: Town, told: Chat) -> None:
    case = told.files()
    told.says("還在漏")
    town.now += MINUTE
    town.do(cases.reply, case.id, words="明天來修", by=town.chen)
    gives_up(town, message=-2)
    assert town.case(case.id).promise_kept


@pytest.mark.parametrize("act", ["reply", "resolve"])
def test_an_owner_known_to_be_gone_is_to_be_phoned(town: Town, told: Chat, act: str) -> None:
    case = told.files()
    town.do(reach, told.account, told.address, reachable=False)
    if act == "reply":
        town.do(cases.reply, case.id, words="明天來修", by=town.chen)
    else:
        town.resolve(case.id)
    assert town.case(case.id).promise_kept is None
    assert undelivered.PHONE in town.open_tasks()


def test_the_note_of_the_task_is_the_call_even_when_the_case_is_closed(town: Town, told: Chat) -> None:
    case = told.files("請問泳池幾點開放？")
    town.do(cases.take, case.id, by=town.chen)
    town.do(cases.resolve, case.id, cause="", measure="", words="早上七點", by=town.chen)
    gives_up(town)
    town.do(revisits.skip, town.revisits()[0].id, why="業主已搬走", by=town.wang)
    assert town.case(case.id).state == "closed"
    with pytest.raises(Refused):
        town.do(tasks.finish, to_phone(town), note=" ", by=town.chen)
    town.do(tasks.finish, to_phone(town), note="已電話告知", by=town.chen)
    assert town.case(case.id).promise_kept
    assert undelivered.PHONE not in town.open_tasks()


def test_an_answer_that_never_arrived_is_a_broken_promise_of_a_closed_case_too(
    town: Town, told: Chat
) -> None:
    case = told.files("請問泳池幾點開放？")
    town.do(cases.take, case.id, by=town.chen)
    town.do(cases.resolve, case.id, cause="", measure="", words="早上七點", by=town.chen)
    gives_up(town)
    town.until("2026-11-25 10:00")
    assert town.case(case.id).promise_kept is False


def test_no_answer_is_owed_to_a_case_that_was_withdrawn(town: Town, told: Chat) -> None:
    case = told.files()
    town.do(cases.close, case.id, reason=CloseReason.WITHDRAWN, words="與業主核實", by=town.chen)
    with pytest.raises(Refused):
        town.do(cases.log_call, case.id, words="您好", by=town.chen)
