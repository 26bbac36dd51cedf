"""Proposals to change a procedure (A4.4.3, B6)."""

import pytest

from desk import proposals
from desk.actor import Actor
from procedures.kinds import Role
from procedures.refused import Refused
from storage import Missing, Session
from storage.tables import CaseEvent, Proposal, Staff, Task
from tests.desk.cast import Chat, Town


def add_quality(town: Town) -> Actor:
    def unit(session: Session) -> Actor:
        row = Staff(centre_id=town.ids["A"], login="qin", name="qin", role=Role.QUALITY, password_hash="-")
        session.add(row)
        session.flush()
        assert row.id is not None
        return Actor(row.id, row.centre_id, Role.QUALITY, row.name)

    return town.store.write(unit)


def file(town: Town, case_id: int | None = None, words: str = "夜間沒有人負責接報") -> int:
    return town.do(proposals.file, case_id=case_id, clause="A4.4.3", words=words, by=town.chen)


def test_a4_4_3_a_proposal_goes_to_quality_and_into_a_document(town: Town, lin: Chat) -> None:
    case, qin = lin.files(), add_quality(town)
    which = file(town, case.id)
    town.do(proposals.pass_on, which, by=town.wang)
    town.do(proposals.decide, which, agree=True, by=qin)
    town.do(proposals.carry_out, which, document="客服作業指導書", version="2026-12", by=qin)
    row = town.rows(Proposal)[0]
    assert (row.state, row.document, row.version) == ("carried_out", "客服作業指導書", "2026-12")
    happened = [what for what in town.what_happened(case.id) if what.startswith("proposal")]
    assert happened == [
        *("proposal_filed", "proposal_passed", "proposal_accepted", "proposal_carried_out"),
    ]
    assert town.open_tasks() == []


def test_a4_4_3_declining_needs_a_reason(town: Town) -> None:
    qin, which = add_quality(town), file(town)
    town.do(proposals.pass_on, which, by=town.wang)
    with pytest.raises(Refused, match="words needed"):
        town.do(proposals.decide, which, agree=False, reason=" ", by=qin)
    town.do(proposals.decide, which, agree=False, reason="已有規定", by=qin)
    assert (town.rows(Proposal)[0].state, town.rows(Proposal)[0].reason) == ("declined", "已有規定")


def test_a4_4_3_only_quality_decides(town: Town) -> None:
    which = file(town)
    town.do(proposals.pass_on, which, by=town.wang)
    with pytest.raises(Refused, match="role may not"):
        town.do(proposals.decide, which, agree=True, by=town.wang)
    assert [task.for_role for task in town.rows(Task) if task.done_at is None] == ["quality"]


def test_b6_any_member_of_staff_files_a_proposal(town: Town) -> None:
    for who in (town.chen, town.li, town.wang, town.admin):
        town.do(proposals.file, case_id=None, clause="B6", words=f"改 {who.name}", by=who)
    assert [row.clause for row in town.rows(Proposal)] == ["B6"] * 4
    assert [event.case_id for event in town.rows(CaseEvent)] == [None] * 4


def test_one_proposal_filed_twice_for_a_case_is_one(town: Town, lin: Chat) -> None:
    case = lin.files()
    assert file(town, case.id) == file(town, case.id)


def test_a_proposal_does_not_skip_a_step(town: Town) -> None:
    qin, which = add_quality(town), file(town)
    with pytest.raises(Refused, match="proposal is elsewhere"):
        town.do(proposals.decide, which, agree=True, by=qin)
    with pytest.raises(Refused, match="proposal is elsewhere"):
        town.do(proposals.carry_out, which, document="a", version="1", by=qin)


def test_a_proposal_of_another_centre_is_not_there(town: Town, lin: Chat) -> None:
    case, which = lin.files(), file(town)
    with pytest.raises(Missing):
        town.do(proposals.file, case_id=case.id, clause="B6", words="x", by=town.zhao)
    zhou = Actor(town.zhao.staff_id, town.ids["B"], Role.DIRECTOR, "zhou")
    with pytest.raises(Missing):
        town.do(proposals.pass_on, which, by=zhou)


@pytest.mark.parametrize("words", ["", "  ", "長" * 4001])
def test_a_proposal_needs_words(town: Town, words: str) -> None:
    with pytest.raises(Refused):
        file(town, words=words)
