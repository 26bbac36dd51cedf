"""What the desk does for each outcome of a dialog, and what it says about it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

from desk import (
    binding,
    consenting,
    inviting,
    objecting,
    registers,
    revisits,
    storm_answers,
    telling_postponed,
    unfiled,
    visit_answers,
)
from desk.actor import THE_OWNER
from desk.centres import Working
from desk.facts import facts_for
from desk.opening import From, Opened, about_wish, confirmation, open_case
from desk.saying import words
from desk.telling import Listener
from desk.urgency import hurry, now_urgent
from desk.words_in import is_theirs, owner_wrote
from dialogs import outcomes, running
from dialogs.flows.bind import HasCode
from dialogs.guess import guess
from dialogs.heard import Heard
from dialogs.speech import Text
from dialogs.state import State
from dialogs.turned import Asked, Tap, Turned
from procedures.kinds import Category, Kind
from storage import Missing, Session, cases, turns, visits
from storage import unfiled as told_of
from storage.cases import NewTask
from storage.tables import Case
from storage.turns import Talk

# Words that follow at once belong to the case just filed; words after a staff answer, to that one.
FOCUS_AFTER_FILING = timedelta(minutes=15)
FOCUS_AFTER_ANSWER = timedelta(days=7)


class Turning(Protocol):
    """The turn that outcomes are carried out in."""

    session: Session
    talk: Talk
    now: datetime

    @property
    def working(self) -> Working: ...
    @property
    def listener(self) -> Listener: ...


@dataclass
class Carried:
    """What carrying out came to: said in this order, before any question; `case_id` it is filed under."""

    texts: list[Text] = field(default_factory=list)
    taps: tuple[Tap, ...] = ()
    asked: Asked | None = None
    case_id: int | None = None

    def as_question(self) -> Asked:
        """The last text with buttons under it."""
        return Asked(self.texts.pop(), self.taps)


def carry_out(  # noqa: C901, PLR0912, PLR0915  one line per outcome: a table in the shape of a match
    act: outcomes.Outcome,
    turn: Turning,
    state: State,
    turned: Turned,
    heard: Heard,
    message_id: int,
    carried: Carried,
) -> None:
    """Do what the owner wants done; texts and taps go to `carried`."""
    match act:
        case outcomes.OpenCase():
            case = _open(act, turn, message_id, carried)
            _follow(state, turned, case, turn.now)
        case outcomes.AddToCase():
            _add(act, turn, state, heard, message_id, carried)
        case outcomes.RevisitAnswered():
            _answer_revisit(act, turn, state, turned, message_id, carried)
        case outcomes.StormAnswered():
            answered = storm_answers.answered(turn.session, act, turn.working, by=_who(turn), now=turn.now)
            _say_answered(answered, turn, state, turned, message_id, carried)
        case outcomes.ReworkTold():
            tell_rework(act, turn, message_id, carried)
        case outcomes.EmergencyHeard(told):
            unfiled.alarm(turn.session, turn.talk, told, turn.working, message_id=message_id, now=turn.now)
        case outcomes.Courteous(case_id):
            turns.put_into_case(turn.session, message_id, case_id)
            carried.case_id = case_id
        case outcomes.RevisitDeclined(revisit_id):
            revisits.declined(turn.session, revisit_id, by=_who(turn), now=turn.now)
        case outcomes.PostponementAnswered():
            carried.texts.append(telling_postponed.answered(turn.session, act, by=_who(turn), now=turn.now))
        case outcomes.RevisitDetails():
            detailed = revisits.details(turn.session, act, by=_who(turn), now=turn.now)
            carried.texts.append(detailed.text)
            if detailed.more:
                _follow(state, turned, _open(detailed.more, turn, message_id, carried), turn.now)
        case (
            outcomes.VisitBooked()
            | outcomes.VisitPutOff()
            | outcomes.VisitKept()
            | outcomes.VisitByPhone()
            | outcomes.VisitDeclined()
            | outcomes.VisitChecked()
            | outcomes.VisitRemark()
            | outcomes.ShowVisits()
        ):
            _answer_visit(act, turn, state, message_id, carried)
        case outcomes.BindByCode(code):
            _bind(code, turn, state, turned, carried)
        case outcomes.BindByPhone(phone):
            carried.texts.append(binding.by_phone(turn, phone))
        case outcomes.AskForPerson():
            _call_a_person(turn, state, turned, message_id, carried)
        case outcomes.ShowCases():
            _show_cases(act, turn, state, carried)
        case outcomes.ConsentGiven():
            _consented(act, turn, message_id, carried)
        case outcomes.MeetingAnswered():
            said = inviting.answered(turn.session, act, owner_id=turn.talk.owner_id, now=turn.now)
            carried.texts.append(said)
        case outcomes.ExplanationAnswered():
            _explained(act, turn, message_id, carried)
        case outcomes.NoticeReceived(delivery_id):
            talk = turn.talk
            said = registers.received(
                turn.session, delivery_id, contact_id=talk.contact_id, owner_id=talk.owner_id, now=turn.now
            )
            carried.texts.append(said)
        case outcomes.SetLanguage():
            carried.texts.append(Text("language.set"))


def _consented(act: outcomes.ConsentGiven, turn: Turning, message_id: int, carried: Carried) -> None:
    talk = turn.talk
    text, case_id = consenting.given(
        turn.session, act, contact_id=talk.contact_id, owner_id=talk.owner_id, now=turn.now
    )
    carried.texts.append(text)
    if case_id is not None:
        turns.put_into_case(turn.session, message_id, case_id)
        carried.case_id = case_id


def _explained(act: outcomes.ExplanationAnswered, turn: Turning, message_id: int, carried: Carried) -> None:
    text, case_id = objecting.answered(turn.session, act, turn.talk, now=turn.now)
    carried.texts.append(text)
    if case_id is not None:
        turns.put_into_case(turn.session, message_id, case_id)
        carried.case_id = case_id


def _who(turn: Turning) -> From:
    return From(turn.talk.contact_id, turn.talk.owner_id, THE_OWNER)


def _open(wanted: outcomes.OpenCase, turn: Turning, message_id: int, carried: Carried) -> Opened:
    case = open_case(turn.session, wanted, turn.working, _who(turn), now=turn.now)
    turns.put_into_case(turn.session, message_id, case.id)
    turns.put_pictures(turn.session, turn.talk.contact_id, [int(ref) for ref in wanted.pictures], case.id)
    carried.texts += [confirmation(case, turn.working), *about_wish(case, turn.working)]
    carried.case_id = case.id
    if wanted.urgent:
        told_of.end(turn.session, turn.talk.contact_id, (told_of.ALARM,), at=turn.now)
    if turn.talk.owner_id is None:
        binding.ask_staff_who(turn.session, turn.talk, case, now=turn.now)
    return case


def _bind(code: str, turn: Turning, state: State, turned: Turned, carried: Carried) -> None:
    """After a wrong code the question stays on screen, unless something else is there."""
    tried = binding.by_code(turn, code)
    carried.texts.append(tried.text)
    if tried.may_try_again and state.run is None:
        facts = facts_for(turn.session, turn.working, turn.talk.owner_id, now=turn.now)
        turned.asked = running.start(state, "bind", facts, {"has": HasCode.YES}).asked


def _answer_revisit(
    act: outcomes.RevisitAnswered,
    turn: Turning,
    state: State,
    turned: Turned,
    message_id: int,
    carried: Carried,
) -> None:
    answered = revisits.answered(turn.session, act, turn.working, by=_who(turn), now=turn.now)
    _say_answered(answered, turn, state, turned, message_id, carried)


def _say_answered(
    answered: revisits.Answered,
    turn: Turning,
    state: State,
    turned: Turned,
    message_id: int,
    carried: Carried,
) -> None:
    """A tap that came too late ends the revisit there and then; nothing more is asked."""
    carried.texts.append(answered.text)
    if answered.is_over:
        state.run, turned.asked = None, None
    elif answered.case_id is not None:
        turns.put_into_case(turn.session, message_id, answered.case_id)
        carried.case_id = answered.case_id


def _answer_visit(
    act: outcomes.VisitOutcome, turn: Turning, state: State, message_id: int, carried: Carried
) -> None:
    told = visit_answers.carry(act, turn, state)
    carried.texts += told.texts
    carried.taps, carried.asked = told.taps, told.asked
    if told.case_id is not None:
        turns.put_into_case(turn.session, message_id, told.case_id)
        carried.case_id = told.case_id


def tell_rework(act: outcomes.ReworkTold, turn: Turning, message_id: int, carried: Carried) -> None:
    """What an owner says or shows while a revisit runs is the rework's from that moment on."""
    rework = revisits.told(turn.session, act, by=_who(turn), now=turn.now)
    if rework is None:
        return
    turns.put_into_case(turn.session, message_id, rework)
    carried.case_id = rework
    case = cases.get(turn.session, rework, turn.talk.centre_id) if guess(act.words).urgent else None
    if case and hurry(turn.session, case, turn.working, actor=THE_OWNER, now=turn.now):
        carried.texts.append(now_urgent(case, turn.working))


