"""Matters passed on: with the owner's consent or without their name, followed until answered (A4.2.3.2)."""

from datetime import date, datetime

import pytest

from desk import cases, houses, tasks, transfers
from desk.centres import working
from procedures.kinds import Category
from procedures.life import CloseReason
from procedures.refused import Refused, Why
from procedures.transfers import Consent
from procedures.warranty import Finding, Recipient
from storage import Missing, Session
from storage.tables import Building, Case, Task, Transfer, Unit
from tests.desk.cast import Chat, Town

ABOUT = {
    "to": Recipient.DEVELOPER,
    "name": "遠山地產",
    "defect": "12A 衛生間頂板滲漏，住戶 lin 電話 13800010001",
    "reason": "防水保修期內",
}


def propose(town: Town, lin: Chat, **about: object) -> int:
    return town.do(transfers.propose, lin.files().id, by=town.chen, **{**ABOUT, **about})


def sent(town: Town, lin: Chat, **about: object) -> int:
    which = propose(town, lin, **about)
    town.do(transfers.send, which, by=town.chen)
    return which


def row(town: Town) -> Transfer:
    return town.rows(Transfer)[-1]


def test_a4_2_3_2_the_owner_is_asked_in_the_chat_and_a_yes_lets_their_name_leave(
    town: Town, lin: Chat
) -> None:
    which = propose(town, lin)
    town.until("2026-11-23 10:31")
    assert "遠山地產" in lin.last().text
    lin.taps("yes")
    assert (row(town).state, row(town).consent_how) == ("consented", "chat")
    town.do(transfers.send, which, by=town.chen)
    for secret in ("lin", "+8613800010001", "3座 12A", "廁所的水管漏水"):
        assert secret in row(town).note
    assert "遠山地產" in lin.last().text


@pytest.mark.parametrize("answer", ["no", None])
def test_a4_2_3_2_without_consent_no_name_phone_or_room_leaves(
    town: Town, lin: Chat, answer: str | None
) -> None:
    which = propose(town, lin)
    town.until("2026-11-23 10:31")
    if answer:
        lin.taps(answer)
        assert row(town).state == "declined"
    town.do(transfers.send, which, by=town.chen)
    assert not row(town).with_person
    for secret in ("lin", "13800010001", "12A", "廁所的水管漏水"):
        assert secret not in row(town).note
    assert "衛生間頂板滲漏" in row(town).note
    assert "3座" in row(town).note


def test_a_tap_after_the_note_has_left_changes_nothing(town: Town, lin: Chat) -> None:
    which = propose(town, lin)
    town.until("2026-11-23 10:31")
    asked = lin.last().buttons[0].token
    town.do(transfers.send, which, by=town.chen)
    lin.hears(token=asked)
    assert (row(town).state, row(town).consent_at) == ("sent", None)
    assert town.letters() == []


def test_a_question_waits_while_the_owner_is_in_another_dialog(town: Town, lin: Chat) -> None:
    propose(town, lin)
    lin.says("投訴")
    town.until("2026-11-23 10:01")
    assert row(town).consent_asked_at is None
    town.until("2026-11-23 10:45")
    assert row(town).consent_asked_at == town.now


def test_a4_2_3_2_silence_is_reminded_of_then_a_call_and_what_the_owner_says_there_is_written_down(
    town: Town, lin: Chat
) -> None:
    which = propose(town, lin)
    town.until("2026-11-23 10:31")
    town.until("2026-11-24 08:30")
    assert lin.last().text.startswith("個案")
    assert lin.last().buttons[-1].token == lin.all_said()[-2].buttons[-1].token
    assert "ask_consent" not in town.open_tasks()
    town.until("2026-11-24 10:32")
    task = next(one for one in town.rows(Task, kind="ask_consent"))
    with pytest.raises(Refused, match="record the consent"):
        town.do(tasks.finish, task.id, note="", by=town.chen)
    said = {"agreed": True, "how": Consent.PHONE, "words": "可以，請聯繫我", "by": town.chen}
    town.do(transfers.record_consent, which, **said)
    assert (row(town).state, row(town).consent_how) == ("consented", "phone")
    assert "ask_consent" not in town.open_tasks()


def test_nobody_writes_down_a_tap_that_the_owner_did_not_make(town: Town, lin: Chat) -> None:
    which = propose(town, lin)
    said = {"agreed": True, "how": Consent.CHAT, "words": "可以", "by": town.chen}
    with pytest.raises(Refused, match="form needs the owner"):
        town.do(transfers.record_consent, which, **said)


def test_an_owner_starts_no_consent_of_their_own(town: Town, lin: Chat) -> None:
    propose(town, lin)
    lin.hears(token="0:menu:consent")
    lin.hears(token="1:agree:yes")
    assert row(town).state == "proposed"


