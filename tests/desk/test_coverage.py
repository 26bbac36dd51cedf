"""A month's coverage, as the desk's own acts make it (A4.3.3.2, B4.1.2)."""

from typing import Any

from desk import cases, coverage, revisits, triage
from procedures.coverage import COUNTING_RULE
from procedures.kinds import Category, Kind, Outcome, RevisitForm
from procedures.life import CloseReason
from procedures.months import Month
from storage import Session
from storage.tables import Case
from tests.desk.cast import DAY, Chat, Town
from tests.desk.offices import files, works_by

CALL: dict[str, Any] = {"form": RevisitForm.PHONE, "outcome": Outcome.SOLVED, "words": "都好了"}
NOVEMBER = Month(2026, 11)


def counted(town: Town, line: str) -> tuple[int, int, int, int]:
    """How many of a line were made, are missing, are coming, are not owed."""
    found = town.store.read(lambda session: coverage.month_of(session, NOVEMBER, town.ids["A"], now=town.now))
    [share] = [one for one in found.shares if one.rule.name == line]
    assert found.version == COUNTING_RULE
    lists = (share.line.made, share.line.missing, share.line.coming, share.line.not_owed)
    return len(lists[0]), len(lists[1]), len(lists[2]), len(lists[3])


def test_a4_3_3_2_what_was_called_dropped_failed_and_withdrawn_is_counted_openly(town: Town) -> None:
    five = [files(town, Kind.REPAIR) for _ in range(5)]
    for case in five:
        town.resolve(case)
    assert counted(town, "repairs") == (0, 0, 5, 0)
    _, called, dropped, failed, _ = (one.id for one in town.revisits())
    town.do(revisits.record, called, by=town.chen, **CALL)
    town.do(revisits.skip, dropped, why="業主出國", by=town.wang)
    town.do(revisits.tried, failed, why="無人接聽", by=town.chen)
    town.do(revisits.fail, failed, why="無人接聽", by=town.wang)
    town.do(cases.close, five[4], reason=CloseReason.WITHDRAWN, words="與業主核實", by=town.wang)
    assert counted(town, "repairs") == (1, 3, 1, 0)
    town.now += 2 * DAY
    assert counted(town, "repairs") == (1, 4, 0, 0)


def test_a4_3_3_2_what_was_withdrawn_before_any_work_or_opened_again_is_not_owed(town: Town) -> None:
    again, withdrawn = files(town, Kind.REPAIR), files(town, Kind.COMPLAINT, source="company")
    town.do(cases.close, withdrawn, reason=CloseReason.WITHDRAWN, words="公司誤轉", by=town.wang)
    town.resolve(again)
    town.do(triage.reopen, again, reason="還在漏", by=town.chen)
    assert counted(town, "repairs") == (0, 0, 0, 1)
    assert counted(town, "directors_visits") == (0, 0, 0, 1)
    town.resolve(again)
    assert counted(town, "repairs") == (0, 0, 1, 1)


def test_a4_3_3_2_an_owners_tap_counts_as_the_call(town: Town, lin: Chat) -> None:
    town.resolve(files(town, Kind.REPAIR))
    town.until("2026-11-24 09:00")
    lin.taps("not")
    assert counted(town, "repairs") == (1, 0, 0, 0)


def test_b4_1_2_3_b_a_visit_owed_on_site_is_not_made_by_phone(town: Town) -> None:
    works_by(town, "management_office")
    rework = files(town, Kind.REPAIR, Category.DOOR_LOCK)
    town.store.write(lambda session: again(session, rework))
    town.resolve(rework)
    town.do(revisits.record, town.revisits()[0].id, by=town.gu, **CALL)
    assert counted(town, "reworks") == (0, 1, 0, 0)


def again(session: Session, case_id: int) -> None:
    session.get_one(Case, case_id).relation = "rework"


def test_another_centre_is_not_counted(town: Town) -> None:
    town.resolve(files(town, Kind.REPAIR))
    found = town.store.read(lambda session: coverage.month_of(session, NOVEMBER, town.ids["B"], now=town.now))
    assert all(not share.line.coming for share in found.shares)
