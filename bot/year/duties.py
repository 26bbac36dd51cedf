"""What the desk puts on the lists of the simulated staff, and how each kind of task is done by a person."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import bindparam, col, select

from bot.year.place import ZONE
from bot.year.records import record_of
from bot.year.staff import Rounds, matter_of
from desk import (
    cases,
    company_cases,
    postponing,
    proposals,
    revisits,
    sending_letters,
    tasks,
    transfers,
    visit_plans,
    visit_records,
)
from desk.actor import Actor
from desk.visit_records import Written
from procedures.kinds import Found, Outcome, RevisitForm, RevisitState, Role
from procedures.transfers import Consent
from storage import Session
from storage.tables import Case, Revisit, Task

MOST = 60
OUTCOMES = ((Outcome.SOLVED, Outcome.PARTLY, Outcome.NOT), (0.87, 0.05, 0.08))
CALLED = "已致電業主說明，業主表示理解"
NO_ANSWER, FAILS, MOST_TRIES = "致電無人接聽", 0.2, 2
NOT_HOME, NO_VISIT, ACCEPTED, WRITTEN_AT_ONCE = 0.08, 0.06, 0.7, 0.8


@dataclass
class Duties:
    """A round through the open tasks, each done by whom it is for."""

    rounds: Rounds

    def work(self, session: Session, now: datetime) -> None:
        for visit in self._made(session, now):
            if self.rounds.rng.random() < WRITTEN_AT_ONCE:
                self.rounds.attempt(lambda visit=visit: self._write_down(session, visit, now))
        for task in self._open(session, now):
            if self.rounds.rng.random() < self.rounds.diligence:
                self.rounds.attempt(lambda task=task: self._do(session, task, now))

    def _do(self, session: Session, task: Task, now: datetime) -> None:
        if act := DONE_BY.get(task.kind):
            act(self, session, task, now)

    def phone(self, session: Session, task: Task, now: datetime) -> None:
        """A revisit by phone, recorded by who made it; some owners never answer."""
        by, which = self.whose(task), _of(task)
        if self.rounds.rng.random() < FAILS:
            self._nobody_answers(session, session.get_one(Revisit, which), by, now)
            return
        outcome = Outcome.SOLVED if task.case_id is None else self.rounds.rng.choices(*OUTCOMES)[0]
        about: dict[str, Any] = {"outcome": outcome, "words": "已電話回訪，業主說明了情況"}
        revisits.record(session, which, form=RevisitForm.PHONE, **about, by=by, now=now)

    def _nobody_answers(self, session: Session, row: Revisit, by: Actor, now: datetime) -> None:
        """An attempt more; after some a head gives it up."""
        if row.tries < MOST_TRIES:
            revisits.tried(session, row.id or 0, why=NO_ANSWER, by=by, now=now)
            return
        head = self.rounds.place.staff["he"] if row.by_whom == Role.ASSISTANT else self._director
        revisits.fail(session, row.id or 0, why=NO_ANSWER, by=head, now=now)

    def book(self, session: Session, task: Task, now: datetime) -> None:
        """Somebody phones for a time; a few owners want no visit."""
        by = self.rounds.assistant()
        if self.rounds.rng.random() < NO_VISIT:
            visit_plans.call_off(session, _of(task), reason="業主表示不需要上門", by=by, now=now)
            return
        day = (now.astimezone(ZONE) + timedelta(days=self.rounds.rng.randint(1, 2))).replace(
            hour=self.rounds.rng.choice((10, 14)), minute=0, second=0, microsecond=0
        )
        times: dict[str, Any] = {"starts_at": day, "ends_at": day + timedelta(hours=1)}
        visit_plans.book(session, _of(task), **times, by=by, now=now)

    def visit(self, session: Session, task: Task, now: datetime) -> None:
        """The record of a visit, by the person who went."""
        self._write_down(session, session.get_one(Revisit, _of(task)), now)

    def _write_down(self, session: Session, row: Revisit, now: datetime) -> None:
        by, rng = self.visitor(row), self.rounds.rng
        at = min(row.visit_from + timedelta(minutes=20), now) if row.visit_from else now
        is_out = row.visit_from is not None and rng.random() < NOT_HOME
        found = Found.SOLVED if row.case_id is None else Found(rng.choices(*OUTCOMES)[0])
        found = Found.NOT_AT_HOME if is_out else found
        case = session.get(Case, row.case_id) if row.case_id else None
        written = Written(
            form=RevisitForm.ON_SITE if row.form != RevisitForm.PHONE else RevisitForm.PHONE,
            found=found,
            visited_at=at,
            words=record_of(row, case, matter_of(case) if case else None, found, rng),
        )
        visit_records.record(session, row.id or 0, written, by=by, now=now)

    def call(self, session: Session, task: Task, now: datetime) -> None:
        cases.log_call(session, task.case_id or 0, words=CALLED, by=self._of_case(session, task), now=now)

    def agree(self, session: Session, task: Task, now: datetime) -> None:
        postponing.decide(
            session, _of(task), agree=True, note="同意，請提前告知業主", by=self._director, now=now
        )

    def owners_time(self, session: Session, task: Task, now: datetime) -> None:
        postponing.accept_owners_time(session, _of(task), by=self._of_case(session, task), now=now)

    def give_back(self, session: Session, task: Task, now: datetime) -> None:
        by = self._of_case(session, task)
        company_cases.return_to_quality(
            session, task.case_id or 0, words="已上門處理並回訪，業主滿意", by=by, now=now
        )

    def consent(self, session: Session, task: Task, now: datetime) -> None:
        how: dict[str, Any] = {"agreed": True, "how": Consent.PHONE, "words": "電話中同意轉交建設單位"}
        transfers.record_consent(session, _of(task), **how, by=self.rounds.assistant(), now=now)

    def pass_on(self, session: Session, task: Task, now: datetime) -> None:
        proposals.pass_on(session, _of(task), by=self._director, now=now)

    def decide(self, session: Session, task: Task, now: datetime) -> None:
        agree = self.rounds.rng.random() < ACCEPTED
        why = "" if agree else "現行規定已有此條，請按規定執行"
        quality = self.rounds.place.staff["pin"]
        proposals.decide(session, _of(task), agree=agree, reason=why, by=quality, now=now)

    def carry_out(self, session: Session, task: Task, now: datetime) -> None:
        if now - task.due_at > timedelta(days=10):
            about: dict[str, Any] = {"document": "保潔作業規程", "version": f"{now:%Y.%m}"}
            proposals.carry_out(session, _of(task), **about, by=self.rounds.place.staff["pin"], now=now)

    def bring(self, session: Session, task: Task, now: datetime) -> None:
        by = self.rounds.assistant()
        sending_letters.hand_over(session, _of(task), words="已送至業主信箱並電話告知", by=by, now=now)

    def finish(self, session: Session, task: Task, now: datetime) -> None:
        """What needs no more than a person who has seen to it."""
        tasks.finish(session, task.id or 0, note="已處理", by=self.whose(task), now=now)

    def whose(self, task: Task) -> Actor:
        people = self.rounds.place.staff.values()
        mine = [each for each in people if task.staff_id == each.staff_id]
        of_role = [each for each in people if each.role == task.for_role]
        return next(iter(mine or of_role), self.rounds.assistant())

    def visitor(self, row: Revisit) -> Actor:
        people = self.rounds.place.staff.values()
        named = [each for each in people if each.staff_id == row.visitor_id]
        return next(iter(named or [each for each in people if each.role == row.by_whom]), self._director)

    @property
    def _director(self) -> Actor:
        return self.rounds.place.staff["wang"]

    def _of_case(self, session: Session, task: Task) -> Actor:
        return self.rounds.head(session.get_one(Case, task.case_id))

    def _made(self, session: Session, now: datetime) -> Sequence[Revisit]:
        """Visits whose time is over and that nobody has written down."""
        mine = {"of_centre": self.rounds.place.centre_id, "now": now}
        return session.exec(_MADE, params=mine).all()

    def _open(self, session: Session, now: datetime) -> Sequence[Task]:
        mine = {"of_centre": self.rounds.place.centre_id, "until": now + timedelta(days=1)}
        return session.exec(_OPEN, params=mine).all()


def _of(task: Task) -> int:
    """The id of the row that a task is about: "revisit:12", "revisit:12:1795..."."""
    return int(task.key.split(":")[1])


DONE_BY: Mapping[str, Callable[[Duties, Session, Task, datetime], None]] = {
    "phone_revisit": Duties.phone,
    "revisit_owner": Duties.phone,
    "book_visit": Duties.book,
    "record_visit": Duties.visit,
    "storm_visit": Duties.visit,
    "first_contact": Duties.call,
    "first_contact_late": Duties.call,
    "owner_silent": Duties.call,
    "person_wanted": Duties.call,
    "tell_postponed": Duties.call,
    "explain_by_phone": Duties.call,
    "postpone_approval": Duties.agree,
    "owner_proposes_time": Duties.owners_time,
    "return_note": Duties.give_back,
    "return_overdue": Duties.give_back,
    "ask_consent": Duties.consent,
    "proposal_to_pass": Duties.pass_on,
    "proposal_to_decide": Duties.decide,
    "proposal_to_carry_out": Duties.carry_out,
    "letter_by_hand": Duties.bring,
    **dict.fromkeys(
        ("incident_answer", "report_invalid", "returned_case", "visit_disputed", "who_is_it", "emergency"),
        Duties.finish,
    ),
    **dict.fromkeys(
        (
            "owner_wrote",
            "phone_answer",
            "no_storm",
            "rain_source",
            "postpone_refused",
            "review_opened",
            "new_limit",
        ),
        Duties.finish,
    ),
}
_MADE = (
    select(Revisit)
    .where(
        col(Revisit.centre_id) == bindparam("of_centre"),
        col(Revisit.state) == RevisitState.BOOKED,
        col(Revisit.visit_until) <= bindparam("now"),
    )
    .order_by(col(Revisit.id))
)
_OPEN = (
    select(Task)
    .where(
        col(Task.centre_id) == bindparam("of_centre"),
        col(Task.done_at).is_(None),
        col(Task.due_at) <= bindparam("until"),
        col(Task.kind).in_(DONE_BY),
    )
    .order_by(col(Task.id))
    .limit(MOST)
)
