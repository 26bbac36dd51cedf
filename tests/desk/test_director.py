"""The director's two revisits a month (A3.1-a, A4.3.3.1)."""

from typing import Any

from desk import revisits
from procedures.kinds import Kind, Outcome, RevisitForm
from storage.tables import CaseEvent, Quota, Task
from tests.desk.cast import Town, at
from tests.desk.offices import files, works_by

CALL: dict[str, Any] = {"form": RevisitForm.PHONE, "outcome": Outcome.SOLVED, "words": "聊了近況"}
DAY_20 = "2026-11-20 09:00"


def calls(town: Town, who: str = "wang", form: RevisitForm = RevisitForm.PHONE) -> None:
    """Somebody plans a revisit of Lin and makes it at once."""
    soon = {"at": at("2027-01-01 10:00"), "by": town.staff[who], "form": form}
    row = town.do(revisits.plan_by_hand, owner_id=town.ids["lin"], unit_id=None, **soon)
    town.do(revisits.record, row.id, by=town.staff[who], **{**CALL, "form": form})


def november(town: Town) -> Quota:
    [quota] = town.rows(Quota, month="2026-11")
    return quota


def of_centre(town: Town) -> list[str]:
    return [one.what for one in town.rows(CaseEvent, case_id=None) if one.what.startswith("quota")]


def test_a3_1_a_the_director_is_reminded_from_the_20th_on(town: Town) -> None:
    town.until("2026-11-19 18:00")
    assert town.open_tasks() == []
    town.until(DAY_20)
    town.until("2026-11-21 09:00")
    [task] = town.rows(Task, kind="director_quota")
    assert (task.staff_id, task.for_role, task.clause) == (town.wang.staff_id, "director", "A3.1-a")
    assert of_centre(town) == ["quota_reminded"]


def test_a3_1_a_two_revisits_by_phone_or_on_site_are_enough(town: Town) -> None:
    town.until("2026-11-10 10:00")
    calls(town)
    town.until(DAY_20)
    [task] = town.rows(Task, kind="director_quota")
    assert task.done_at is None
    calls(town, form=RevisitForm.ON_SITE)
    [task] = town.rows(Task, kind="director_quota")
    assert task.done_at is not None


def test_a3_1_a_a_director_who_has_made_them_is_not_reminded(town: Town) -> None:
    town.until("2026-11-10 10:00")
    calls(town)
    calls(town)
    town.until(DAY_20)
    assert town.rows(Task, kind="director_quota") == []


def test_a3_1_a_the_months_end_says_met_or_missed_and_that_stays(town: Town) -> None:
    town.until("2026-11-10 10:00")
    calls(town)
    town.until(DAY_20)
    town.until("2026-12-08 00:00")
    assert (november(town).state, november(town).done, november(town).wanted) == ("missed", 1, 2)
    assert "director_quota" not in town.open_tasks()
    assert of_centre(town)[-1] == "quota_missed"


def test_a4_3_3_1_any_recorded_revisit_of_the_director_counts_whatever_asked_for_it(town: Town) -> None:
    town.until("2026-11-10 10:00")
    town.resolve(files(town, Kind.REPAIR))
    town.do(revisits.record, town.revisits()[0].id, by=town.wang, **CALL)
    calls(town)
    town.until("2026-12-08 00:00")
    assert (november(town).state, november(town).done) == ("met", 2)
    assert of_centre(town) == ["quota_met"]


def test_a3_1_a_other_peoples_revisits_are_not_the_directors(town: Town) -> None:
    town.until("2026-11-10 10:00")
    calls(town, "chen")
    calls(town, "chen")
    town.until("2026-12-08 00:00")
    assert (november(town).state, november(town).done) == ("missed", 0)


def test_a_director_is_not_measured_by_a_month_that_the_desk_has_not_seen(town: Town) -> None:
    town.until(DAY_20)
    assert town.rows(Quota) == []
    town.until("2026-12-01 09:00")
    assert [one.month for one in town.rows(Quota)] == ["2026-12"]


def test_a_month_whose_first_weeks_passed_without_a_tick_is_counted_all_the_same(town: Town) -> None:
    town.until("2026-10-05 09:00")
    town.until("2026-11-25 09:00")
    assert november(town).state == "due"


def test_procedure_b_counts_no_directors_month(town: Town) -> None:
    works_by(town, "management_office")
    town.until(DAY_20)
    assert town.rows(Quota) == []
