"""Whatever falls, and whatever people do meanwhile, a repair that rain is to prove ends somewhere."""

import contextlib
import tempfile
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.clock import tick
from bot.year import garden
from desk import cases, rain, revisits, storms, triage, visit_plans, visit_records
from desk.centres import working
from desk.visit_records import Written
from dialogs.speech import READ_SPOKEN
from procedures.kinds import CaseState, Category, Found, Kind, Outcome, RevisitForm, RevisitState
from procedures.life import CloseReason
from procedures.procedure import take_up
from procedures.rain import HOUR, Hour
from procedures.refused import Refused
from storage import Session, open_store
from storage.events import broken_at
from storage.rain_release import RULE
from storage.revisits import ENDED
from storage.tables import Campaign, Case, Centre, Contact, Message, Revisit, Storm, Task
from tests.conftest import sqlite_url
from tests.desk.cast import Chat, seed
from tests.desk.rainy import LEAK_AT_WINDOW

LEAKS = (Category.WINDOW_LEAK, Category.CEILING_LEAK, Category.WALL_LEAK, Category.ROOF_LEAK)
WORDS = st.sampled_from(["不漏了", "還漏", "你們過來看看", "報修", "好的", "取消"])
WHO = st.sampled_from(["chen", "li", "wang"])
# Hours as a source tells them; None is one that nobody knows.
FALLS: dict[str, tuple[float | None, ...]] = {
    "storm": (50, 10, 3, *(0,) * 6),
    "under way": (40, 8),
    "drizzle": (2, 1, 0, 4, *(0,) * 6),
    "two bursts": (35, *(0,) * 7, 45, *(0,) * 6),
    "gaps": (30, None, 15, None, None, *(0,) * 6),
    "dry": (0,) * 7,
}


