"""What a procedure says of revisits is read strictly; what is wrong there is named with its place."""

import pytest

from procedures.procedure import PACKAGED, load, read
from procedures.strict_table import CLAUSE, ProcedureError

TEXT = PACKAGED["service_centre"]


@pytest.mark.parametrize("name", PACKAGED)
def test_every_line_of_the_coverage_has_its_clause_and_its_rules(name: str) -> None:
    procedure = load(name)
    assert procedure.revisiting.coverage
    for line in procedure.revisiting.coverage:
        assert CLAUSE.fullmatch(line.clause)
        assert line.rules


@pytest.mark.parametrize(
    ("right", "wrong", "place", "what"),
    [
        ('rule = "repair"', 'rule = "complaint"', "revisit[1].rule", "there is such a rule already"),
        ('rule = "repair"', 'rule = "Repair"', "revisit[1].rule", "is not a name such as"),
        ('rule = "repair"\n', "", "revisit[1].rule", "is missing"),
        ("after_days = 14", "", "revisit[6].after_days", "goes with when = 'unsolved'"),
        ('due = "same_day"', 'due = "same_day"\nafter_days = 1', "revisit[2].after_days", "goes with"),
        ('when = "unsolved"', 'when = "later"', "revisit[6].when", "'later' is none of"),
        (
            "constructive = true }",
            "constructive = 1 }",
            "revisit[5].applies_to.constructive",
            "true or false",
        ),
        (
            'applies_to = { kinds = ["complaint", "repair"] }',
            'applies_to = { kinds = ["complaint"], rework = true }',
            "revisit[6].applies_to",
            "and no more",
        ),
        ("window_days = 90", "window = 90", "repeats.window", "unknown key"),
        ("visits_a_month = 2", "visits_a_month = 40", "director.visits_a_month", "outside 0..31"),
        ("remind_on = 20", "remind_on = 30", "director.remind_on", "outside 0..28"),
        ('rules = ["repair"]', 'rules = ["repairs"]', "coverage[2].rules", "repairs: no such rule"),
        ("rate = 0.8", "rate = 80", "coverage[2].rate", "outside 0..1"),
        ("late_days = 7", "late_days = -1", "counting.late_days", "outside 0..365"),
        ('[by_hand]\nclause = "A4.1.3"', "[by_hand]", "by_hand.clause", "is missing"),
        ('asks = ["speed", "manner"]', 'asks = ["taste"]', "questions[3].asks[0]", "'taste' is none of"),
        ('group = "roads"', 'group = "moon"', "questions[2].group", "'moon' is none of"),
    ],
)
def test_a_wrong_file_is_refused_with_its_place(right: str, wrong: str, place: str, what: str) -> None:
    assert right in TEXT
    with pytest.raises(ProcedureError) as raised:
        read(TEXT.replace(right, wrong, 1), source="own.toml")
    assert str(raised.value).startswith(f"own.toml: {place}: ")
    assert what in str(raised.value)


def test_a_procedure_that_is_silent_about_directors_repeats_and_new_owners_loads() -> None:
    revisiting = load("consultancy").revisiting
    assert (revisiting.quota, revisiting.repeats, revisiting.new_owner) == (None, None, None)
