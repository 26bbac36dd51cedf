"""How the staff of the simulated year work: rounds through the open cases, some of them late."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from sqlmodel import bindparam, col, select

from bot.year.matters import MATTERS, OUTAGE, Matter
from bot.year.place import ZONE, Place
from desk import cases, judging, postponing, transfers, triage
from desk.actor import Actor
from dialogs.guess import guess
from procedures.kinds import CaseState, Category, Kind, Validity
from procedures.refused import Refused
from procedures.transfers import TransferState
from procedures.triage import Verdict
from procedures.warranty import Recipient
from storage import Session
from storage.tables import Case, Transfer

BY_WORDS = {matter.words: matter for matter in (*MATTERS, OUTAGE)}
BY_CATEGORY: dict[str, Matter] = {str(guess(matter.words).category): matter for matter in MATTERS[::-1]}
ANY = MATTERS[0]
HELLO = "您好，給您添麻煩了，非常抱歉。我們已經安排同事處理，{when}前給您答覆。"
ASK = "您好，非常抱歉。為了帶齊配件，請問方便告訴我們具體位置和情況嗎？"
LATER = ("配件需向廠家訂購", "需等天晴後施工", "需與相鄰業主約定時間", "外協單位排期")
DEVELOPER = "雲景置業有限公司"
ASKS_OWNER, POSTPONES = 0.12, 0.75
# Hours of work; most matters take some, a few take days, and one in sixty drags on.
HOURS = (1, 1, 2, 2, 3, 3, 5, 6, 24, 30)
LONG_HOURS, DRAGS_HOURS, EVERY_LONG, EVERY_DRAG = 100, 17 * 24, 11, 60
_OPEN = (
    select(Case)
    .where(
        col(Case.centre_id) == bindparam("of_centre"),
        col(Case.state).not_in((CaseState.RESOLVED, CaseState.CLOSED)),
    )
    .order_by(col(Case.id))
)


@dataclass
class Rounds:
    """One round: everybody looks at what is theirs; `diligence` is the share they get to."""

    place: Place
    rng: Random
    diligence: float = 0.95
    refused: int = 0

    def work(self, session: Session, now: datetime) -> None:
        for case in self._open(session):
            if self.rng.random() < self.diligence:
                self.attempt(lambda case=case: self._next_step(session, case, now))

    def attempt(self, act: Callable[[], object]) -> None:
        """Somebody who asks for what the procedure refuses goes on to the next."""
        try:
            act()
        except Refused:
            self.refused += 1

    def assistant(self) -> Actor:
        return self.place.staff[self.rng.choice(("chen", "yu"))]

    def _next_step(self, session: Session, case: Case, now: datetime) -> None:
        if case.incident_id is not None:
            return  # answered and resolved together with its like
        if case.kind == Kind.COMPLAINT and case.validity == Validity.UNDECIDED:
            self._decide(session, case, now)
        if case.state == CaseState.OPEN:
            self._hand_out(session, case, now)
        elif case.state in (CaseState.TAKEN, CaseState.WAITING):
            self._carry_on(session, case, now)
        if case.state == CaseState.ASSIGNED and self.rng.random() < self.diligence:
            self._contact(session, case, now)

    def _decide(self, session: Session, case: Case, now: datetime) -> None:
        matter, by = matter_of(case), self.assistant()
        is_invalid = bool(matter.explanation) and case.parent_id is None
        said = Verdict(
            Validity.INVALID if is_invalid else Validity.VALID,
            matter.severity,
            "核對後，收費與管理均符合規定" if is_invalid else "現場核實，情況屬實",
            explanation=matter.explanation if is_invalid else "",
            helped=matter.helped if is_invalid else "",
        )
        triage.decide(session, case.id or 0, said=said, category=Category(case.category), by=by, now=now)

    def _hand_out(self, session: Session, case: Case, now: datetime) -> None:
        head, by = self.head(case), self.assistant()
        cases.assign(session, case.id or 0, handler_id=head.staff_id, department_id=None, by=by, now=now)
        if case.kind == Kind.SUGGESTION and matter_of(case).constructive:
            judging.mark_constructive(session, case.id or 0, by=by, now=now)

    def _contact(self, session: Session, case: Case, now: datetime) -> None:
        head, asks = self.head(case), self.rng.random() < ASKS_OWNER
        cases.take(session, case.id or 0, by=head, now=now)
        words = ASK if asks and case.contact_id else HELLO.format(when="今天下班")
        cases.reply(session, case.id or 0, words=words, ask_owner=words == ASK, by=head, now=now)

    def _carry_on(self, session: Session, case: Case, now: datetime) -> None:
        matter = matter_of(case)
        if matter.developer and not self._is_answered(session, case, now):
            return
        if now - case.opened_at > self._takes(case):
            self._finish(session, case, now)
        elif case.close_by and timedelta(0) < case.close_by - now < timedelta(hours=4):
            self._postpone(session, case, now)

    def _postpone(self, session: Session, case: Case, now: datetime) -> None:
        """Who sees that it will not be done in time says so beforehand; not everybody does."""
        if Random(case.id).random() < POSTPONES:  # noqa: S311  a simulation
            day = now.astimezone(ZONE).replace(hour=17, minute=30, second=0, microsecond=0)
            done = (case.opened_at + self._takes(case) - now).days + 1
            until, why = day + timedelta(days=min(done, 3)), self.rng.choice(LATER)
            postponing.postpone(session, case.id or 0, until=until, reason=why, by=self.head(case), now=now)

    def _is_answered(self, session: Session, case: Case, now: datetime) -> bool:
        """The developer's answer ends a matter of house quality; the owner is asked before it is sent."""
        row = session.exec(select(Transfer).where(Transfer.case_id == case.id)).first()
        by = self.assistant()
        if row is None:
            transfers.propose(
                session,
                case.id or 0,
                to=Recipient.DEVELOPER,
                name=DEVELOPER,
                defect="臥室牆面空鼓開裂",
                reason="屬保修範圍，需建設單位返修",
                by=by,
                now=now,
            )
        elif row.state in (TransferState.CONSENTED, TransferState.DECLINED):
            transfers.send(session, row.id or 0, by=by, now=now)
        elif row.state == TransferState.SENT and now - (row.sent_at or now) > self._takes(case) * 4:
            transfers.answer(session, row.id or 0, words="已派人鏟除空鼓並重新抹灰", by=by, now=now)
        return row is not None and row.state == TransferState.ANSWERED

    def _finish(self, session: Session, case: Case, now: datetime) -> None:
        matter = matter_of(case)
        cases.resolve(
            session,
            case.id or 0,
            cause=matter.cause or "業主諮詢",
            cause_kind=matter.kind,
            measure=matter.measure or "已當面說明並記錄",
            words=f"{matter.measure or '情況已向您說明'}，已完成。",
            by=self.head(case),
            now=now,
        )

    def head(self, case: Case) -> Actor:
        """Who has it by the work that it is."""
        return self.place.heads[matter_of(case).work]

    def _takes(self, case: Case) -> timedelta:
        own = Random(case.id)  # noqa: S311  a simulation
        if own.randrange(EVERY_DRAG) == 0:
            return timedelta(hours=DRAGS_HOURS)
        return timedelta(hours=LONG_HOURS if own.randrange(EVERY_LONG) == 0 else own.choice(HOURS))

    def _open(self, session: Session) -> Sequence[Case]:
        return session.exec(_OPEN, params={"of_centre": self.place.centre_id}).all()


def matter_of(case: Case) -> Matter:
    """What the case was about when it was thrown, else its category's."""
    return BY_WORDS.get(case.story) or BY_CATEGORY.get(case.category, ANY)
