"""A turn: one message heard, one transaction, everything that follows from it (ARCHITECTURE 2)."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from desk import storm_answers, unfiled
from desk.apologising import phones
from desk.carrying import Carried, carry_out, tell_rework
from desk.centres import Working, working
from desk.facts import facts_for
from desk.plain import plain_heard
from desk.revisits import is_over
from desk.saying import spoken, words
from desk.telling import Listener, say_spoken, say_unsent
from dialogs import conversation
from dialogs.facts import CaseFact, Facts
from dialogs.guess import guess
from dialogs.heard import Heard
from dialogs.numbering import MOST_LABEL, choice_meant
from dialogs.outcomes import ReworkTold, SetLanguage
from dialogs.questions import Label
from dialogs.speech import READ_SPOKEN, Spoken, Text
from dialogs.state import Run, State, to_json
from dialogs.turned import Turned
from locales import closest
from procedures.kinds import CaseState
from storage import Session, conversations, failpoints, turns, visits
from storage.turns import Talk
from storage.wanted import VOICE

log = logging.getLogger(__name__)
CentreOf = Callable[[Session, str], int]
MENU = "0:menu:menu"
# What code of today meets in answers that it did not write itself.
UNFIT = (AttributeError, LookupError, TypeError)


def hear(session: Session, heard: Heard, *, centre: int | CentreOf, now: datetime) -> bool:
    """Carry a conversation on by one message; False when this message was heard before.

    Raises what a fault of ours raises: the caller then writes a dead letter instead (RELIABILITY 1.2).
    """
    return _hear(session, heard, centre, now, holds=False) is not None


def hear_and_hold(session: Session, heard: Heard, *, centre: int | CentreOf, now: datetime) -> "Held | None":
    """As `hear`, but what is said is given back: it leaves with the platform's own request."""
    return _hear(session, heard, centre, now, holds=True)


class Held(NamedTuple):
    """Who was heard, and what they are told, which is in no outbox; no message: nothing is said."""

    talk: Talk
    message_id: int | None
    spoken: Spoken | None


def _hear(
    session: Session, heard: Heard, centre: int | CentreOf, now: datetime, *, holds: bool
) -> Held | None:
    """None for what was heard before."""
    failpoints.hit("turn.before_first_statement")
    heard, written = plain_heard(heard)
    if not turns.is_new(session, heard.account, heard.address, heard.external_id):
        return None
    talk = turns.talk_of(session, heard.account, heard.address) or turns.begin_talk(
        session,
        centre if isinstance(centre, int) else centre(session, heard.account),
        heard.account,
        heard.address,
        name=heard.name,
        locale=closest(heard.locale, otherwise="zh-Hant"),
    )
    turn = _Turn(session, heard, written, talk, now, ZoneInfo(talk.zone), holds)
    turn.carry_on()
    return Held(turn.talk, *turn.held)


