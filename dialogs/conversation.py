"""One turn of a conversation, pure: state and what was heard in, new state and what follows from it out."""

from collections.abc import Callable, Mapping

import msgspec

from dialogs import after_rain, alarms, kindly, receipts, running, showing
from dialogs.around import Around
from dialogs.beginnings import another_matter, free, late_picture, more_words, spoken_words
from dialogs.commands import Command, command, language_named, start_code
from dialogs.flows import FLOWS, OF_THE_DESK
from dialogs.guess import guess
from dialogs.heard import Heard
from dialogs.outcomes import (
    AddToCase,
    AskForPerson,
    BindByCode,
    BindByPhone,
    ExplanationAnswered,
    NoticeReceived,
    Outcome,
    SetLanguage,
    ShowCases,
    ShowVisits,
)
from dialogs.pausing import MOST_PAUSED, begin, leave, menu, offer_again, resume
from dialogs.speech import Text
from dialogs.state import Run, State
from dialogs.turned import Turned
from locales import LOCALES

# Buttons under a message about a case, or a document: what each does with its id.
OF_A_CASE: Mapping[str, Callable[[int], Outcome]] = {
    "case": ShowCases,
    "add": lambda case_id: ShowCases(case_id, talk=True),
    "agree": lambda case_id: ExplanationAnswered(case_id, agreed=True),
    "object": lambda case_id: ExplanationAnswered(case_id, agreed=False),
    receipts.KEY: NoticeReceived,
}
NAMED = frozenset({"sticker", "voice", "location", "video", "contact", "file", "animation"})
ALSO = {"document": "file", "video_note": "video", "audio": "voice", "venue": "location"}
# with these the desk makes a turn
__all__ = ["MOST_PAUSED", "AddToCase", "Around", "offer_again", "turn"]


def turn(state: State, heard: Heard, around: Around) -> Turned:
    """Carry `state` on by one message (changed in place); what follows is for the desk to do and say."""
    if heard.token:
        return _pressed(state, heard, around)
    if heard.phone:
        return _bound_by(state, BindByPhone(heard.phone))
    if heard.other:
        return _not_taken(state, heard)
    heard = _with_what_was_said(heard)
    if heard.voices:
        return spoken_words(state, heard, around)
    if heard.album in state.albums and heard.pictures:
        return late_picture(state, heard, around)
    if code := start_code(heard.text):
        return _bound_by(state, BindByCode(code))
    if not heard.pictures and (said := _commanded(state, heard, around)):
        return _command(state, said, around)
    if locale := language_named(heard.text):
        return _speak(state, locale)
    if state.run is None:
        return free(state, heard, around)
    return _in_flow(state, state.run, heard, around)


def _with_what_was_said(heard: Heard) -> Heard:
    """A voice beside words is kept as a photo beside them would be."""
    if not heard.voices or not heard.text.strip():
        return heard
    return msgspec.structs.replace(heard, pictures=(*heard.pictures, *heard.voices), voices=())


def _in_flow(state: State, run: Run, heard: Heard, around: Around) -> Turned:
    """An answer; before anything was tapped, words that are none are more of the story."""
    if run.flow == "bind" and guess(heard.text).kind:
        leave(state)  # a matter is no code; whoever writes of one is heard first
        return free(state, heard, around)
    found = guess(heard.text)
    if found.urgent and (apart := alarms.apart(state, run, found, heard, around)):
        return apart
    if run.flow in OF_THE_DESK and (polite := kindly.at_a_question(run, heard, around)):
        return polite
    is_story = run.flow == "beginning" and heard.text.strip()
    if is_story and (heard.pictures or not running.understands(run, heard, around)):
        return more_words(state, run, heard, around)
    if found.urgent and alarms.is_news(run, found):
        return alarms.raised(state, run, heard, around)
    return running.answer(state, heard, around)


def _commanded(state: State, heard: Heard, around: Around) -> Command | None:
    """A command, unless the question on screen has an option of these words."""
    said = command(heard.text)
    if said and state.run and running.names_option(state.run, heard, around):
        return None
    return said


def _bound_by(state: State, act: BindByCode | BindByPhone) -> Turned:
    """A code or a number settles the flow that asks for it; any other goes on where it was."""
    if state.run and state.run.flow == "bind":
        state.run = None
    return Turned(acts=[act], asked=running.on_screen(state.run) if state.run else None)


def _not_taken(state: State, heard: Heard) -> Turned:
    what = heard.other if heard.other in NAMED else ALSO.get(heard.other, "thing")
    turned = Turned(before=[Text("dialog.only_words_and_photos", {"what": Text(f"other.{what}")})])
    if state.run:
        turned.asked = running.on_screen(state.run)
    return turned


def _command(state: State, said: Command, around: Around) -> Turned:
    match said:
        case Command.BACK if state.run:
            return running.back(state)
        case Command.CANCEL if state.run:
            return running.cancel(state)
        case Command.BACK | Command.CANCEL | Command.MENU:
            return menu(state, around)
        case Command.CASES:
            leave(state)
            return Turned(acts=[ShowCases()])
        case Command.VISITS:
            leave(state)
            return Turned(acts=[ShowVisits()])
        case Command.PERSON:
            leave(state)
            return Turned(acts=[AskForPerson()])
        case Command.LANGUAGE:
            return Turned(asked=showing.languages())
    return begin(state, str(said), around.facts())


def _pressed(state: State, heard: Heard, around: Around) -> Turned:
    run_id, _, rest = heard.token.partition(":")
    key, _, option = rest.rpartition(":") if not rest.startswith("~") else rest.partition(":")
    if run_id == "0":
        return _pressed_outside(state, key, option, around)
    if state.run and str(state.run.id) == run_id:
        return running.press(state, key, option, around)
    for run in state.paused:
        if str(run.id) == run_id:
            resume(state, run.id)
            return running.press(state, key, option, around)
    return _stale(state)


def _speak(state: State, locale: str) -> Turned:
    """From now on in this language, beginning with what is on screen."""
    return Turned(acts=[SetLanguage(locale)], asked=running.on_screen(state.run) if state.run else None)


def _stale(state: State) -> Turned:
    """A button from last week: say so, change nothing."""
    turned = Turned(before=[Text("dialog.button_is_old")])
    if state.run:
        turned.asked = running.on_screen(state.run)
    return turned


def _pressed_outside(state: State, key: str, option: str, around: Around) -> Turned:
    """A button that belongs to no running flow."""
    match key:
        case "menu" if option in FLOWS and option != "beginning" and option not in OF_THE_DESK:
            return begin(state, option, around.facts())
        case "menu" if option in ("cases", "visits", "person", "language", "menu"):
            return _command(state, Command(option), around)
        case "language" if option in LOCALES:
            return _speak(state, option)
        case "resume" if resume(state, option):
            assert state.run
            return Turned(asked=running.on_screen(state.run))
        case "drop" if any(str(run.id) == option for run in state.paused):
            state.paused = [run for run in state.paused if str(run.id) != option]
            return Turned(after=[Text("dialog.dropped")])
        case _ if key in OF_A_CASE and option.isdecimal():
            return Turned(acts=[OF_A_CASE[key](int(option))])
        case "visit" if option.isdecimal():
            leave(state)
            return Turned(acts=[ShowVisits(int(option))])
        case "new":
            return another_matter(state, around)
        case key if (answer := after_rain.pressed(key)) and option.isdecimal():
            return after_rain.answered(state, around, int(option), answer)
    return _stale(state)
