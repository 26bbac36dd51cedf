"""What bound staff do in their group: take, assign, ask for time, done, answer the owner."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from desk import cases, postponing
from desk.actor import Actor
from desk.centres import working
from desk.group_cards import show
from desk.group_heard import InGroup
from desk.group_posting import Said, asks
from desk.group_saying import answer_press, say_in, say_to
from dialogs.asking_when import FIRST_HOUR, LAST_HOUR
from dialogs.times import HalfUnclear, Span, understand
from locales import has, moments, say
from procedures import life
from procedures.kinds import CaseState, Cause, Kind, Role, Validity
from procedures.life import Act
from procedures.postponing import PostponementState
from procedures.refused import Refused
from procedures.triage import UNDECIDED
from storage import Missing, Session, group_posts, groups, staff
from storage import cases as rows
from storage.cases import NewTask
from storage.centres import CentreFacts
from storage.tables import Case, GroupCard, GroupPost, StaffGroup

MOST_NAMES, NAMES_IN_ROW = 24, 3
CAUSES_IN_ROW = 2
WRITTEN = re.compile(r"(?:(\d{4})[-/.])?(\d{1,2})[-/.](\d{1,2})\s+(\d{1,2})[:：](\d{2})\s*(.*)", re.DOTALL)
COMPLAINT_LINES = 3


@dataclass(frozen=True)
class Deed:
    """One thing that a bound member of staff did in a group."""

    session: Session
    group: StaffGroup
    heard: InGroup
    by: Actor
    centre: CentreFacts
    now: datetime

    def say(self, text_id: str, **args: str | int) -> str:
        return say(self.centre.locale, text_id, **args)

    def refusal(self, refused: Refused) -> str:
        if not has(self.centre.locale, refused.text_id):
            return self.say("group.refused")
        return self.say(refused.text_id, **{name: str(fact) for name, fact in refused.facts.items()})

    def answer(self, words: str) -> None:
        """To whoever pressed, or as a reply to their words."""
        if self.heard.query:
            answer_press(self.session, self.heard, words, now=self.now)
        elif self.heard.address == self.heard.sender:
            say_to(self.session, self.heard, words, now=self.now)
        else:
            self.post(Said(lines=[words], reply_to=self.heard.external_id.removeprefix("m:")))

    def post(self, said: Said, *, kind: str = "text", card: GroupCard | None = None) -> None:
        say_in(self.session, self.group, self.heard, said, now=self.now, kind=kind, card=card)

    def tried(self, act: Callable[..., Any], *args: Any, **more: Any) -> Any:
        """An act of the desk; one that is refused leaves nothing behind. Raises Refused, Missing."""
        with self.session.begin_nested():
            self.session.connection()
            return act(self.session, *args, by=self.by, now=self.now, **more)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.centre.zone)


def pressed(deed: Deed) -> None:
    """A button of ours; whoever pressed is told what came of it."""
    mark, act, number, given = [*deed.heard.token.split(":"), "", "", "", ""][:4]
    card = groups.card(deed.session, int(number), deed.group.id or 0) if number.isdecimal() else None
    acts = {"take": _take, "assign": _ask_whom, "to": _assign, "time": _ask_time, "done": _ask_done}
    if mark != "g" or card is None or act not in {*acts, "cause"}:
        deed.answer(deed.say("group.button_old"))
        return
    try:
        if act == "cause":
            _ask_lines(deed, card, given)
        else:
            acts[act](deed, card, given)
    except Refused as refused:
        deed.answer(deed.refusal(refused))
    except Missing:
        deed.answer(deed.say("group.button_old"))
    # what the card shows may be older than what the others see
    show(deed.session, deed.group, card, f"card:{card.id}:press:{deed.heard.query}", now=deed.now)


def _case(deed: Deed, card: GroupCard) -> Case:
    return rows.look(deed.session, card.case_id, deed.group.centre_id)


def _take(deed: Deed, card: GroupCard, _: str) -> None:
    take(deed, _case(deed, card))


def take(deed: Deed, case: Case) -> None:
    """Raises Refused."""
    deed.tried(cases.take, case.id)
    deed.answer(deed.say("group.taken", number=case.number))


def _ask_whom(deed: Deed, card: GroupCard, _: str) -> None:
    life.allow(deed.by.role, Act.ASSIGN)
    people = [one for one in staff.of_centre(deed.session, deed.group.centre_id) if one.disabled_at is None]
    able = [one for one in people if life.may(Role(one.role), Act.TAKE)][:MOST_NAMES]
    buttons = [(f"g:to:{card.id}:{one.id}", one.name[:32]) for one in able]
    laid = [buttons[at : at + NAMES_IN_ROW] for at in range(0, len(buttons), NAMES_IN_ROW)]
    number = _case(deed, card).number
    deed.post(Said(lines=[deed.say("group.ask_whom", number=number)], buttons=laid), card=card)
    deed.answer(deed.say("group.asked"))


def _assign(deed: Deed, card: GroupCard, given: str) -> None:
    if not given.isdecimal():
        raise Missing
    deed.tried(cases.assign, card.case_id, handler_id=int(given), department_id=None)
    who = staff.get(deed.session, int(given), deed.group.centre_id)
    deed.answer(deed.say("group.given", number=_case(deed, card).number, name=who.name))


def _ask_time(deed: Deed, card: GroupCard, _: str) -> None:
    life.allow(deed.by.role, Act.POSTPONE)
    life.after(CaseState(_case(deed, card).state), Act.POSTPONE)
    _ask(deed, card, "time", "group.ask_time")


def _ask_done(deed: Deed, card: GroupCard, _: str) -> None:
    """A complaint needs its kind of cause first, then cause, measure and words (A3.2)."""
    life.allow(deed.by.role, Act.RESOLVE)
    case = _case(deed, card)
    life.after(CaseState(case.state), Act.RESOLVE)
    procedure = working(deed.session, deed.group.centre_id, now=deed.now).procedure
    if procedure.triage.decides(Kind(case.kind)) is None:
        _ask(deed, card, "done", "group.ask_done")
        return
    if case.validity == Validity.UNDECIDED:
        raise Refused(UNDECIDED)
    buttons = [(f"g:cause:{card.id}:{cause}", deed.say(f"group.cause_{cause}")) for cause in Cause]
    laid = [buttons[at : at + CAUSES_IN_ROW] for at in range(0, len(buttons), CAUSES_IN_ROW)]
    deed.post(Said(lines=[deed.say("group.ask_cause", number=case.number)], buttons=laid), card=card)
    deed.answer(deed.say("group.asked"))


def _ask_lines(deed: Deed, card: GroupCard, given: str) -> None:
    if given not in set(Cause):
        raise Missing
    _ask(deed, card, "done", "group.ask_done_complaint", given=given)


def _ask(deed: Deed, card: GroupCard, act: str, text_id: str, *, given: str = "") -> None:
    """A question whose answer is the reply to it, by the one who was asked."""
    words = deed.say(text_id, number=_case(deed, card).number, name=deed.by.name)
    said = Said(lines=[words], act=act, by=deed.by.staff_id, given=given)
    deed.post(said, kind="ask", card=card)
    deed.answer(deed.say("group.asked"))


def answered(deed: Deed, asked: GroupPost) -> None:
    """A reply to a question of ours: the new time, or what was done."""
    said = asks(asked)
    card = groups.card(deed.session, asked.card_id or 0, deed.group.id or 0)
    if card is None or asked.answered_at is not None:
        deed.answer(deed.say("group.button_old"))
        return
    if said.by != deed.by.staff_id:
        deed.answer(deed.say("group.not_yours"))
        return
    try:
        words = _postpone(deed, card) if said.act == "time" else _resolve(deed, card, said.given)
    except Refused as refused:
        deed.answer(deed.refusal(refused))
        return
    asked.answered_at = deed.now
    deed.session.flush()
    deed.answer(words)


def _postpone(deed: Deed, card: GroupCard) -> str:
    until, reason = _time_and_reason(deed)
    if until is None:
        raise Refused("group.time_unclear")
    asked = deed.tried(postponing.postpone, card.case_id, until=until, reason=reason)
    waits = asked.state == PostponementState.AWAITS_DIRECTOR
    time = moments.moment(deed.centre.locale, until.astimezone(deed.zone))
    number = _case(deed, card).number
    if waits:
        return deed.say("group.time_to_decide", number=number, time=time)
    return deed.say("group.time_agreed", number=number, time=time)


def _time_and_reason(deed: Deed) -> tuple[datetime | None, str]:
    """The time on the first line and the reason below, or both on one: "11-28 15:00 等配件"."""
    local = deed.now.astimezone(deed.zone)
    if written := WRITTEN.match(deed.heard.text.strip()):
        year, month, day, hour, minute, reason = written.groups()
        try:
            at = local.replace(
                year=int(year or local.year),
                month=int(month),
                day=int(day),
                hour=int(hour),
                minute=int(minute),
                second=0,
                microsecond=0,
            )
        except ValueError:
            return None, ""
        return at, reason
    first, _, rest = deed.heard.text.strip().partition("\n")
    if not rest:
        first, _, rest = first.partition(" ")
    return _until(understand(first, now=local)), rest.strip()


def _until(said: object) -> datetime | None:
    """Whoever says "half past two" hardly means the night."""
    if isinstance(said, HalfUnclear):
        ends = [span.not_after or span.not_before for span in said.readings]
        return next((end for end in ends if end and FIRST_HOUR <= end.hour < LAST_HOUR), ends[0])
    return (said.not_after or said.not_before) if isinstance(said, Span) else None


def _resolve(deed: Deed, card: GroupCard, cause_kind: str) -> str:
    """Lines: what the owner is told; above it the measure, above that the cause."""
    lines = [line.strip() for line in deed.heard.text.splitlines() if line.strip()]
    if cause_kind and len(lines) < COMPLAINT_LINES:
        raise Refused("group.lines_needed")
    cause = lines[0] if len(lines) >= COMPLAINT_LINES else ""
    measure = lines[1] if cause else lines[0] if lines else ""
    words = "\n".join(lines[2:] if cause else lines[1:] or lines)
    kind = Cause(cause_kind) if cause_kind else None
    deed.tried(cases.resolve, card.case_id, cause=cause, measure=measure, words=words, cause_kind=kind)
    return deed.say("group.resolved", number=_case(deed, card).number)


def replied(deed: Deed, card: GroupCard) -> None:
    """A reply to a card is the answer to its owner, with all that an answer in the console has."""
    answer_owner(deed, _case(deed, card), deed.heard.text)


def answer_owner(deed: Deed, case: Case, words: str) -> None:
    if not words.strip():
        deed.answer(deed.say("group.words_needed"))
        return
    try:
        deed.tried(cases.reply, case.id, words=words)
    except Refused as refused:
        deed.answer(deed.refusal(refused))
        return
    text_id = "group.told_owner_words_only" if deed.heard.has_picture else "group.told_owner"
    if case.contact_id is None:
        text_id = "group.told_nobody"
    deed.answer(deed.say(text_id, number=case.number))


def lose(session: Session, group: StaffGroup, why: str, *, now: datetime) -> None:
    """The group can be reached no more: what waits fails, and the director has to look."""
    if group.lost_at is not None:
        return
    group.lost_at, group.lost_why = now, why[:200]
    session.flush()
    group_posts.fail_all(session, group.id or 0, error=why, now=now)
    task = NewTask(
        centre_id=group.centre_id,
        kind="group_lost",
        key=f"group:{group.id}:{now:%Y%m%d%H%M%S}",
        due_at=now,
        for_role=Role.DIRECTOR,
    )
    rows.add_task(session, task)
    session.signals.add(f"centre:{group.centre_id}")
