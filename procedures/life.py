"""A case's life: which act leads from which state to which, and whose acts they are."""

from collections.abc import Mapping
from enum import StrEnum

from procedures.kinds import CaseState, Kind, Role
from procedures.refused import Refused, Why


class Act(StrEnum):
    """What happens to a case; the owner's own act is `OWNER_WROTE`, all others are of staff."""

    OPEN = "open"
    ASSIGN = "assign"
    TAKE = "take"
    REPLY = "reply"
    ASK_OWNER = "ask_owner"
    OWNER_WROTE = "owner_wrote"
    RESOLVE = "resolve"
    CLOSE = "close"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"
    POSTPONE = "postpone"
    ESCALATE = "escalate"
    SKIP_REVISIT = "skip_revisit"
    TRIAGE = "triage"
    FIND_INVALID = "find_invalid"
    TRANSFER = "transfer"


class CloseReason(StrEnum):
    """Why a case is closed; all but `HANDLED` say that there was nothing to handle."""

    HANDLED = "handled"
    WITHDRAWN = "withdrawn"
    DUPLICATE = "duplicate"
    FILED_BY_MISTAKE = "filed_by_mistake"


class Need(StrEnum):
    """What is to be written down before a case counts as resolved."""

    CAUSE = "cause"
    MEASURE = "measure"


FROM_ANY = {
    Act.ASSIGN: CaseState.ASSIGNED,
    Act.TAKE: CaseState.TAKEN,
    Act.WITHDRAW: CaseState.CLOSED,
}


def _stays(state: CaseState) -> dict[Act, CaseState]:
    """Agreeing a new time, or calling somebody higher, leaves a case with whoever has it (A3.3)."""
    return {Act.POSTPONE: state, Act.ESCALATE: state}


# Triage may be changed until the matter is resolved; what is found invalid is resolved by its explanation.
IN_HAND = {Act.FIND_INVALID: CaseState.RESOLVED}

# An owner's words bring a waiting case back to whoever asked; asking is an act of the one who has it.
LIFE: Mapping[CaseState, Mapping[Act, CaseState]] = {
    CaseState.OPEN: FROM_ANY
    | _stays(CaseState.OPEN)
    | IN_HAND
    | {
        Act.REPLY: CaseState.OPEN,
        Act.TRIAGE: CaseState.OPEN,
        Act.TRANSFER: CaseState.OPEN,
        Act.OWNER_WROTE: CaseState.OPEN,
    },
    CaseState.ASSIGNED: FROM_ANY
    | _stays(CaseState.ASSIGNED)
    | IN_HAND
    | {
        Act.REPLY: CaseState.ASSIGNED,
        Act.TRIAGE: CaseState.ASSIGNED,
        Act.TRANSFER: CaseState.ASSIGNED,
        Act.OWNER_WROTE: CaseState.ASSIGNED,
        Act.ASK_OWNER: CaseState.WAITING,
        Act.RESOLVE: CaseState.RESOLVED,
    },
    CaseState.TAKEN: FROM_ANY
    | _stays(CaseState.TAKEN)
    | IN_HAND
    | {
        Act.REPLY: CaseState.TAKEN,
        Act.TRIAGE: CaseState.TAKEN,
        Act.TRANSFER: CaseState.TAKEN,
        Act.OWNER_WROTE: CaseState.TAKEN,
        Act.ASK_OWNER: CaseState.WAITING,
        Act.RESOLVE: CaseState.RESOLVED,
    },
    CaseState.WAITING: FROM_ANY
    | _stays(CaseState.WAITING)
    | IN_HAND
    | {
        Act.REPLY: CaseState.WAITING,
        Act.TRIAGE: CaseState.WAITING,
        Act.TRANSFER: CaseState.WAITING,
        Act.OWNER_WROTE: CaseState.TAKEN,
        Act.ASK_OWNER: CaseState.WAITING,
        Act.RESOLVE: CaseState.RESOLVED,
    },
    CaseState.RESOLVED: {
        Act.REPLY: CaseState.RESOLVED,
        Act.TRANSFER: CaseState.RESOLVED,
        Act.OWNER_WROTE: CaseState.RESOLVED,
        Act.CLOSE: CaseState.CLOSED,
        Act.REOPEN: CaseState.OPEN,
        Act.WITHDRAW: CaseState.CLOSED,
    },
    CaseState.CLOSED: {Act.REOPEN: CaseState.OPEN},
}

