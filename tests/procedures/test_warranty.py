"""Two clocks of a warranty: what runs until which day, and who is liable."""

from datetime import date

import pytest

from procedures.kinds import Category
from procedures.procedure import PACKAGED, load, read
from procedures.strict_table import CLAUSE, ProcedureError
from procedures.transfers import without_owner
from procedures.warranty import Clock, Part, Recipient, ends_on, findings, proposed

RULES = load("service_centre").houses.warranties
BY_PART = {(rule.part, rule.clock): rule for rule in RULES}


@pytest.mark.parametrize(
    ("part", "since", "until"),
    [
        (Part.WATERPROOFING, date(2021, 11, 23), date(2026, 11, 23)),
        (Part.WATERPROOFING, date(2024, 2, 29), date(2029, 2, 28)),
        (Part.PIPES_AND_WIRES, date(2024, 2, 29), date(2026, 2, 28)),
        (Part.HEATING, date(2024, 6, 1), date(2026, 3, 15)),
        (Part.HEATING, date(2024, 11, 16), date(2027, 3, 15)),
    ],
)
def test_a4_2_3_2_a_warranty_ends_on_its_day(part: Part, since: date, until: date) -> None:
    assert ends_on(BY_PART[part, Clock.HAND_OVER], since) == until


@pytest.mark.parametrize(
    ("accepted", "handed_over", "today", "runs", "to"),
    [
        (date(2021, 1, 1), date(2022, 1, 1), date(2026, 1, 1), ["running", "running"], Recipient.DEVELOPER),
        (date(2021, 1, 1), date(2022, 1, 1), date(2027, 1, 1), ["running", "ended"], Recipient.DEVELOPER),
        (date(2021, 1, 1), date(2022, 1, 1), date(2027, 1, 2), ["ended", "ended"], None),
        (date(2021, 1, 1), None, date(2026, 1, 1), ["date_missing", "running"], Recipient.CONTRACTOR),
        (None, None, date(2026, 1, 1), ["date_missing", "date_missing"], None),
    ],
)
def test_a4_2_3_2_both_clocks_are_looked_at(
    accepted: date | None, handed_over: date | None, today: date, runs: list[str], to: Recipient | None
) -> None:
    days = {Clock.ACCEPTANCE: accepted, Clock.HAND_OVER: handed_over}
    found = findings(RULES, Category.BATHROOM_LEAK, days=days, today=today)
    assert [each.runs for each in found] == runs
    assert proposed(found) == to


def test_noise_has_no_warranty() -> None:
    assert findings(RULES, Category.NOISE, days={}, today=date(2026, 1, 1)) == []


@pytest.mark.parametrize("name", PACKAGED)
def test_every_rule_of_triage_and_houses_names_a_clause_of_its_own_paper(name: str) -> None:
    procedure = load(name)
    rules = (procedure.triage.decision, procedure.triage.contact, procedure.houses.consent)
    clauses = [
        rule.clause for rule in (*rules, *procedure.houses.transfers, *procedure.houses.warranties) if rule
    ]
    letter = procedure.wish_clause[0]
    assert all(CLAUSE.fullmatch(clause) and clause[0] == letter for clause in clauses)


@pytest.mark.parametrize(
    ("right", "wrong", "place"),
    [
        ('part = "structure"', 'part = "roof"', "warranty[7].part: 'roof' is none of"),
        ('season = { begins = "11-15"', 'season = { begins = "02-29"', "warranty[4].season.begins: "),
        ("may_be_invalid = true", "", "triage.may_be_invalid: is missing"),
        ('to = ["company"]', 'whom = ["company"]', "transfer[0].whom: unknown key"),
        (
            '[consent]\nremind_after = "12 h"\nphone_after = "24 h"\nclause = "A4.2.3.2"',
            "",
            "consent: is missing; transfers need it",
        ),
    ],
)
def test_a_typo_stops_the_start_and_says_where(right: str, wrong: str, place: str) -> None:
    text = PACKAGED["service_centre"]
    assert right in text
    with pytest.raises(ProcedureError) as raised:
        read(text.replace(right, wrong, 1), source="own.toml")
    assert f"own.toml: {place}" in str(raised.value)


def test_words_of_staff_lose_name_phone_and_room() -> None:
    assert without_owner("林太 12A 電話 13800010001", "林太", "00010001", "12A", "") == "■■ ■■ 電話 138■■"
