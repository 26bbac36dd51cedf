"""The revisits that procedure B asks for, clause by clause."""

from datetime import datetime, timedelta

import pytest

from desk import cases, proposals, revisits
from procedures.kinds import Category, Kind, Outcome, RevisitForm, Severity
from procedures.life import CloseReason
from procedures.refused import Refused
from storage import Session
from storage.tables import Owner, Revisit, Tenancy
from tests.desk.cast import Chat, Town, at
from tests.desk.offices import called_constructive, clauses_of, files, owed_of, works_by
from tests.desk.test_revisits_a import judged

VISIT = {"form": RevisitForm.ON_SITE, "outcome": Outcome.SOLVED, "words": "看過，沒有問題"}


@pytest.fixture
def office(town: Town) -> Town:
    works_by(town, "management_office")
    return town


def moves_in(town: Town, day: datetime) -> None:
    def unit(session: Session) -> None:
        owner = Owner(centre_id=town.ids["A"], name="新業主")
        session.add(owner)
        session.flush()
        home = Tenancy(centre_id=town.ids["A"], owner_id=owner.id or 0, unit_id=town.ids["5C"], since=day)
        session.add(home)

    town.store.write(unit)


def of_new_owners(town: Town) -> list[Revisit]:
    return town.rows(Revisit, rule="new_owner")


def test_b4_1_2_3_a_an_ordinary_repair_is_asked_about_by_the_next_day(office: Town, lin: Chat) -> None:
    case = files(office, Kind.REPAIR, Category.DOOR_LOCK)
    office.resolve(case)
    assert owed_of(office, case) == [("repair", "chat", "assistant")]
    assert clauses_of(office, case, "revisit_planned") == ["B4.1.2.3-A"]
    office.until("2026-11-24 09:00")
    lin.taps("solved")
    assert office.case(case).state == "closed"


def test_b4_1_2_3_b_a_rework_is_visited_by_the_engineering_supervisor_within_three_days(
    office: Town, lin: Chat
) -> None:
    office.resolve(files(office, Kind.REPAIR, Category.DOOR_LOCK))
    office.until("2026-11-24 09:00")
    lin.taps("not")
    rework = office.cases()[-1].id
    office.resolve(rework)
    assert owed_of(office, rework) == [("rework", "on_site", "engineering_supervisor")]
    assert office.revisits()[-1].due_at == at("2026-11-27 18:00")
    with pytest.raises(Refused):
        office.do(revisits.record, office.revisits()[-1].id, by=office.li, **VISIT)
    office.do(revisits.record, office.revisits()[-1].id, by=office.gu, **VISIT)
    assert office.case(rework).state == "closed"


@pytest.mark.parametrize("place", [Category.CEILING_LEAK, Category.WINDOW_LEAK, Category.WALL_LEAK])
def test_b4_1_2_3_c_seepage_stays_open_until_it_has_rained(office: Town, place: Category) -> None:
    case = files(office, Kind.REPAIR, place)
    office.resolve(case)
    assert office.revisits() == []
    assert (office.case(case).state, office.case(case).awaits_rain) == ("resolved", True)
    assert clauses_of(office, case, "awaits_rain") == ["B4.1.2.3-C"]
    with pytest.raises(Refused):
        office.do(cases.close, case, reason=CloseReason.HANDLED, by=office.chen)


def test_a_seepage_filed_by_mistake_waits_for_no_rain(office: Town) -> None:
    case = files(office, Kind.REPAIR, Category.ROOF_LEAK)
    office.resolve(case)
    office.do(cases.close, case, reason=CloseReason.FILED_BY_MISTAKE, words="與業主核實", by=office.he)
    assert not office.case(case).awaits_rain


@pytest.mark.parametrize("what", [Category.BATHROOM_LEAK, Category.DRAIN, Category.CONCEALED_WORKS])
def test_b4_1_2_3_d_wet_rooms_drains_and_concealed_works_within_three_days(
    office: Town, lin: Chat, what: Category
) -> None:
    case = files(office, Kind.REPAIR, what)
    office.resolve(case)
    assert owed_of(office, case) == [("wet_or_concealed", "chat", "assistant")]
    assert office.revisits()[0].due_at == at("2026-11-26 18:00")
    for day in ("24", "25", "26"):
        office.until(f"2026-11-{day} 10:00")
    assert office.revisits()[0].state == "phone"
    assert "回訪" in lin.all_said()[-2].text


def test_b4_1_2_2_a_major_complaint_is_the_directors_or_the_service_heads(office: Town) -> None:
    case = files(office, Kind.COMPLAINT)
    judged(office, case, Severity.MAJOR)
    assert owed_of(office, case) == [("major_complaint", "on_site", "director")]
    visit = office.revisits()[0].id
    with pytest.raises(Refused) as refused:
        office.do(revisits.record, visit, by=office.chen, **VISIT)
    assert refused.value.text_id == "refused.revisit_is_anothers"
    office.do(revisits.record, visit, by=office.he, **VISIT)
    assert office.revisits()[0].done_by == office.he.staff_id