# Departments answer and find the cause (A3.2). What comes by phone or over the counter is filed by intake and
# the director, who also judge whether it is done (A3.4, A3.5) and whether a complaint is valid (A4.2.3).
# Answering is everybody's duty (A3.6).
DEPARTMENT = {
    *(Act.ASSIGN, Act.TAKE, Act.REPLY, Act.ASK_OWNER, Act.RESOLVE, Act.REOPEN),
    *(Act.POSTPONE, Act.ESCALATE, Act.TRANSFER),
}
INTAKE = DEPARTMENT | {
    *(Act.OPEN, Act.CLOSE, Act.WITHDRAW, Act.TRIAGE, Act.FIND_INVALID),
}
# That an owner is not asked is answered for by a head.
HEAD = INTAKE | {Act.SKIP_REVISIT}
ACTS: Mapping[Role, frozenset[Act]] = {
    Role.ASSISTANT: frozenset(INTAKE),
    Role.RECORDS_CLERK: frozenset({Act.REPLY}),
    Role.DEPARTMENT_HEAD: frozenset(DEPARTMENT),
    Role.ENGINEERING_SUPERVISOR: frozenset(DEPARTMENT),
    Role.SERVICE_HEAD: frozenset(HEAD),
    Role.SUPERVISOR: frozenset(HEAD),
    Role.DIRECTOR: frozenset(HEAD),
    Role.GENERAL_DIRECTOR: frozenset(HEAD),
    Role.QUALITY: frozenset({Act.REPLY}),
    Role.COMPANY: frozenset({Act.REPLY}),
    Role.PRINCIPAL: frozenset(),
    Role.ADMIN: frozenset({Act.REPLY}),
}

NEEDS: Mapping[Kind, frozenset[Need]] = {Kind.COMPLAINT: frozenset({Need.CAUSE, Need.MEASURE})}


def after(state: CaseState, act: Act) -> CaseState:
    """The state that an act leads to (A4.2.3.1.1 to A4.2.3.1.3). Raises Refused when it leads nowhere."""
    try:
        return LIFE[state][act]
    except KeyError:
        raise Refused(_why_not(state, act), act=act, state=state) from None


def may(role: Role, act: Act) -> bool:
    """Whether an act is this role's (A3.2 to A3.6); what the owner does is nobody's among staff."""
    return act in ACTS[role]


def allow(role: Role, act: Act) -> None:
    """Raises Refused unless the act is this role's (A3.2 to A3.6)."""
    if not may(role, act):
        raise Refused(Why.ROLE_MAY_NOT, role=role, act=act)


def resolve_needs(kind: Kind) -> frozenset[Need]:
    """What resolving a case of this kind needs in writing: cause and measure of a complaint (A3.2)."""
    return NEEDS.get(kind, frozenset())


def allow_resolving(kind: Kind, *, cause: str, measure: str) -> None:
    """Raises Refused when a complaint lacks its cause or measure (A3.2); blanks do not count."""
    given = {Need.CAUSE: cause.strip(), Need.MEASURE: measure.strip()}
    if missing := sorted(need for need in resolve_needs(kind) if not given[need]):
        raise Refused(Why.CAUSE_AND_MEASURE_NEEDED, missing=", ".join(missing))


def close(state: CaseState, reason: CloseReason, *, revisits_owed: int) -> CaseState:
    """The state after closing: a handled case owes no revisit any more (A4.3.3.2). Raises Refused.

    One withdrawn, filed twice or by mistake is closed from any state and owes none.
    """
    if reason is not CloseReason.HANDLED:
        return after(state, Act.WITHDRAW)
    closed = after(state, Act.CLOSE)
    if revisits_owed:
        raise Refused(Why.REVISIT_OWED, owed=revisits_owed)
    return closed


def _why_not(state: CaseState, act: Act) -> Why:
    if state is CaseState.CLOSED:
        return Why.CASE_CLOSED
    if act is Act.REOPEN:
        return Why.CASE_NOT_CLOSED
    if act is Act.CLOSE:
        return Why.CASE_NOT_RESOLVED
    return Why.CASE_RESOLVED if state is CaseState.RESOLVED else Why.CASE_NOT_ASSIGNED
