"""What the director, the heads and the company do of their own accord in the simulated year."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import col, select

from bot.year.matters import OUTAGE
from bot.year.owners import Owners
from bot.year.place import ZONE
from bot.year.staff import Rounds
from desk import (
    actions,
    answering_all,
    cases,
    incidents,
    open_letters,
    proposals,
    reviews,
    sending_letters,
    visit_plans,
)
from procedures.improving import ActionKind, ActionState, ReviewState
from procedures.kinds import CaseState, Category, Kind, RevisitForm, Role
from storage import Session
from storage.tables import Action, Case, Owner, Review

# The days of a month on which the director plans a call and a visit of her own (A3.1-a).
CALLS_ON, VISITS_ON, FORGETS, HELPS = 6, 13, 0.12, 0.85
FROM_COMPANY_ON, MEASURE = 9, "向該樓業主逐戶說明，並加密巡查"
LETTER = (
    "尊敬的業主：\n因市政管網搶修，本樓今日停水，給您帶來不便，我們深表歉意。搶修期間在樓下設臨時取水點。"
)
ALIKE = timedelta(hours=18)


@dataclass
class Leading:
    """Once a day, in the morning; and an outage from its first cry to its open letter."""

    rounds: Rounds
    owners: Owners

    def morning(self, session: Session, now: datetime) -> None:
        day = now.astimezone(ZONE).day
        if day == CALLS_ON:
            self._plan(session, RevisitForm.PHONE, now)
        if day == VISITS_ON and self.rounds.rng.random() > FORGETS:
            self._plan(session, RevisitForm.ON_SITE, now)
        if day == FROM_COMPANY_ON:
            self.rounds.attempt(lambda: self._from_company(session, now))
        for review in session.exec(select(Review).where(Review.state != ReviewState.CLOSED)).all():
            self.rounds.attempt(lambda review=review: self._review(session, review, now))
        for action in session.exec(select(Action).where(Action.state != ActionState.VERIFIED)).all():
            self.rounds.attempt(lambda action=action: self._action(session, action, now))

    def propose(self, session: Session, now: datetime) -> None:
        """Somebody of the staff has an idea about the procedure (B6)."""
        words = "建議把裝修投訴的夜間巡查寫入規程"
        by = self.rounds.place.staff["gao"]
        proposals.file(session, case_id=None, clause="A4.4.3", words=words, by=by, now=now)

    def gather(self, session: Session, now: datetime, *, building: str) -> None:
        """Many owners, one matter: told together, a letter drafted and agreed to (B4.1.2.1)."""
        alike = self._alike(session, now)
        if not alike:
            return
        by = self.rounds.assistant()
        about: dict[str, Any] = {
            "title": f"{building}停水",
            "category": Category(alike[0].category),
            "building": building,
        }
        incidents.open_incident(session, **about, case_ids=[each.id or 0 for each in alike], by=by, now=now)
        which = alike[0].incident_id or 0
        words = "市政管網搶修，預計傍晚恢復；樓下已設取水點，非常抱歉。"
        answering_all.answer(session, which, words=words, nth=1, by=by, now=now)
        letter = open_letters.draft(session, which, title="停水致歉信", body=LETTER, by=by, now=now)
        director = self.rounds.place.staff["wang"]
        open_letters.decide(session, letter, agree=True, reason="", by=director, now=now)
        sending_letters.send(session, letter, by=by, now=now)

    def restore(self, session: Session, now: datetime) -> None:
        """The water is back: one act resolves them all."""
        rows = session.exec(
            select(Case.incident_id)
            .where(col(Case.incident_id).is_not(None), col(Case.state) != CaseState.CLOSED)
            .distinct()
        ).all()
        for which in rows:
            done: dict[str, Any] = {
                "cause": OUTAGE.cause,
                "cause_kind": OUTAGE.kind,
                "measure": OUTAGE.measure,
            }
            head = self.rounds.place.heads[OUTAGE.work]
            self.rounds.attempt(
                lambda which=which, done=done, head=head: answering_all.resolve(
                    session, which or 0, **done, words="供水已恢復，感謝您的諒解。", by=head, now=now
                )
            )

    def _alike(self, session: Session, now: datetime) -> list[Case]:
        chosen = select(Case).where(
            Case.story == OUTAGE.words,
            col(Case.incident_id).is_(None),
            col(Case.state) != CaseState.CLOSED,
            Case.opened_at > now - ALIKE,
        )
        return list(session.exec(chosen.order_by(col(Case.id))).all())

    def _plan(self, session: Session, form: RevisitForm, now: datetime) -> None:
        ids = session.exec(select(Owner.id).where(Owner.centre_id == self.rounds.place.centre_id)).all()
        visit_plans.plan_by_hand(
            session,
            owner_id=self.rounds.rng.choice(ids) or 0,
            form=form,
            by_whom=Role.DIRECTOR,
            day=(now.astimezone(ZONE) + timedelta(days=3)).date(),
            reason="主任每月回訪",
            by=self.rounds.place.staff["wang"],
            now=now,
        )

    def _from_company(self, session: Session, now: datetime) -> None:
        """The complaint phone of the company passes one on (A4.2.3.2.2)."""
        ids = session.exec(select(Owner.id).where(Owner.centre_id == self.rounds.place.centre_id)).all()
        about: dict[str, Any] = {"kind": Kind.COMPLAINT, "category": Category.CLEANING, "source": "company"}
        cases.open_by_staff(
            session,
            **about,
            unit_id=None,
            owner_id=self.rounds.rng.choice(ids),
            story="投訴樓道垃圾好幾天沒人清",
            by=self.rounds.assistant(),
            now=now,
        )

    def _review(self, session: Session, review: Review, now: datetime) -> None:
        director, on = self.rounds.place.staff["wang"], now.astimezone(ZONE).date() + timedelta(days=3)
        which, head = review.id or 0, self.rounds.place.heads["工程部"]
        if review.state == ReviewState.OPEN and now - review.opened_at > timedelta(days=1):
            about: dict[str, Any] = {"measure": MEASURE, "responsible_id": head.staff_id, "due_on": on}
            reviews.set_measure(session, which, **about, by=director, now=now)
            acts: dict[str, Any] = {
                "kind": ActionKind.PREVENTIVE,
                "what": MEASURE,
                "responsible_id": head.staff_id,
            }
            actions.set_action(session, review_id=which, **acts, due_on=on, by=director, now=now)
        elif review.state == ReviewState.IN_HAND and review.check_at and now > review.check_at:
            helped = self.rounds.rng.random() < HELPS
            words = "同類報修已回落" if helped else "仍有發生，需再議"
            reviews.check_effect(session, which, effective=helped, words=words, by=director, now=now)

    def _action(self, session: Session, action: Action, now: datetime) -> None:
        which, director = action.id or 0, self.rounds.place.staff["wang"]
        head = next(
            each for each in self.rounds.place.staff.values() if each.staff_id == action.responsible_id
        )
        if action.state == ActionState.OPEN and now > action.due_at - timedelta(days=1):
            actions.finish(session, which, words="已逐戶排查並更換", by=head, now=now)
        elif action.state == ActionState.DONE and action.done_at and now - action.done_at > timedelta(days=3):
            actions.verify(session, which, effective=True, words="抽查合格", by=director, now=now)
