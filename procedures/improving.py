"""How proposals, actions and reviews go on, and whose acts they are (A3.2, A4.4.3, A4.4.4, B6)."""

from collections.abc import Mapping
from enum import StrEnum

from procedures.kinds import Role
from procedures.refused import Refused, Why


class ProposalState(StrEnum):
    """Where a proposal stands (A4.4.3)."""

    FILED = "filed"
    WITH_QUALITY = "with_quality"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    CARRIED_OUT = "carried_out"


class ActionKind(StrEnum):
    """Against what happened, or so that it does not happen at all (A3.2)."""

    CORRECTIVE = "corrective"
    PREVENTIVE = "preventive"


class ActionState(StrEnum):
    OPEN = "open"
    DONE = "done"
    VERIFIED = "verified"


class ReviewState(StrEnum):
    """`OPEN` has no measure yet, `IN_HAND` has one whose effect is to be checked (A4.4.4)."""

    OPEN = "open"
    IN_HAND = "in_hand"
    CLOSED = "closed"


class Verdict(StrEnum):
    """Whether what was done helped."""

    EFFECTIVE = "effective"
    NOT_EFFECTIVE = "not_effective"


class Improve(StrEnum):
    """What staff do for improvement."""

    FILE_PROPOSAL = "file_proposal"
    SEND_PROPOSAL = "send_proposal"
    DECIDE_PROPOSAL = "decide_proposal"
    CARRY_OUT_PROPOSAL = "carry_out_proposal"
    SET_ACTION = "set_action"
    DO_ACTION = "do_action"
    VERIFY_ACTION = "verify_action"
    REVIEW = "review"


HEADS = frozenset(
    {
        Role.DEPARTMENT_HEAD,
        Role.ENGINEERING_SUPERVISOR,
        Role.SERVICE_HEAD,
        Role.SUPERVISOR,
        Role.DIRECTOR,
        Role.GENERAL_DIRECTOR,
    }
)
# The principal only reads (B3.1); a proposal is every other person's right (B6).
STAFF = frozenset(Role) - {Role.PRINCIPAL}
QUALITY = frozenset({Role.QUALITY})
WHOSE: Mapping[Improve, frozenset[Role]] = {
    Improve.FILE_PROPOSAL: STAFF,
    Improve.SEND_PROPOSAL: HEADS,
    Improve.DECIDE_PROPOSAL: QUALITY,
    Improve.CARRY_OUT_PROPOSAL: QUALITY,
    Improve.SET_ACTION: HEADS | {Role.ASSISTANT},
    Improve.DO_ACTION: STAFF - {Role.ADMIN},
    Improve.VERIFY_ACTION: HEADS | QUALITY,
    Improve.REVIEW: HEADS,
}
PROPOSALS: Mapping[ProposalState, frozenset[ProposalState]] = {
    ProposalState.FILED: frozenset({ProposalState.WITH_QUALITY}),
    ProposalState.WITH_QUALITY: frozenset({ProposalState.ACCEPTED, ProposalState.DECLINED}),
    ProposalState.ACCEPTED: frozenset({ProposalState.CARRIED_OUT}),
    ProposalState.DECLINED: frozenset(),
    ProposalState.CARRIED_OUT: frozenset(),
}


def may(role: Role, act: Improve) -> bool:
    return role in WHOSE[act]


def allow(role: Role, act: Improve) -> None:
    """Raises Refused unless the act is this role's."""
    if not may(role, act):
        raise Refused(Why.ROLE_MAY_NOT, role=role, act=act)


def move_proposal(state: ProposalState, to: ProposalState) -> ProposalState:
    """The state a proposal moves to. Raises Refused when it leads there from nowhere (A4.4.3)."""
    if to not in PROPOSALS[state]:
        raise Refused("refused.proposal_is_elsewhere")
    return to
