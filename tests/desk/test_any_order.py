"""Whatever people and the clock do, in any order, a case stays a case."""

import contextlib
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.clock import tick
from desk import (
    answering_all,
    cases,
    deadlines,
    incidents,
    postponing,
    revisits,
    storms,
    transfers,
    triage,
    visit_declined,
    visit_plans,
    visit_records,
)
from desk.visit_records import Written
from procedures.kinds import Category, Cause, Found, Kind, Outcome, RevisitForm, Severity, Validity
from procedures.life import CloseReason
from procedures.refused import Refused
from procedures.triage import Verdict
from procedures.warranty import Recipient
from storage import open_store
from storage.events import broken_at
from storage.revisits import ENDED
from storage.tables import Incident, Postponement, Task, Transfer
from tests.conftest import sqlite_url
from tests.desk.cast import MINUTE, seed

who = st.sampled_from(["chen", "li", "wang", "admin"])
LEGAL = {
    "open": {"open", "assigned", "taken", "resolved", "closed"},
    "assigned": {"assigned", "taken", "waiting", "resolved", "closed"},
    "taken": {"assigned", "taken", "waiting", "resolved", "closed"},
    "waiting": {"assigned", "taken", "waiting", "resolved", "closed"},
    "resolved": {"resolved", "closed", "open", "assigned"},
    # what was closed by a visit's record waits again when the visit is owed again
    "closed": {"closed", "open", "assigned", "resolved"},
}


