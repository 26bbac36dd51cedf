"""Whose agreement a document for owners needs (B4.2.5.2)."""

import pytest

from procedures.kinds import Role
from procedures.notices import Step
from procedures.procedure import load

RULES = load("management_office").notices


@pytest.mark.parametrize(
    ("drafted_by", "important", "wanted"),
    [
        (Role.ASSISTANT, False, (Step.DIRECTOR,)),
        (Role.DIRECTOR, False, (Step.DIRECTOR,)),
        (Role.ASSISTANT, True, (Step.DIRECTOR, Step.GENERAL)),
        (Role.DIRECTOR, True, (Step.GENERAL,)),
        (Role.GENERAL_DIRECTOR, True, (Step.DIRECTOR,)),
    ],
)
def test_b4_2_5_2_an_important_document_bears_two_signatures_besides_or_with_its_drafter(
    drafted_by: Role, important: bool, wanted: tuple[Step, ...]
) -> None:
    assert RULES
    assert RULES.steps(drafted_by, important=important) == wanted


def test_the_general_director_stands_in_for_the_director_and_nobody_for_the_general_director() -> None:
    assert RULES
    assert RULES.may_take(Step.DIRECTOR, Role.GENERAL_DIRECTOR)
    assert not RULES.may_take(Step.GENERAL, Role.DIRECTOR)
    assert not RULES.may_take(Step.DIRECTOR, Role.SERVICE_HEAD)