def _follow(state: State, turned: Turned, case: Opened, now: datetime) -> None:
    """What comes next is about this case; late pictures of its albums are too."""
    state.focus, state.focus_until = case.id, now + FOCUS_AFTER_FILING
    if turned.asks_place:
        state.place_for = case.id
    if turned.ended:
        for album, where in state.albums.items():
            if where == f"run:{turned.ended.id}":
                state.albums[album] = f"case:{case.id}"


def _add(
    act: outcomes.AddToCase, turn: Turning, state: State, heard: Heard, message_id: int, carried: Carried
) -> None:
    if act.case_id == state.place_for and act.place:
        state.place_for = None
    try:
        case = owner_wrote(turn.session, act, turn.talk, heard, message_id, now=turn.now)
    except Missing:
        state.focus = None
        carried.texts.append(Text("case.unknown"))
        return
    carried.case_id = case.id
    if act.urgent and act.words:
        told_of.end(turn.session, turn.talk.contact_id, (told_of.ALARM,), at=turn.now)
    if act.urgent and hurry(turn.session, case, turn.working, actor=THE_OWNER, now=turn.now):
        carried.texts.append(now_urgent(case, turn.working))
    elif not act.place:
        only_spoken = heard.voices and not heard.text.strip()
        text_id = "voice.added" if only_spoken else "case.added"
        carried.texts.append(Text(text_id, {"number": case.number}))
    if act.place:
        carried.texts.append(Text("case.place_noted", {"number": case.number, "place": act.place}))
    carried.taps = () if act.words or act.place else (Tap("0:new:", Text("case.this_is_another")),)