def test_a4_2_3_2_an_answer_is_chased_by_the_handler_and_then_by_the_director(town: Town, lin: Chat) -> None:
    which = sent(town, lin)
    town.until("2026-11-26 18:01")
    assert "transfer_late" not in town.open_tasks()
    town.until("2026-11-27 08:31")
    assert "transfer_late" in town.open_tasks()
    town.until("2026-12-01 09:00")
    assert town.rows(Task, kind="transfer_overdue")[0].for_role == "director"
    town.do(transfers.answer, which, words="下週一上門維修", by=town.chen)
    assert not {"transfer_late", "transfer_overdue"} & set(town.open_tasks())
    assert "下週一上門維修" in lin.last().text
    assert row(town).ended_at == town.now


def test_a4_2_3_1_1_a_hand_over_to_the_company_has_its_own_due_time(town: Town, lin: Chat) -> None:
    case = lin.files()
    about = {**ABOUT, "to": Recipient.COMPANY, "name": "公司工程部"}
    which = town.do(transfers.propose, case.id, by=town.chen, **about)
    town.do(transfers.send, which, by=town.chen)
    found = row(town)
    assert (found.clause, found.with_person, str(found.due_at)[:10]) == ("A4.2.3.1.1", True, "2026-11-24")
    assert [(task.kind, task.for_role) for task in town.rows(Task)] == [("company_transfer", "company")]
    assert "公司工程部" in lin.last().text


def test_a_closed_case_is_not_passed_on(town: Town, lin: Chat) -> None:
    case = lin.files()
    town.do(cases.close, case.id, reason=CloseReason.DUPLICATE, words="與業主核實", by=town.chen)
    with pytest.raises(Refused) as refused:
        town.do(transfers.propose, case.id, by=town.chen, **ABOUT)
    assert refused.value.text_id == Why.CASE_CLOSED
    assert town.rows(Transfer) == []


def test_a_withdrawn_case_passes_nothing_on(town: Town, lin: Chat) -> None:
    propose(town, lin)
    town.do(cases.close, town.cases()[-1].id, reason=CloseReason.WITHDRAWN, words="與業主核實", by=town.chen)
    assert row(town).state == "withdrawn"
    town.until("2026-11-23 10:31")
    assert "遠山地產" not in lin.last().text


@pytest.mark.parametrize("what", ["send", "answer", "withdraw"])
def test_what_has_ended_moves_no_more(town: Town, lin: Chat, what: str) -> None:
    which = sent(town, lin)
    town.do(transfers.answer, which, words="已修", by=town.chen)
    more = {"answer": {"words": "x"}, "withdraw": {"reason": "x"}}.get(what, {})
    with pytest.raises(Refused, match="transfer is elsewhere"):
        town.do(getattr(transfers, what), which, by=town.chen, **more)


def test_another_centre_sees_no_transfer(town: Town, lin: Chat) -> None:
    which = propose(town, lin)
    with pytest.raises(Missing):
        town.do(transfers.send, which, by=town.zhao)


def test_the_dates_of_a_house_are_the_directors(town: Town) -> None:
    day = date(2024, 2, 29)
    town.do(houses.accept, "3座", day, by=town.wang)
    assert town.do(houses.hand_over_all, "3座", day, by=town.wang) == 3
    town.do(houses.hand_over, town.ids["12A"], date(2024, 3, 1), by=town.admin)
    assert town.rows(Building)[0].accepted_on == day
    assert town.rows(Unit, room="12A")[0].handed_over_on == date(2024, 3, 1)
    with pytest.raises(Refused, match="role may not"):
        town.do(houses.accept, "3座", day, by=town.chen)


def test_a_date_of_acceptance_in_the_future_is_refused(town: Town) -> None:
    with pytest.raises(Refused, match="day is to come"):
        town.do(houses.accept, "3座", date(2026, 11, 24), by=town.wang)
    with pytest.raises(Missing):
        town.do(houses.accept, "9座", date(2020, 1, 1), by=town.wang)


def test_a4_2_3_2_the_warranty_of_a_case_looks_at_both_dates(town: Town, lin: Chat) -> None:
    case = lin.files()
    assert case.category == Category.WATER_SUPPLY
    assert {each.runs for each in town.do(_warranty, case)} <= {"date_missing"}
    case.unit_id = town.ids["12A"]
    town.do(houses.accept, "3座", date(2024, 11, 22), by=town.wang)
    town.do(houses.hand_over, town.ids["12A"], date(2025, 5, 1), by=town.wang)
    found = town.do(_warranty, case)
    assert [(each.rule.liable, each.runs) for each in found] == [
        ("developer", "running"),
        ("contractor", "ended"),
    ]


def _warranty(session: Session, case: Case, *, now: datetime) -> list[Finding]:
    return houses.warranty(session, case, working(session, case.centre_id, now=now), now=now)
