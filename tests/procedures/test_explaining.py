"""A loaded procedure in words: nothing that it says is left out."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import timedelta

import pytest

from procedures.explaining import explain, figure
from procedures.procedure import PACKAGED, load


def rules(part: object) -> Iterator[object]:
    """Every object with a clause, wherever it stands."""
    if isinstance(part, tuple | frozenset):
        for each in part:
            yield from rules(each)
    elif is_dataclass(part) and not isinstance(part, type):
        if any(each.name == "clause" for each in fields(part)):
            yield part
        for each in fields(part):
            yield from rules(getattr(part, each.name))


@pytest.mark.parametrize("name", PACKAGED)
def test_every_rule_is_mentioned_by_its_clause_and_its_figures(name: str) -> None:
    lines = explain(load(name))
    for rule in rules(load(name)):
        given = {each.name: getattr(rule, each.name) for each in fields(rule)}  # ty: ignore[invalid-argument-type]  # a rule is a dataclass
        plain = [figure(one) for one in given.values() if one and isinstance(one, int | timedelta | float)]
        mine = [line for line in lines if re.search(rf"\b{re.escape(given['clause'])}\b", line)]
        assert any(all(one in line for one in plain) for line in mine), rule


@pytest.mark.parametrize("name", PACKAGED)
def test_every_clause_of_the_file_is_in_the_explanation(name: str) -> None:
    said = "\n".join(explain(load(name)))
    wanted = set(re.findall(r'^clause = "(.+)"$', PACKAGED[name], re.MULTILINE))
    assert [clause for clause in sorted(wanted) if clause not in said] == []


def test_what_a_procedure_does_not_have_is_said() -> None:
    assert "Rain" in explain(load("consultancy"))[-1]
    assert "Clients" in explain(load("service_centre"))[-1]


def test_figures_are_said_as_people_say_them() -> None:
    assert "Promised reply: kinds complaint, engagement; within 2 h (C6)." in explain(load("consultancy"))
    assert "Sunday: closed." in explain(load("consultancy"))