class Rain(RuleBasedStateMachine):
    """Lin and Ho have chats; what staff file for them, too. The clock stands on a whole hour."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        take_up({garden.NAME: garden.text()})
        self.town = seed(open_store(sqlite_url(Path(self.folder.name))))
        self.chats = (self.town.chat(), self.town.chat("ho", bound="ho"))
        self.told: datetime = self.town.now
        self.seen: set[int | None] = set()

    def teardown(self) -> None:
        self.town.store.close()
        self.folder.cleanup()
        take_up({})

    @initialize(procedure=st.sampled_from([garden.NAME, "management_office"]))
    def works_by(self, procedure: str) -> None:
        """One waives the visit where it stayed dry, the other looks all the same."""

        def unit(session: Session) -> None:
            session.get_one(Centre, self.town.ids["A"]).procedure = procedure

        self.town.store.write(unit)
        self.repaired(who=0, what=LEAKS[0], by_staff=False)

    def tried(self, act: Any, *args: Any, **named: Any) -> None:
        with contextlib.suppress(Refused):
            self.town.do(act, *args, **named)

    def pass_on(self, hours: int) -> None:
        self.town.now += hours * HOUR
        tick(self.town.store, self.town.now)

    @rule(who=st.integers(0, 1), what=st.sampled_from([*LEAKS, Category.DRAIN]), by_staff=st.booleans())
    def repaired(self, who: int, what: Category, by_staff: bool) -> None:
        """A leak is told of and mended; what comes over the counter may have no chat to be asked in."""
        owner, room = (("lin", "12A"), ("ho", "5B"))[who]
        about = {"kind": Kind.REPAIR, "category": what, "story": LEAK_AT_WINDOW, "source": "phone"}
        home = {"unit_id": self.town.ids[room], "owner_id": self.town.ids[owner]}
        self.town.do(cases.open_by_staff, by=self.town.chen, **about, **home)
        newest = self.town.cases()[-1].id
        if by_staff:
            self.town.store.write(lambda session: setattr(session.get_one(Case, newest), "contact_id", None))
        self.tried(cases.take, newest, by=self.town.li)
        done = {"cause": "a", "measure": "b", "words": "c", "cause_kind": None}
        self.tried(cases.resolve, newest, by=self.town.li, **done)

    @rule(how=st.sampled_from(sorted(FALLS)), source=st.sampled_from(["open_meteo", "hko"]))
    def rains(self, how: str, source: str) -> None:
        """Each hour is told when it is over; the clock ticks with it."""
        for mm in FALLS[how]:
            self.pass_on(1)
            self.told = self.town.now
            self.tells(source, [Hour(self.told, mm)])

    @precondition(lambda self: self.told > self.town.now - timedelta(days=2))
    @rule(mm=st.sampled_from([0.0, 3.0, 60.0]), ago=st.integers(0, 8))
    def revised(self, mm: float, ago: int) -> None:
        """A source takes an hour back, or another one puts it higher."""
        self.tells("open_meteo", [Hour(self.told - ago * HOUR, mm)])

    def tells(self, source: str, hours: list[Hour]) -> None:
        self.town.do(rain.keep_hours, self.town.ids["A"], source, hours)

    @rule(by=WHO, hours=st.integers(1, 12))
    def declared(self, by: str, hours: int) -> None:
        ended = self.town.now - HOUR
        times = {"began_at": ended - hours * HOUR, "ended_at": ended}
        self.tried(storms.declare, **times, reason="在場", by=self.town.staff[by])

    @precondition(lambda self: self.town.rows(Storm))
    @rule(by=WHO, last=st.booleans(), is_end=st.booleans())
    def ended_or_withdrawn(self, by: str, last: bool, is_end: bool) -> None:
        storm = self.town.rows(Storm)[-1 if last else 0].id
        self.tried(storms.end if is_end else storms.withdraw, storm, reason="a", by=self.town.staff[by])

    @rule(hours=st.sampled_from([1, 5, 14, 24, 49]))
    def time_passes(self, hours: int) -> None:
        self.pass_on(hours)

    @rule(who=st.integers(0, 1), answer=st.sampled_from(["dry", "leaks", "unsure"]), nth=st.integers(1, 3))
    def answers(self, who: int, answer: str, nth: int) -> None:
        """The newest question after rain, or an old one that is still on the screen."""
        tokens = [
            button.token
            for said in self.chats[who].all_said()
            for button in said.buttons
            if f"storm.{answer}:" in button.token
        ]
        if tokens:
            self.chats[who].hears(token=tokens[-min(nth, len(tokens))])

    @rule(
        who=st.integers(0, 1),
        words=WORDS,
    )
    def writes(self, who: int, words: str) -> None:
        self.chats[who].says(words)

    @rule(who=st.integers(0, 1), place=st.integers(0, 9))
    def taps(self, who: int, place: int) -> None:
        buttons = [button for said in self.chats[who].all_said()[-3:] for button in said.buttons]
        if buttons:
            self.chats[who].hears(token=buttons[place % len(buttons)].token)

    @rule(who=st.integers(0, 1), is_lost=st.booleans())
    def reached(self, who: int, is_lost: bool) -> None:
        """An owner blocks the account, or comes back."""
        chat: Chat = self.chats[who]

        def unit(session: Session) -> None:
            session.get_one(Contact, chat.contact_id()).unreachable = "blocked" if is_lost else None

        self.town.store.write(unit)

    @precondition(lambda self: self.asked())
    @rule(by=WHO, last=st.booleans(), outcome=st.sampled_from(Outcome))
    def phoned(self, by: str, last: bool, outcome: Outcome) -> None:
        about = {"form": RevisitForm.PHONE, "outcome": outcome, "words": "ok"}
        self.tried(revisits.record, self.one(last), by=self.town.staff[by], **about)

    @precondition(lambda self: self.asked())
    @rule(by=WHO, last=st.booleans(), found=st.sampled_from(Found))
    def visited(self, by: str, last: bool, found: Found) -> None:
        written = Written(form=RevisitForm.ON_SITE, found=found, visited_at=self.town.now, words="a")
        self.tried(visit_records.record, self.one(last), written, by=self.town.staff[by])

    @precondition(lambda self: self.asked())
    @rule(last=st.booleans(), what=st.sampled_from(["skip", "fail", "call_off"]))
    def not_made(self, last: bool, what: str) -> None:
        if what == "call_off":
            self.tried(visit_plans.call_off, self.one(last), reason="a", by=self.town.wang)
        else:
            self.tried(getattr(revisits, what), self.one(last), why="a", by=self.town.wang)

    @rule(last=st.booleans(), is_open=st.booleans())
    def closed_or_reopened(self, last: bool, is_open: bool) -> None:
        case = self.town.cases()[-1 if last else 0].id
        if is_open:
            self.tried(triage.reopen, case, reason="a", by=self.town.wang)
            self.tried(cases.take, case, by=self.town.li)
            done = {"cause": "a", "measure": "b", "words": "c", "cause_kind": None}
            self.tried(cases.resolve, case, by=self.town.li, **done)
        else:
            self.tried(cases.close, case, reason=CloseReason.DUPLICATE, words="同一件事", by=self.town.wang)

    def asked(self) -> list[Revisit]:
        return [row for row in self.town.revisits() if row.storm_id is not None]

    def questions(self) -> list[Revisit]:
        return [row for row in self.asked() if row.form == RevisitForm.CHAT]

    def one(self, last: bool) -> int | None:
        return self.asked()[-1 if last else 0].id

    @invariant()
    def a_storm_is_told_of_once(self) -> None:
        """No two that count overlap, and none has two campaigns."""
        alive = sorted(
            (storm for storm in self.town.rows(Storm) if storm.withdrawn_at is None),
            key=lambda storm: storm.started_at,
        )
        for before, after in pairwise(alive):
            assert before.over_at is not None
            assert before.over_at <= after.started_at, (before, after)
        campaigns = [campaign.storm_id for campaign in self.town.rows(Campaign)]
        assert len(campaigns) == len(set(campaigns))

    @invariant()
    def nobody_is_asked_twice_or_too_soon(self) -> None:
        """One open question a repair, one a storm, of what was mended before it rained, in contact hours."""
        by_storm = [(row.case_id, row.storm_id) for row in self.questions()]
        assert len(by_storm) == len(set(by_storm))
        still_open = [row.case_id for row in self.questions() if row.state not in ENDED]
        assert len(still_open) == len(set(still_open))
        began = {storm.id: storm.started_at for storm in self.town.rows(Storm)}
        for row in self.questions():
            if row.id in self.seen:
                continue
            self.seen.add(row.id)
            case = self.town.case(row.case_id)
            assert case.resolved_at is None or case.resolved_at < began[row.storm_id]
            if row.asked_at is not None:
                assert self.calendar().next_open(row.asked_at) == row.asked_at

    @invariant()
    def a_question_is_reminded_of_once(self) -> None:
        for row in self.questions():
            said = self.town.rows(Message, revisit_id=row.id)
            assert len(said) <= 2
            assert all(READ_SPOKEN.decode(line.body).buttons for line in said)

    @invariant()
    def what_is_asked_ends_somewhere(self) -> None:
        """A campaign that is done has left nothing but a list of visits; one under way is looked at again."""
        tasks = {task.key for task in self.town.rows(Task, kind="storm_visit") if task.done_at is None}
        campaigns = {campaign.storm_id: campaign for campaign in self.town.rows(Campaign)}
        for row in self.questions():
            key, campaign = f"revisit:{row.id}", campaigns[row.storm_id]
            if row.state in ENDED:
                assert key not in tasks, (row, tasks)
            elif row.state == RevisitState.PHONE:
                assert key in tasks, row
            else:
                assert campaign.next_at is not None, (row, campaign)
        withdrawn = {storm.id for storm in self.town.rows(Storm) if storm.withdrawn_at is not None}
        for campaign in campaigns.values():
            if campaign.storm_id in withdrawn and campaign.next_at is None:
                assert all(
                    row.state in ENDED for row in self.questions() if row.storm_id == campaign.storm_id
                )

    @invariant()
    def every_answer_has_its_consequence(self) -> None:
        """Dry proves it or has it looked at, leaks is a rework, unsure is a visit."""
        everything = self.town.cases()
        for row in self.questions():
            case = self.town.case(row.case_id)
            if row.outcome in (Outcome.NOT, Outcome.PARTLY):
                assert any(one.parent_id == case.id and one.relation == "rework" for one in everything)
            if row.why == "visit_wanted":
                assert any(
                    one.form == RevisitForm.ON_SITE and one.storm_id == row.storm_id for one in self.of(case)
                )
        for case in everything:
            if case.proved_dry_at is not None:
                assert any(one.outcome == Outcome.SOLVED and one.storm_id for one in self.of(case))
            if case.awaits_rain:
                assert case.proved_dry_at is None
                assert case.state in (CaseState.RESOLVED, CaseState.CLOSED)
                assert case.close_reason != CloseReason.HANDLED

    def of(self, case: Case) -> list[Revisit]:
        return [row for row in self.town.revisits() if row.case_id == case.id]

    @invariant()
    def visits_after_rain_are_seen_to(self) -> None:
        open_tasks = {task.key for task in self.town.rows(Task) if task.done_at is None}
        for row in self.asked():
            if row.form == RevisitForm.ON_SITE and row.state not in ENDED:
                mine = {key for key in open_tasks if f"{key}:".startswith(f"revisit:{row.id}:")}
                assert row.next_at is not None or mine, row
                assert row.rule == RULE

    @invariant()
    def the_chain_is_sound_and_nothing_failed(self) -> None:
        assert self.town.store.read(lambda session: broken_at(session, self.town.ids["A"])) is None
        assert self.town.letters() == []

    def calendar(self) -> Any:
        return self.town.store.read(
            lambda session: working(session, self.town.ids["A"], now=self.town.now).calendar
        )


TestRain = Rain.TestCase
TestRain.settings = settings(
    max_examples=8, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)