def _call_a_person(turn: Turning, state: State, turned: Turned, message_id: int, carried: Carried) -> None:
    """A case that is talked of gets a task, else an enquiry is opened: somebody answers (A3.6)."""
    if state.focus is not None:
        _tell_staff(turn, "person_wanted", f"message:{message_id}", "A3.6", state.focus)
        centre = turn.working.centre
        phones = {"phone": centre.phone_service, "phone_24h": centre.phone_24h}
        carried.texts.append(Text("person.called", phones))
        return
    told = next((run.facts.story for run in reversed(state.paused) if run.flow == "beginning"), "")
    story = told or words(Text("person.wanted"), locale=turn.talk.locale, zone=turn.listener.zone)
    wanted = outcomes.OpenCase(kind=Kind.ENQUIRY, category=Category.OTHER, story=story)
    _follow(state, turned, _open(wanted, turn, message_id, carried), turn.now)
    carried.texts.append(Text("person.write"))
    state.paused = [run for run in state.paused if run.flow != "beginning"]


def _tell_staff(turn: Turning, kind: str, key: str, clause: str, case_id: int | None) -> None:
    task = NewTask(
        centre_id=turn.talk.centre_id,
        kind=kind,
        key=key,
        case_id=case_id,
        contact_id=turn.talk.contact_id,
        due_at=turn.working.calendar.next_open(turn.now),
        clause=clause,
    )
    cases.add_task(turn.session, task)


def _show_cases(act: outcomes.ShowCases, turn: Turning, state: State, carried: Carried) -> None:
    talk = turn.talk
    if act.case_id is None:
        mine = cases.of_contact(turn.session, talk.contact_id, talk.owner_id)
        carried.texts.append(Text("case.list" if mine else "case.none"))
        expected = visits.booked_of(turn.session, talk.centre_id, talk.contact_id, talk.owner_id)
        carried.taps = (
            *(Tap(f"0:case:{case.id}", _line(case)) for case in mine),
            *visit_answers.taps_of(turn.session, expected),
        )
        return
    try:
        chosen = cases.get(turn.session, act.case_id, talk.centre_id)
    except Missing:
        chosen = None
    if chosen is None or not is_theirs(chosen, talk.contact_id, talk.owner_id):
        carried.texts.append(Text("case.unknown"))
    elif act.talk:
        state.focus, state.focus_until = chosen.id, turn.now + FOCUS_AFTER_ANSWER
        carried.texts.append(Text("case.talk", {"number": chosen.number}))
    else:
        carried.texts += _facts_of(chosen)
        carried.taps = (
            Tap(f"0:add:{chosen.id}", Text("case.talk_about")),
            Tap("0:menu:menu", Text("menu.menu")),
        )


def _line(case: Case) -> Text:
    return Text("case.line", _words(case))


def _words(case: Case) -> dict[str, Any]:
    return {
        "number": case.number,
        "matter": Text(f"category.{case.category}"),
        "state": Text(f"state.{case.state}"),
    }


def _facts_of(case: Case) -> list[Text]:
    args = {**_words(case), "opened_at": case.opened_at, "story": case.story}
    texts = [Text("case.one", args)]
    if case.replied_at is None and case.resolved_at is None:
        texts.append(Text("case.reply_by", {"reply_by": case.reply_by}))
    if case.close_by is not None and case.resolved_at is None and case.closed_at is None:
        texts.append(Text("case.close_by", {"close_by": case.close_by}))
    return texts
