"""Revisit questions never come twice (class B), while the process dies at each place of their way."""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desk import cases
from desk.actor import Actor
from procedures.kinds import Role
from storage import Session, open_store
from tests.faults.check import told
from tests.faults.evidence import moment
from tests.faults.report import Report
from tests.faults.test_kills import SEED
from tests.faults.trial import Crowd, Scene, Strike, die_at, drained, run
from tests.faults.world import LEASE_SECONDS, World, world

pytestmark = pytest.mark.faults
OWNERS = 40
PLACES = (
    *("due.revisit_picked:3", "delivery.after_claim", "delivery.after_send", "delivery.in_mark"),
    *("delivery.after_claim", "delivery.after_send:2", "delivery.in_mark:2"),
    *("store.before_commit:4", "store.after_commit:4"),
)
# RELIABILITY 2: what is uncertain is on the staff's list by then
LONGEST_UNKNOWN = 60.0


async def asked_while_it_dies(scene: Scene) -> None:
    """On the day after, all are asked while the server dies."""
    clock = await _all_resolved(scene.world)
    for place in PLACES:
        await die_at(scene, place, HUIFANG_CLOCK=clock)
    await scene.world.server.start(HUIFANG_CLOCK=clock)
    begun = time.monotonic()
    await asked(scene.world)
    await drained(scene.world)
    assert time.monotonic() - begun < LONGEST_UNKNOWN


def asked_while_it_stands_still(place: str) -> Strike:
    """On the day after, the server stands still with questions in hand; another one asks the rest."""

    async def strike(scene: Scene) -> None:
        clock = await _all_resolved(scene.world)
        first, second = scene.world.server, scene.world.another(HUIFANG_CLOCK=clock)
        await first.start(HUIFANG_CLOCK=clock, HUIFANG_FAILPOINT=f"stop@{place}")
        await first.stands_still(within=LONGEST_UNKNOWN)
        await second.start()
        await asyncio.sleep(LEASE_SECONDS)
        await asked(scene.world)
        await drained(scene.world)
        first.resume()
        # longer than it may take to send what it still has in hand
        await asyncio.sleep(2 * LEASE_SECONDS)
        await second.stop()

    return strike


async def _all_resolved(world: World) -> str:
    """A clock at which all questions are due."""
    await world.server.start()
    await resolved(world)
    await world.server.stop()
    return f"PT{int(until_due(world).total_seconds())}S"


async def resolved(world: World) -> None:
    """Each owner files a case, each is resolved."""
    await _filed(world)
    await asyncio.to_thread(_resolve_all, world.url)
    await drained(world)


async def _filed(world: World) -> None:
    async with asyncio.timeout(60):
        while _count(world, 'SELECT count(*) AS many FROM "case"') < OWNERS:  # noqa: ASYNC110
            await asyncio.sleep(0.2)


async def asked(world: World) -> None:
    """Wait until no question is left to ask."""
    async with asyncio.timeout(30):
        while _count(world, "SELECT count(*) AS many FROM revisit WHERE state = 'planned'"):  # noqa: ASYNC110
            await asyncio.sleep(0.2)


def _count(world: World, sql: str) -> int:
    return world.evidence.rows(sql)[0]["many"]


def _resolve_all(url: str) -> None:
    """Chen, at another computer."""
    store = open_store(url)
    chen = Actor(1, 1, Role.DIRECTOR, "陳思敏")

    def resolve(session: Session, case_id: int) -> None:
        now = datetime.now(UTC)
        cases.take(session, case_id, by=chen, now=now)
        cases.resolve(
            session, case_id, cause="鎖芯卡死", measure="更換鎖芯", words="鎖芯已更換。", by=chen, now=now
        )

    for case_id in range(1, OWNERS + 1):
        store.write(lambda session, case_id=case_id: resolve(session, case_id))
    store.close()


def until_due(world: World) -> timedelta:
    """So long that all questions are due then, in contact hours."""
    due = max(moment(row["next_at"]) for row in world.evidence.rows("SELECT next_at FROM revisit"))
    return due + timedelta(minutes=30) - datetime.now(UTC)


async def test_a_revisit_question_never_comes_twice_and_doubt_goes_to_staff(
    fresh_url: str, tmp_path: Path
) -> None:
    with world(fresh_url, tmp_path) as here:
        report = await asked_in(here, asked_while_it_dies)
    assert 0 < report.unknown <= 5 * len(PLACES)


@pytest.mark.parametrize("place", ["delivery.after_claim", "delivery.after_send"])
async def test_a_question_is_not_asked_by_who_comes_to_again(
    place: str, fresh_url: str, tmp_path: Path
) -> None:
    with world(fresh_url, tmp_path) as here:
        report = await asked_in(here, asked_while_it_stands_still(place))
    assert report.unknown
    if place == "delivery.after_claim":
        assert report.unknown_missing == report.unknown, "what had been taken over was sent all the same"


async def asked_in(here: World, strike: Strike) -> Report:
    """Every question has its end, and nothing is wrong."""
    report = await run(here, strike, seed=SEED, crowd_of=Crowd(owners=OWNERS, pictures=0, most=1))
    report.show("revisits", here)
    assert not report.violations, told(report.violations)
    assert _count(here, "SELECT count(*) AS many FROM outbox WHERE klass = 'B'") == OWNERS
    return report