def test_b4_1_2_2_a_constructive_suggestion_is_the_directors_alone(office: Town) -> None:
    case = files(office, Kind.SUGGESTION)
    called_constructive(office, case)
    visit = office.revisits()[0].id
    with pytest.raises(Refused):
        office.do(revisits.record, visit, by=office.he, **VISIT)
    office.do(revisits.record, visit, by=office.wang, **VISIT)
    assert clauses_of(office, case, "revisit_done") == ["B4.1.2.2"]


@pytest.mark.parametrize("kind", [Kind.COMPLAINT, Kind.SUGGESTION])
def test_b4_1_2_1_opinions_and_suggestions_are_revisited(office: Town, kind: Kind) -> None:
    case = files(office, kind)
    office.resolve(case)
    assert clauses_of(office, case, "revisit_planned") == ["B4.1.2.1"]


def test_b4_1_3_a_new_matter_in_a_revisit_is_a_linked_case_with_its_own_promise(
    office: Town, lin: Chat
) -> None:
    case = files(office, Kind.REPAIR, Category.DOOR_LOCK)
    office.resolve(case)
    office.until("2026-11-24 09:00")
    for answer in ("solved", "5", "5", "5"):
        lin.taps(answer)
    lin.says("沒有")
    lin.says("樓下的燈壞了")
    more = office.cases()[-1]
    assert (more.parent_id, more.relation) == (case, "more")
    assert more.reply_clause == "B4.1.3"
    assert more.number in "".join(said.text for said in lin.all_said()[-2:])


def test_b4_2_2_a_new_owner_is_visited_within_a_month_of_moving_in(office: Town) -> None:
    moves_in(office, at("2026-11-20 12:00"))
    office.until("2026-11-23 11:00")
    [visit] = of_new_owners(office)
    assert (visit.form, visit.by_whom, visit.clause) == ("on_site", "assistant", "B4.2.2")
    assert visit.due_at == at("2026-12-20 17:00")
    assert visit.next_at == at("2026-11-27 13:30")
    assert visit.unit_id == office.ids["5C"]


def test_b4_2_2_a_missed_tick_loses_none_and_a_second_one_plans_none_twice(office: Town) -> None:
    moves_in(office, at("2026-11-20 12:00"))
    office.until("2026-12-15 11:00")
    office.until("2026-12-15 11:01")
    assert [one.due_at for one in of_new_owners(office)] == [at("2026-12-20 17:00")]


@pytest.mark.parametrize("since", ["2026-08-01 12:00", "2026-12-24 12:00"])
def test_b4_2_2_who_moved_in_long_ago_or_has_not_yet_is_not_a_new_owner(office: Town, since: str) -> None:
    moves_in(office, at(since))
    office.until("2026-11-23 11:00")
    assert of_new_owners(office) == []


def test_b4_2_2_whom_staff_find_to_live_there_is_no_new_owner(office: Town, lin: Chat) -> None:
    case = office.chat("stranger", bound=None).files()
    known = {"owner_id": office.ids["lin"], "unit_id": office.ids["5C"]}
    office.do(cases.confirm_owner, case.id, by=office.chen, **known)
    office.until("2026-11-25 11:00")
    assert of_new_owners(office) == []
    assert office.case(case.id).unit_id == office.ids["5C"]


def test_procedure_a_asks_nothing_of_new_owners(town: Town) -> None:
    moves_in(town, at("2026-11-20 12:00"))
    town.until("2026-11-23 11:00")
    assert of_new_owners(town) == []


def test_b4_2_2_a_new_owners_visit_ends_only_with_its_record(office: Town) -> None:
    moves_in(office, at("2026-11-20 12:00"))
    office.until("2026-11-23 11:00")
    visit = of_new_owners(office)[0]
    office.now += timedelta(days=9)
    office.do(revisits.record, visit.id, by=office.chen, **VISIT)
    [done] = of_new_owners(office)
    assert (done.state, done.done_by, done.outcome) == ("done", office.chen.staff_id, "solved")


def test_c5_the_end_of_an_engagement_is_asked_about(town: Town) -> None:
    works_by(town, "consultancy")
    case = files(town, Kind.ENGAGEMENT)
    town.resolve(case)
    assert owed_of(town, case) == [("engagement", "chat", "assistant")]
    assert clauses_of(town, case, "revisit_planned") == ["C5"]


def test_c6_an_opinion_is_followed_up_by_the_supervisor(town: Town) -> None:
    works_by(town, "consultancy")
    case = files(town, Kind.COMPLAINT)
    town.do(proposals.file, case_id=case, clause="C6", words="加一道複核", by=town.xu)
    town.resolve(case)
    assert owed_of(town, case) == [("opinion", "chat", "supervisor")]
