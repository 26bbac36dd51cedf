"""Intake, its people and its records, clause by clause (A3.4 to A4.2.3.1.3, B3.1, B4.1.1, B5.3)."""

import pytest

from desk import cases, revisits, transfers
from procedures.kinds import Category, Kind, Outcome, RevisitForm, Role
from procedures.life import ACTS, Act
from procedures.refused import Refused
from procedures.warranty import Recipient
from storage.tables import CaseEvent, Message
from tests.desk.cast import Chat, Town
from tests.desk.offices import files, owed_of, works_by


def test_a3_4_a3_5_what_comes_by_phone_or_over_the_counter_is_a_case_like_any_other(town: Town) -> None:
    ways = ("phone", "walk_in")
    by_phone, at_the_desk = (files(town, Kind.REPAIR, Category.DRAIN, source=way) for way in ways)
    one, other = town.case(by_phone), town.case(at_the_desk)
    assert (one.source, other.source) == ("phone", "walk_in")
    assert (one.reply_by, one.close_by, one.state) == (other.reply_by, other.close_by, "open")
    about = {"kind": Kind.REPAIR, "category": Category.DRAIN, "unit_id": None, "owner_id": None}
    with pytest.raises(Refused):
        town.do(cases.open_by_staff, story="漏水", source="phone", by=town.li, **about)


def test_a3_5_assistants_take_in_hand_on_and_revisit() -> None:
    theirs = {Act.OPEN, Act.TRIAGE, Act.ASSIGN, Act.TAKE, Act.REPLY, Act.CLOSE}
    assert theirs <= ACTS[Role.ASSISTANT]


def test_a4_1_1_a_repair_by_chat_and_by_phone_have_the_same_promise(town: Town, lin: Chat) -> None:
    by_chat, by_phone = lin.files(), town.case(files(town, Kind.REPAIR, Category.WATER_SUPPLY))
    assert (by_chat.kind, by_chat.unit_id) == (by_phone.kind, by_phone.unit_id)
    assert (by_chat.reply_by, by_chat.reply_clause) == (by_phone.reply_by, by_phone.reply_clause)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("請問物業費怎麼交？", "enquiry"),
        ("我要投訴樓上半夜裝修太吵", "complaint"),
        ("建議多種幾棵樹", "suggestion"),
    ],
)
def test_a4_1_2_enquiries_complaints_and_suggestions_are_taken_in_by_chat(
    town: Town, lin: Chat, words: str, kind: str
) -> None:
    case = lin.files(words)
    assert (case.kind, case.story, case.owner_id) == (kind, words, town.ids["lin"])
    assert case.number in lin.last().text


def test_a4_1_3_a_resolved_repair_is_revisited_and_only_its_record_ends_it(town: Town, lin: Chat) -> None:
    town.resolve(lin.files().id)
    assert owed_of(town, 1) == [("repair", "chat", "assistant")]
    town.until("2026-11-24 09:00")
    lin.taps("solved")
    assert (town.revisits()[0].state, town.case(1).state) == ("done", "closed")


def test_a4_2_2_what_an_owner_wrote_is_recorded_as_written_with_every_step(town: Town, lin: Chat) -> None:
    case = lin.files("廁所的水管漏水，急")
    assert case.story == "廁所的水管漏水，急"
    heard = town.rows(Message, case_id=case.id, direction="in")
    events = town.rows(CaseEvent, case_id=case.id)
    assert heard
    assert (events[0].what, events[0].actor, events[0].hash != "") == ("opened", "owner", True)


def test_a4_2_3_1_3_what_is_solved_is_told_and_its_revisit_recorded(town: Town, lin: Chat) -> None:
    case = lin.files("我要投訴樓上半夜裝修太吵")
    town.resolve(case.id, words="已上門制止並張貼告示")
    assert "已上門制止並張貼告示" in lin.last().text
    [revisit] = town.revisits()
    call = {"form": RevisitForm.PHONE, "outcome": Outcome.SOLVED, "words": "安靜了"}
    town.do(revisits.record, revisit.id, by=town.chen, **call)
    done = town.revisits()[0]
    assert (done.state, done.done_by, done.words) == ("done", town.chen.staff_id, "安靜了")


def test_b3_1_the_principal_looks_on_and_changes_nothing() -> None:
    assert ACTS[Role.PRINCIPAL] == frozenset()


@pytest.mark.parametrize("form", [RevisitForm.PHONE, RevisitForm.ORAL])
def test_b4_1_1_a_revisit_owed_by_chat_may_be_made_by_phone_or_in_person(
    town: Town, form: RevisitForm
) -> None:
    works_by(town, "management_office")
    case_id = files(town, Kind.REPAIR, Category.DOOR_LOCK)
    town.resolve(case_id)
    call = {"form": form, "outcome": Outcome.SOLVED, "words": "好了"}
    town.do(revisits.record, town.revisits()[0].id, by=town.chen, **call)
    assert (town.revisits()[0].done_form, town.case(case_id).state) == (form, "closed")


def test_b5_3_whoever_is_responsible_is_followed_up_with(town: Town) -> None:
    works_by(town, "management_office")
    case_id = files(town, Kind.COMPLAINT, Category.HOUSE_QUALITY)
    about = {"to": Recipient.COMPANY, "name": "公司", "defect": "發文有誤", "reason": "公司發文有誤"}
    town.do(transfers.propose, case_id, by=town.chen, **about)
    assert [one.clause for one in town.rows(CaseEvent, what="transfer_proposed")] == ["B5.3"]
