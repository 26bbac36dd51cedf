"""Storms by source and by hand: one each, one campaign each, ended or taken back with a reason."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from desk import storms
from desk.revisits import record
from procedures.kinds import Outcome, RevisitForm, RevisitState, Role
from procedures.rain import Hour
from procedures.refused import Refused
from storage import Missing
from storage.events import broken_at
from storage.tables import Campaign, CaseEvent, Storm, Task
from tests.desk.cast import Chat, Town, at
from tests.desk.rainy import asked_by, falls, leak, press, storm, told_again, watched

BEGAN, ENDED = at("2026-11-24 20:00"), at("2026-11-24 23:00")


def declare(town: Town, by: str = "chen", reason: str = "保安隊長全晚在場", **times: object) -> None:
    town.do(
        storms.declare,
        by=town.staff[by],
        reason=reason,
        **{"began_at": BEGAN, "ended_at": ENDED, **times},
    )


def test_a_declared_storm_asks_without_a_figure(lin: Chat) -> None:
    leak(lin)
    lin.town.now = at("2026-11-25 08:00")
    declare(lin.town)
    lin.town.until("2026-11-25 09:00")
    assert lin.last().text.startswith("您好，昨晚下了大雨，上次修的窗戶還漏嗎？")
    (row,) = lin.town.rows(Storm)
    assert (row.mm, row.declared_by, row.reason) == (None, lin.town.chen.staff_id, "保安隊長全晚在場")
    assert "storm_declared" in [event.what for event in lin.town.rows(CaseEvent, case_id=None)]


@pytest.mark.parametrize(
    ("why", "named"),
    [
        ("refused.rain_reason", {"reason": "  "}),
        ("refused.rain_times", {"ended_at": BEGAN}),
        ("refused.rain_times", {"ended_at": at("2026-11-26 10:00")}),
        ("refused.rain_times", {"began_at": at("2026-10-01 10:00"), "ended_at": at("2026-10-01 12:00")}),
        ("refused.rain_times", {"began_at": at("2026-11-10 10:00")}),
        ("refused.rain_not_yours", {"by": "admin"}),
    ],
)
def test_what_cannot_be_declared_is_refused(small_town: Town, why: str, named: dict[str, object]) -> None:
    small_town.now = at("2026-11-25 08:00")
    with pytest.raises(Refused) as refused:
        declare(small_town, **named)  # ty: ignore[invalid-argument-type]  # one field each
    assert refused.value.text_id == why
    assert small_town.rows(Storm) == []


def test_a_storm_that_is_known_is_not_declared_again(lin: Chat) -> None:
    leak(lin)
    storm(lin.town)
    lin.town.until("2026-11-25 09:00")
    with pytest.raises(Refused, match="rain known"):
        declare(lin.town)
    assert len(lin.town.rows(Campaign)) == 1


def test_a_source_that_tells_of_a_declared_storm_confirms_it(lin: Chat) -> None:
    leak(lin)
    lin.town.now = at("2026-11-25 08:00")
    declare(lin.town)
    storm(lin.town)
    lin.town.until("2026-11-25 09:00")
    (row,) = lin.town.rows(Storm)
    assert (row.sources, row.mm) == ("open_meteo", 63)
    assert len(lin.town.rows(Campaign)) == len(asked_by(lin.town)) == 1


def test_two_sources_of_one_storm_make_one_campaign(lin: Chat) -> None:
    leak(lin)
    storm(lin.town)
    falls(lin.town, "2026-11-24 21:00", [40, 30, *[0] * 6], source="hko")
    lin.town.until("2026-11-25 09:00")
    (row,) = lin.town.rows(Storm)
    assert (row.sources, row.mm) == ("hko open_meteo", 70)
    assert len(lin.town.rows(Campaign)) == len(asked_by(lin.town)) == 1


def test_a_storm_is_over_when_it_is_over_for_every_source(lin: Chat) -> None:
    falls(lin.town, "2026-11-24 20:00", [60, 0, 0], source="hko")
    storm(lin.town)
    assert lin.town.rows(Storm)[0].over_at is None
    falls(lin.town, "2026-11-24 23:00", [0, 0, 0, 0], source="hko")
    assert lin.town.rows(Storm)[0].over_at is not None


def test_people_who_declare_at_once_make_one_storm(town: Town) -> None:
    town.now = at("2026-11-25 08:00")

    def one(minutes: int) -> bool:
        try:
            declare(town, began_at=BEGAN + timedelta(minutes=minutes))
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(one, range(4))) == 1
    assert len(town.rows(Storm)) == len(town.rows(Campaign)) == 1


def test_sources_and_people_at_once_make_one_campaign(town: Town) -> None:
    town.now = at("2026-11-25 08:00")

    def source(name: str) -> None:
        falls(town, "2026-11-24 20:00", [50, 13, 0, 0, 0, 0, 0, 0, 0], source=name)

    def person(name: str) -> None:
        try:
            declare(town)
        except Refused:
            return

    with ThreadPoolExecutor(3) as pool:
        for done in [pool.submit(act, name) for act, name in ((source, "a"), (source, "b"), (person, ""))]:
            done.result()
    assert len(town.rows(Campaign)) == len(town.rows(Storm)) == 1
    assert town.store.read(lambda session: broken_at(session, town.ids["A"])) is None


def test_the_same_hours_twice_change_nothing(lin: Chat) -> None:
    leak(lin)
    storm(lin.town)
    lin.town.until("2026-11-25 09:00")
    events = len(lin.town.rows(CaseEvent))
    storm(lin.town)
    lin.town.until("2026-11-25 10:00")
    assert (len(lin.town.rows(Storm)), len(asked_by(lin.town))) == (1, 1)
    assert len(lin.town.rows(CaseEvent)) == events


def test_a_revised_hour_makes_a_storm_and_is_marked(town: Town) -> None:
    end = falls(town, "2026-11-24 20:00", [20, 5, *[0] * 6])
    assert town.rows(Storm) == []
    told_again(town, [Hour(end - timedelta(hours=7), 45)])
    (row,) = town.rows(Storm)
    assert (row.mm, row.over_at) == (50, end)


def test_a_storm_that_its_source_takes_back_in_time_asks_nobody(lin: Chat) -> None:
    leak(lin)
    end = falls(lin.town, "2026-11-24 20:00", [60, 0])
    told_again(lin.town, [Hour(end - timedelta(hours=1), 6)])
    assert [row.reason for row in lin.town.rows(Storm)] == ["revised"]
    falls(lin.town, "2026-11-24 22:00", [0] * 6)
    lin.town.until("2026-11-25 09:00")
    assert asked_by(lin.town) == []
    storm(lin.town, "2026-11-25 10:00")
    assert len(lin.town.rows(Storm)) == 2


def test_no_hour_of_the_future_counts(town: Town) -> None:
    told_again(town, [Hour(at("2026-11-24 20:00"), 90)])
    assert town.rows(Storm) == []


def test_a_storm_does_not_end_in_a_gap_and_a_person_ends_it(lin: Chat) -> None:
    leak(lin)
    falls(lin.town, "2026-11-24 20:00", [50, 13])
    lin.town.until("2026-11-25 09:00")
    assert asked_by(lin.town) == []
    (row,) = lin.town.rows(Storm)
    lin.town.do(storms.end, row.id, reason="氣象站斷線", by=lin.town.chen)
    lin.town.until("2026-11-25 09:05")
    assert "63 毫米" in lin.last().text
    with pytest.raises(Refused, match="rain is over"):
        lin.town.do(storms.end, row.id, reason="再一次", by=lin.town.chen)


def test_a_storm_that_was_none_is_taken_back(lin: Chat) -> None:
    leak(lin)
    storm(lin.town)
    lin.town.until("2026-11-25 09:00")
    (row,) = lin.town.rows(Storm)
    lin.town.do(storms.withdraw, row.id, reason="雨量計被水管沖到", by=lin.town.chen)
    lin.town.until("2026-11-25 09:05")
    assert [(each.state, each.why) for each in asked_by(lin.town)] == [
        (RevisitState.SKIPPED, "storm_withdrawn")
    ]
    press(lin, "leaks")
    assert lin.last().text.startswith("這次回訪已經結束")
    storm(lin.town)
    assert len(lin.town.rows(Storm)) == 1


def test_after_a_withdrawn_storm_the_next_one_asks(lin: Chat) -> None:
    leak(lin)
    storm(lin.town)
    lin.town.until("2026-11-25 09:00")
    lin.town.do(storms.withdraw, lin.town.rows(Storm)[0].id, reason="誤報", by=lin.town.chen)
    storm(lin.town, "2026-11-27 20:00")
    lin.town.until("2026-11-28 10:00")
    assert [each.state for each in asked_by(lin.town)] == [RevisitState.SKIPPED, RevisitState.ASKED]


def test_the_other_centres_storm_does_not_exist(lin: Chat) -> None:
    storm(lin.town)
    (row,) = lin.town.rows(Storm)
    for act in (storms.end, storms.withdraw):
        with pytest.raises(Missing):
            lin.town.do(act, row.id, reason="x", by=lin.town.zhao)


def test_a_visitors_record_proves_the_repair_and_ends_the_task(lin: Chat) -> None:
    case = leak(lin)
    storm(lin.town)
    for moment in ("2026-11-25 09:00", "2026-11-26 09:30", "2026-11-27 10:00"):
        lin.town.until(moment)
    (revisit,) = asked_by(lin.town)
    seen = {"form": RevisitForm.ON_SITE, "outcome": Outcome.SOLVED, "words": "窗邊乾爽"}
    lin.town.do(record, revisit.id, by=lin.town.chen, **seen)
    assert lin.town.open_tasks() == []
    assert lin.town.case(case.id).proved_dry_at == lin.town.now


def test_sixty_days_without_a_storm_are_told_once(lin: Chat) -> None:
    leak(lin)
    lin.town.until("2027-01-21 10:00")
    assert lin.town.open_tasks() == []
    lin.town.until("2027-01-23 10:00")
    lin.town.until("2027-03-23 10:00")
    (task,) = lin.town.rows(Task, kind="no_storm")
    assert (task.kind, task.data) == ("no_storm", '{"waiting":1,"days":60}')
    assert task.for_role is None


def test_a_source_that_is_silent_for_a_day_becomes_a_task_once(town: Town) -> None:
    watched(town)
    told_again(town, None)
    assert town.open_tasks() == []
    for hours in (25, 26):
        town.now = at("2026-11-23 10:00") + timedelta(hours=hours)
        told_again(town, None)
    assert town.open_tasks() == ["rain_source"]


def test_a_principal_only_looks(small_town: Town) -> None:
    assert small_town.chen.role is Role.ASSISTANT
    with pytest.raises(Refused):
        declare(small_town, by="admin")


def test_a_storm_does_not_reach_back_into_the_one_before(lin: Chat) -> None:
    town = lin.town
    falls(town, "2026-11-24 20:00", [50, 10, 3, *[0] * 6], source="hko")
    falls(town, "2026-11-25 06:00", [40, 8])
    told_again(town, [Hour(at("2026-11-25 04:00"), 3.0)])
    first, second = town.rows(Storm)
    assert first.over_at == at("2026-11-25 05:00")
    assert second.started_at >= first.over_at
    assert (first.mm, second.mm) == (63, 48)
