import pytest

from procedures.kinds import CaseState, Kind, Role
from procedures.life import (
    ACTS,
    LIFE,
    Act,
    CloseReason,
    Need,
    after,
    allow,
    allow_resolving,
    close,
    may,
    resolve_needs,
)
from procedures.refused import Refused, Why

ALL_PAIRS = [(state, act) for state in CaseState for act in Act]
NOT_HANDLED = [CloseReason.WITHDRAWN, CloseReason.DUPLICATE, CloseReason.FILED_BY_MISTAKE]


def test_a_case_goes_from_open_to_closed() -> None:
    state = CaseState.OPEN
    for act in (Act.ASSIGN, Act.TAKE, Act.ASK_OWNER, Act.OWNER_WROTE, Act.REPLY, Act.RESOLVE, Act.CLOSE):
        state = after(state, act)
    assert state is CaseState.CLOSED


@pytest.mark.parametrize(
    ("state", "act", "then"),
    [
        (CaseState.ASSIGNED, Act.ASK_OWNER, CaseState.WAITING),
        (CaseState.WAITING, Act.OWNER_WROTE, CaseState.TAKEN),
        (CaseState.WAITING, Act.ASSIGN, CaseState.ASSIGNED),
        (CaseState.OPEN, Act.OWNER_WROTE, CaseState.OPEN),
        (CaseState.RESOLVED, Act.OWNER_WROTE, CaseState.RESOLVED),
        (CaseState.RESOLVED, Act.REOPEN, CaseState.OPEN),
        (CaseState.CLOSED, Act.REOPEN, CaseState.OPEN),
    ],
)
def test_an_act_leads_on(state: CaseState, act: Act, then: CaseState) -> None:
    assert after(state, act) is then


@pytest.mark.parametrize(
    ("state", "act", "why"),
    [
        (CaseState.OPEN, Act.RESOLVE, Why.CASE_NOT_ASSIGNED),
        (CaseState.OPEN, Act.ASK_OWNER, Why.CASE_NOT_ASSIGNED),
        (CaseState.TAKEN, Act.CLOSE, Why.CASE_NOT_RESOLVED),
        (CaseState.TAKEN, Act.REOPEN, Why.CASE_NOT_CLOSED),
        (CaseState.RESOLVED, Act.RESOLVE, Why.CASE_RESOLVED),
        (CaseState.RESOLVED, Act.TAKE, Why.CASE_RESOLVED),
        (CaseState.CLOSED, Act.REPLY, Why.CASE_CLOSED),
        (CaseState.CLOSED, Act.WITHDRAW, Why.CASE_CLOSED),
    ],
)
def test_an_act_out_of_turn_is_refused_with_the_reason(state: CaseState, act: Act, why: Why) -> None:
    with pytest.raises(Refused) as raised:
        after(state, act)
    assert raised.value.text_id == why
    assert raised.value.facts == {"act": act, "state": state}


@pytest.mark.parametrize(("state", "act"), ALL_PAIRS)
def test_every_act_in_every_state_leads_on_or_is_refused(state: CaseState, act: Act) -> None:
    if act in LIFE[state]:
        assert after(state, act) is LIFE[state][act]
    else:
        with pytest.raises(Refused):
            after(state, act)


@pytest.mark.parametrize("state", [state for state in CaseState if state is not CaseState.CLOSED])
def test_a_live_case_can_always_be_withdrawn(state: CaseState) -> None:
    assert after(state, Act.WITHDRAW) is CaseState.CLOSED


@pytest.mark.parametrize("reason", NOT_HANDLED)
def test_a_case_that_needed_no_handling_is_closed_although_a_revisit_is_owed(reason: CloseReason) -> None:
    assert close(CaseState.RESOLVED, reason, revisits_owed=1) is CaseState.CLOSED
    assert close(CaseState.OPEN, reason, revisits_owed=0) is CaseState.CLOSED


def test_a_handled_case_is_not_closed_before_its_revisit() -> None:
    with pytest.raises(Refused, match="revisit owed"):
        close(CaseState.RESOLVED, CloseReason.HANDLED, revisits_owed=1)
    assert close(CaseState.RESOLVED, CloseReason.HANDLED, revisits_owed=0) is CaseState.CLOSED


def test_closing_twice_says_that_it_is_closed_before_anything_else() -> None:
    with pytest.raises(Refused, match="case closed"):
        close(CaseState.CLOSED, CloseReason.HANDLED, revisits_owed=1)


def test_a_complaint_needs_cause_and_measure_and_a_repair_neither() -> None:
    assert resolve_needs(Kind.COMPLAINT) == {Need.CAUSE, Need.MEASURE}
    assert not resolve_needs(Kind.REPAIR)
    allow_resolving(Kind.REPAIR, cause="", measure="")
    allow_resolving(Kind.COMPLAINT, cause="the pump", measure="replaced")


@pytest.mark.parametrize(
    ("cause", "measure", "missing"),
    [("", "replaced", "cause"), ("the pump", " \n", "measure"), ("", "", "cause, measure")],
)
def test_a_complaint_without_cause_or_measure_is_not_resolved(cause: str, measure: str, missing: str) -> None:
    with pytest.raises(Refused) as raised:
        allow_resolving(Kind.COMPLAINT, cause=cause, measure=measure)
    assert raised.value.facts == {"missing": missing}


@pytest.mark.parametrize("role", Role)
def test_every_role_of_the_house_may_reply_and_none_may_write_as_the_owner(role: Role) -> None:
    assert may(role, Act.REPLY) == (role is not Role.PRINCIPAL)
    assert not may(role, Act.OWNER_WROTE)


def test_a_department_head_resolves_but_does_not_close() -> None:
    allow(Role.DEPARTMENT_HEAD, Act.RESOLVE)
    with pytest.raises(Refused, match="role may not"):
        allow(Role.DEPARTMENT_HEAD, Act.CLOSE)


def test_every_role_and_every_state_is_in_the_tables() -> None:
    assert set(ACTS) == set(Role)
    assert set(LIFE) == set(CaseState)


def test_a_refusal_reads_as_english() -> None:
    refused = Refused(Why.REVISIT_OWED, owed=2)
    assert str(refused) == "refused, revisit owed (owed: 2)"
    assert str(Refused(Why.CASE_CLOSED)) == "refused, case closed"
