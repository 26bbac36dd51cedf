"""How the staff of the simulated year work: rounds through what is open, some of it late."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from sqlmodel import col, select

from bot.year.matters import MATTERS, Matter
from bot.year.place import Place
from desk import cases, revisits
from desk.actor import Actor
from dialogs.guess import guess
from procedures.kinds import CaseState, Category, Outcome, RevisitForm
from procedures.refused import Refused
from storage import Session
from storage.tables import Case, Task

BY_CATEGORY: dict[str, Matter] = {str(guess(matter.words).category): matter for matter in MATTERS}
ANY = MATTERS[0]
HELLO = "您好，給您添麻煩了，非常抱歉。我們已經安排同事處理，{when}前給您答覆。"
OUTCOMES = (Outcome.SOLVED, Outcome.PARTLY, Outcome.NOT)


@dataclass
class Rounds:
    """One round: everybody looks at what is theirs; `diligence` is the share they get to."""

    place: Place
    rng: Random
    diligence: float = 0.9
    refused: int = 0

    def work(self, session: Session, now: datetime) -> None:
        for case in self._open(session):
            if self.rng.random() < self.diligence:
                self._try(lambda case=case: self._next_step(session, case, now))
        for task in self._tasks(session):
            if self.rng.random() < self.diligence:
                self._try(lambda task=task: self._do(session, task, now))

    def _next_step(self, session: Session, case: Case, now: datetime) -> None:
        assert case.id is not None
        head = self.place.heads[_matter(case).work]
        match CaseState(case.state):
            case CaseState.OPEN:
                self._hand_out(session, case.id, head, now)
            case CaseState.ASSIGNED:
                self._contact(session, case.id, head, now)
            case CaseState.TAKEN | CaseState.WAITING if self._is_done(case, now):
                self._finish(session, case, head, now)
            case _:
                return

    def _hand_out(self, session: Session, case_id: int, head: Actor, now: datetime) -> None:
        cases.assign(
            session, case_id, handler_id=head.staff_id, department_id=None, by=self._assistant(), now=now
        )

    def _contact(self, session: Session, case_id: int, head: Actor, now: datetime) -> None:
        cases.take(session, case_id, by=head, now=now)
        cases.reply(session, case_id, words=HELLO.format(when="今天下班"), by=head, now=now)

    def _finish(self, session: Session, case: Case, head: Actor, now: datetime) -> None:
        matter = _matter(case)
        cases.resolve(
            session,
            case.id or 0,
            cause=matter.cause or "業主諮詢",
            cause_kind=matter.kind,
            measure=matter.measure,
            words=f"{matter.measure}，已完成。",
            by=head,
            now=now,
        )

    def _is_done(self, case: Case, now: datetime) -> bool:
        """Most matters take hours, some days."""
        hours = Random(case.id).choice((1, 2, 3, 5, 8, 26, 50, 75))  # noqa: S311  a simulation
        return now - case.opened_at > timedelta(hours=hours)

    def _do(self, session: Session, task: Task, now: datetime) -> None:
        """Phone calls that silence led to."""
        if task.kind == "phone_revisit":
            outcome = self.rng.choices(OUTCOMES, (0.85, 0.06, 0.09))[0]
            revisits.record(
                session,
                int(task.key.removeprefix("revisit:")),
                form=RevisitForm.PHONE,
                outcome=outcome,
                words="已電話回訪，業主說明了情況",
                by=self._assistant(),
                now=now,
            )

    def _assistant(self) -> Actor:
        return self.place.staff[self.rng.choice(("chen", "yu"))]

    def _try(self, act: Callable[[], None]) -> None:
        """Somebody who asks for what the procedure refuses goes on to the next."""
        try:
            act()
        except Refused:
            self.refused += 1

    def _open(self, session: Session) -> Sequence[Case]:
        done = (CaseState.RESOLVED, CaseState.CLOSED)
        chosen = select(Case).where(Case.centre_id == self.place.centre_id, col(Case.state).not_in(done))
        return session.exec(chosen.order_by(col(Case.id))).all()

    def _tasks(self, session: Session) -> Sequence[Task]:
        chosen = select(Task).where(Task.centre_id == self.place.centre_id, col(Task.done_at).is_(None))
        return session.exec(chosen.order_by(col(Task.id)).limit(60)).all()


def _matter(case: Case) -> Matter:
    return BY_CATEGORY.get(Category(case.category), ANY)