class Desk(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.town = seed(open_store(sqlite_url(Path(self.folder.name))))
        self.lin = self.town.chat()
        self.lin.files()
        about = {"kind": Kind.COMPLAINT, "category": Category.NOISE, "story": "太吵", "source": "phone"}
        homes = {"unit_id": self.town.ids["12A"], "owner_id": self.town.ids["lin"]}
        self.town.do(cases.open_by_staff, by=self.town.chen, **about, **homes)
        self.was: dict[int | None, str] = {}

    def teardown(self) -> None:
        self.town.store.close()
        self.folder.cleanup()

    def tried(self, act: Any, *args: Any, **named: Any) -> None:
        with contextlib.suppress(Refused):
            self.town.do(act, *args, **named)

    @rule(by=who, last=st.booleans())
    def take(self, by: str, last: bool) -> None:
        self.tried(cases.take, self.some(last), by=self.town.staff[by])

    @rule(by=who, last=st.booleans(), ask=st.booleans())
    def reply(self, by: str, last: bool, ask: bool) -> None:
        self.tried(cases.reply, self.some(last), words="您好", ask_owner=ask, by=self.town.staff[by])

    @rule(by=who, last=st.booleans())
    def resolve(self, by: str, last: bool) -> None:
        done = {"cause": "a", "measure": "b", "words": "c", "cause_kind": Cause.CONDUCT}
        self.tried(cases.resolve, self.some(last), by=self.town.staff[by], **done)

    @rule(by=who, last=st.booleans(), validity=st.sampled_from(Validity), severity=st.sampled_from(Severity))
    def decide(self, by: str, last: bool, validity: Validity, severity: Severity) -> None:
        said = Verdict(validity, severity, "a", explanation="b", helped="c")
        about = {"said": said, "category": Category.NOISE}
        self.tried(triage.decide, self.some(last), by=self.town.staff[by], **about)

    @rule(by=who, last=st.booleans())
    def reopen(self, by: str, last: bool) -> None:
        self.tried(triage.reopen, self.some(last), reason="a", by=self.town.staff[by])

    @rule(by=who, last=st.booleans(), to=st.sampled_from(Recipient))
    def transfer(self, by: str, last: bool, to: Recipient) -> None:
        about = {"to": to, "name": "a", "defect": "b", "reason": "c"}
        self.tried(transfers.propose, self.some(last), by=self.town.staff[by], **about)

    @precondition(lambda self: self.town.rows(Transfer))
    @rule(by=who, what=st.sampled_from(["send", "answer", "withdraw"]))
    def follow(self, by: str, what: str) -> None:
        more = {"answer": {"words": "a"}, "withdraw": {"reason": "b"}}.get(what, {})
        newest = self.town.rows(Transfer)[-1].id
        self.tried(getattr(transfers, what), newest, by=self.town.staff[by], **more)

    @rule(by=who, last=st.booleans(), reason=st.sampled_from(CloseReason))
    def close(self, by: str, last: bool, reason: CloseReason) -> None:
        self.tried(cases.close, self.some(last), reason=reason, words="核實", by=self.town.staff[by])

    @rule(by=who, last=st.booleans(), hours=st.integers(-1, 100))
    def postpone(self, by: str, last: bool, hours: int) -> None:
        about = {"until": self.town.now + hours * 60 * MINUTE, "reason": "等配件"}
        self.tried(postponing.postpone, self.some(last), by=self.town.staff[by], **about)

    @rule(by=who, last=st.booleans())
    def escalate(self, by: str, last: bool) -> None:
        self.tried(deadlines.escalate, self.some(last), reason="超出權限", by=self.town.staff[by])

    @rule(words=st.sampled_from(["還在滴水", "電梯壞了", "取消", "好的", "1"]))
    def owner_writes(self, words: str) -> None:
        self.lin.says(words)

    @rule(place=st.integers(0, 9))
    def owner_taps(self, place: int) -> None:
        buttons = [button for said in self.lin.all_said()[-3:] for button in said.buttons]
        if buttons:
            self.lin.hears(token=buttons[place % len(buttons)].token)

    @rule(hours=st.sampled_from([1, 5, 24, 49]))
    def time_passes(self, hours: int) -> None:
        self.town.now += hours * 60 * MINUTE
        tick(self.town.store, self.town.now)

    @precondition(lambda self: self.town.revisits())
    @rule(by=who, outcome=st.sampled_from(Outcome))
    def phone(self, by: str, outcome: Outcome) -> None:
        newest = self.town.revisits()[-1].id
        about = {"form": RevisitForm.PHONE, "outcome": outcome, "words": "ok"}
        self.tried(revisits.record, newest, by=self.town.staff[by], **about)

    @precondition(lambda self: self.town.revisits())
    @rule(by=who, last=st.booleans(), to=st.sampled_from(["skip", "fail"]))
    def no_revisit(self, by: str, last: bool, to: str) -> None:
        about = {"why": "a", "by": self.town.staff[by]}
        self.tried(getattr(revisits, to), self.a_revisit(last), **about)

    @precondition(lambda self: self.town.revisits())
    @rule(by=who, last=st.booleans(), found=st.sampled_from(Found), hours=st.integers(0, 30))
    def visit_recorded(self, by: str, last: bool, found: Found, hours: int) -> None:
        at = self.town.now - hours * 60 * MINUTE
        written = Written(form=RevisitForm.ON_SITE, found=found, visited_at=at, words="a")
        self.tried(visit_records.record, self.a_revisit(last), written, by=self.town.staff[by])

    @precondition(lambda self: self.town.revisits())
    @rule(by=who, last=st.booleans(), is_off=st.booleans())
    def not_wanted(self, by: str, last: bool, is_off: bool) -> None:
        """Staff write down that an owner wants no visit; whoever's it is insists."""
        act = visit_plans.call_off if is_off else visit_declined.insist
        self.tried(act, self.a_revisit(last), reason="a", by=self.town.staff[by])

    @precondition(lambda self: self.town.revisits())
    @rule(by=who, last=st.booleans(), hours=st.integers(1, 30))
    def visit_booked(self, by: str, last: bool, hours: int) -> None:
        start = self.town.now + hours * 60 * MINUTE
        times = {"starts_at": start, "ends_at": start + 60 * MINUTE}
        self.tried(visit_plans.book, self.a_revisit(last), **times, by=self.town.staff[by])

    @rule(by=who, last=st.booleans())
    def gather(self, by: str, last: bool) -> None:
        about = {"title": "停水", "category": Category.NOISE, "building": "3座"}
        self.tried(incidents.open_incident, case_ids=[self.some(last)], **about, by=self.town.staff[by])

    @precondition(lambda self: self.town.rows(Incident))
    @rule(by=who, nth=st.integers(1, 2))
    def answer_all(self, by: str, nth: int) -> None:
        newest = self.town.rows(Incident)[-1].id
        self.tried(answering_all.answer, newest, words="a", nth=nth, by=self.town.staff[by])

    @precondition(lambda self: self.town.rows(Incident))
    @rule(by=who, is_done=st.booleans())
    def end_incident(self, by: str, is_done: bool) -> None:
        newest, more = self.town.rows(Incident)[-1].id, {"words": "c", "by": self.town.staff[by]}
        done = {"cause": "a", "measure": "b", "cause_kind": Cause.OUTSIDE} if is_done else {}
        self.tried(answering_all.resolve if is_done else answering_all.close, newest, **done, **more)

    @rule(by=who, hours=st.integers(1, 40))
    def storm(self, by: str, hours: int) -> None:
        """Declared by hand, whether or not something waits for it."""
        ended = self.town.now - 60 * MINUTE
        times = {"began_at": ended - hours * 60 * MINUTE, "ended_at": ended}
        self.tried(storms.declare, **times, reason="a", by=self.town.staff[by])

    @precondition(lambda self: self.town.rows(Postponement))
    @rule(by=who, agree=st.booleans())
    def decide_new_time(self, by: str, agree: bool) -> None:
        newest = self.town.rows(Postponement)[-1].id
        self.tried(postponing.decide, newest, agree=agree, note="a", by=self.town.staff[by])
        self.tried(postponing.accept_owners_time, newest, by=self.town.staff[by])

    def a_revisit(self, last: bool) -> int | None:
        return self.town.revisits()[-1 if last else 0].id

    def some(self, last: bool) -> int | None:
        return self.town.cases()[-1 if last else 0].id

    @invariant()
    def every_case_is_in_order(self) -> None:
        for case in self.town.cases():
            assert case.state in LEGAL[self.was.get(case.id, "open")]
            self.was[case.id] = case.state
            assert case.reply_by > case.opened_at
            assert (case.closed_at is not None) == (case.state == "closed")
            assert (case.look_at is not None) or case.state in ("resolved", "closed")
            if case.state in ("resolved", "closed") and case.close_reason in (None, CloseReason.HANDLED):
                assert case.resolved_at is not None
                assert case.kind != Kind.COMPLAINT or case.explanation or (case.cause and case.measure)
            if case.kind == Kind.COMPLAINT and case.state == "resolved":
                assert case.validity != Validity.UNDECIDED
            if case.close_reason == CloseReason.HANDLED:
                left = [one for one in self.town.revisits() if one.case_id == case.id]
                assert all(one.state in ENDED for one in left)
                assert not case.awaits_rain

    @invariant()
    def what_is_resolved_still_has_something_to_come(self) -> None:
        """A revisit that the clock or a person has to see to, or rain to wait for; else it were closed."""
        open_tasks = {task.key for task in self.town.rows(Task) if task.done_at is None}
        left = [one for one in self.town.revisits() if one.state not in ENDED]
        for one in left:
            keys = {key for key in open_tasks if f"{key}:".startswith(f"revisit:{one.id}:")}
            assert one.next_at is not None or keys or one.storm_id, (one, open_tasks)
        for case in self.town.cases():
            if case.state == "resolved":
                assert case.awaits_rain or any(one.case_id == case.id for one in left), case

    @invariant()
    def the_chain_is_sound_and_no_turn_failed(self) -> None:
        assert self.town.store.read(lambda session: broken_at(session, self.town.ids["A"])) is None
        assert self.town.letters() == []


TestDesk = Desk.TestCase
TestDesk.settings = settings(
    max_examples=8, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)