@dataclass
class _Turn:
    """What one turn looks at; the slower things only when they are needed.

    `written` is what was heard, in JSON; `zone` is the centre's.
    """

    session: Session
    heard: Heard
    written: str
    talk: Talk
    now: datetime
    zone: ZoneInfo
    holds: bool
    held: tuple[int | None, Spoken | None] = (None, None)
    _working: Working | None = None

    def carry_on(self) -> None:
        session, talk = self.session, self.talk
        if talk.unreachable:
            turns.mark_reach(session, talk.contact_id, None)
        message_id = turns.add_heard(
            session,
            talk,
            self.written,
            external_id=self.heard.external_id,
            album=self.heard.album,
            at=self.now,
        )
        failpoints.hit("turn.in_transaction")
        self.heard = heard = self._as_tapped(self._with_files_kept(message_id))
        state, lost = conversations.read(talk.state)
        self._forget_ended_revisits(state)
        if state.focus and not state.run and not heard.token and turns.is_closed(session, state.focus):
            state.focus = None  # words after the end are a new beginning
        turned = self._turned(state, lost, heard)
        carried = self._carry_out(state, turned, heard, message_id)
        self._show_rework(state, turned, heard, message_id, carried)
        conversation.offer_again(state, turned)
        if not turned.silent:
            self._say(turned, carried)
        session.signals.add(f"contact:{talk.contact_id}")
        chase_at = unfiled.settle(session, state, talk.contact_id, now=self.now)
        turns.save(session, talk.contact_id, to_json(state), at=self.now, chase_at=chase_at)

    def _turned(self, state: State, lost: str, heard: Heard) -> Turned:
        if lost:
            return self._begun_again(state, lost, heard)
        if heard.edits:
            return self._edited(heard)
        going_on = bool(state.run or state.paused)
        talking, around = self.talk.contact_id, self._around
        if after_rain := storm_answers.in_words(self.session, talking, state, heard, around):
            return after_rain
        try:
            return conversation.turn(state, heard, around)
        except UNFIT as fault:
            if not going_on:
                raise
            log.exception("the answers do not fit the flow; the conversation begins again")
            state.run, state.paused = None, []
            return self._begun_again(state, f"no longer fits: {fault!r}", heard)

    def _begun_again(self, state: State, lost: str, heard: Heard) -> Turned:
        """An older release's state is kept for staff; words still count, a button leads to the menu."""
        conversations.keep_lost(
            self.session,
            centre_id=self.talk.centre_id,
            account=heard.account,
            stored=self.talk.state,
            lost=lost,
            now=self.now,
        )
        fresh = heard if heard.text or heard.pictures else msgspec.structs.replace(heard, token=MENU)
        turned = conversation.turn(state, fresh, self._around)
        turned.before.insert(0, Text("dialog.went_wrong", phones(self.working.centre)))
        return turned

    def _forget_ended_revisits(self, state: State) -> None:
        """A revisit that was recorded by phone is on screen no more: free words are a beginning again."""
        runs = [*([state.run] if state.run else []), *state.paused]
        waiting = [run for run in runs if run.flow in ("revisit", "visit") and "result" not in run.answers]
        if not waiting or self.heard.token:
            return  # a button pressed too late is told so
        over = [run for run in waiting if self._is_over(run)]
        state.run = None if state.run in over else state.run
        state.paused = [run for run in state.paused if run not in over]

    def _is_over(self, run: Run) -> bool:
        if run.flow == "visit":
            return run.facts.visit is not None and visits.is_over(self.session, run.facts.visit.revisit_id)
        return run.facts.case is not None and is_over(self.session, run.facts.case.revisit_id)

    def _show_rework(
        self, state: State, turned: Turned, heard: Heard, message_id: int, carried: Carried
    ) -> None:
        """Pictures for "not solved" are the rework's one by one, before the owner says that these are all."""
        run = state.run
        if heard.pictures and not turned.acts and run and run.flow in ("revisit", "storm") and run.facts.case:
            told = ReworkTold(run.facts.case.revisit_id, pictures=heard.pictures)
            tell_rework(told, self, message_id, carried)

    @property
    def working(self) -> Working:
        """What due times rest on; not every turn asks."""
        if self._working is None:
            self._working = working(self.session, self.talk.centre_id, now=self.now)
        return self._working

    @property
    def _around(self) -> conversation.Around:
        return conversation.Around(self.now.astimezone(self.zone), self._facts, self._words, self._case)

    def _facts(self) -> Facts:
        return facts_for(self.session, self.working, self.talk.owner_id, now=self.now)

    def _case(self, case_id: int) -> CaseFact | None:
        """The case being talked about, while somebody has yet to deal with it."""
        found = turns.open_case(self.session, case_id)
        if found is None:
            return None
        number, kind, category, state, replied_at = found
        spoken = state == CaseState.WAITING or replied_at is not None
        return CaseFact(case_id, number, kind, category, spoken_of=spoken)

    def _words(self, label: Label) -> str:
        return words(label, locale=self.talk.locale, zone=self.zone)

    def _as_tapped(self, heard: Heard) -> Heard:
        """Where choices are lines of a text, a number or a label is a tap on the one that is on screen."""
        if not heard.lists or not 0 < len(heard.text) <= MOST_LABEL or heard.pictures:
            return heard
        body = turns.on_screen(self.session, self.talk.contact_id)
        token = choice_meant(heard.text, READ_SPOKEN.decode(body)) if body else None
        return msgspec.structs.replace(heard, token=token, text="") if token else heard

    def _with_files_kept(self, message_id: int) -> Heard:
        """Pictures and voices get rows of their own; from here on they are known by attachment id."""
        heard = self.heard
        if not heard.pictures and not heard.voices:
            return heard
        pictures = [self._keep(source, message_id) for source in heard.pictures]
        voices = [self._keep(source, message_id, media_type=VOICE) for source in heard.voices]
        return msgspec.structs.replace(
            heard,
            pictures=tuple(str(each) for each in pictures if each),
            voices=tuple(str(each) for each in voices if each),
        )

    def _keep(self, source: str, message_id: int, *, media_type: str | None = None) -> int | None:
        """The attachment's id; None for one that is not this contact's own."""
        kind, _, rest = source.partition(":")
        if kind == "stored":
            own = turns.give_message(self.session, int(rest), self.talk.contact_id, message_id)
            return int(rest) if own else None
        self.session.signals.add("pictures")
        return turns.want_file(
            self.session, self.talk, message_id, source, media_type=media_type, at=self.now
        )

    def _edited(self, heard: Heard) -> Turned:
        """An edit is kept beside the first text; the case that has the first gets it too."""
        case_id = turns.case_of_message(self.session, self.talk.contact_id, heard.edits)
        if case_id is None:
            return Turned(after=[Text("dialog.edit_noted")])
        return Turned(acts=[conversation.AddToCase(case_id, urgent=guess(heard.text).urgent)])

    def _carry_out(self, state: State, turned: Turned, heard: Heard, message_id: int) -> Carried:
        carried = Carried()
        for act in turned.acts:
            if isinstance(act, SetLanguage):
                turns.set_language(self.session, self.talk.contact_id, act.locale)
                self.talk = self.talk._replace(locale=act.locale)
            carry_out(act, self, state, turned, heard, message_id, carried)
        return carried

    def _say(self, turned: Turned, carried: Carried) -> None:
        asked = turned.asked or carried.asked
        if asked and carried.taps:
            asked = msgspec.structs.replace(asked, taps=(*carried.taps, *asked.taps))
        elif carried.taps:
            asked = carried.as_question()
        texts = [*turned.before, *carried.texts, *turned.after]
        if not texts and asked is None:
            return
        message = spoken(texts, asked, locale=self.talk.locale, zone=self.zone)
        say = say_unsent if self.holds else say_spoken
        message_id = say(self.session, self.listener, message, now=self.now, case_id=carried.case_id)
        if self.holds:
            self.held = (message_id, message)

    @property
    def listener(self) -> Listener:
        talk = self.talk
        return Listener(
            talk.contact_id, talk.centre_id, self.heard.account, talk.locale, self.zone, talk.owner_id
        )
