"""One turn of a conversation, pure: state and what was heard in, new state and what follows from it out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import msgspec

from dialogs import running, showing
from dialogs.commands import Command, command, is_greeting, start_code
from dialogs.facts import Facts
from dialogs.flows import FLOWS, MENU
from dialogs.guess import guess
from dialogs.heard import Heard
from dialogs.outcomes import (
    AddToCase,
    AskForPerson,
    BindByCode,
    BindByPhone,
    SetLanguage,
    ShowCases,
)
from dialogs.questions import Label
from dialogs.speech import Text
from dialogs.state import Run, State
from dialogs.turned import Asked, Turned
from locales import LOCALES

MOST_PAUSED = 3


@dataclass(frozen=True)
class Around:
    """What a turn may look at: `now` in the centre's zone, facts for a flow that starts, words of labels."""

    now: datetime
    facts: Callable[[], Facts]
    say: Callable[[Label], str]


def turn(state: State, heard: Heard, around: Around) -> Turned:
    """Carry `state` on by one message (changed in place); what follows is for the desk to do and say."""
    if heard.token:
        return _pressed(state, heard, around)
    if heard.phone:
        return _bound_by(state, BindByPhone(heard.phone))
    if heard.other:
        return _not_taken(state, heard)
    if heard.album in state.albums and heard.pictures:
        return _late_picture(state, heard, around)
    if code := start_code(heard.text):
        return _bound_by(state, BindByCode(code))
    if not heard.pictures and (said := _commanded(state, heard, around)):
        return _command(state, said, around)
    if state.run is None:
        return _free(state, heard, around)
    return _in_flow(state, state.run, heard, around)


def _in_flow(state: State, run: Run, heard: Heard, around: Around) -> Turned:
    """An answer; before anything was tapped, words that are none are more of the story."""
    is_story = run.flow == "beginning" and heard.text.strip()
    if is_story and (heard.pictures or not running.understands(run, heard, around)):
        return _more_words(state, run, heard)
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


def offer_again(state: State, turned: Turned) -> None:
    """When nothing else is asked and a flow was paused, ask whether to go on with it."""
    if turned.asked is None and not turned.silent and state.run is None and state.paused:
        turned.asked = showing.resume(state.paused[-1])


def begin(state: State, flow: str, facts: Facts, answers: dict[str, object] | None = None) -> Turned:
    """Start a flow; the one that runs is paused."""
    begun = state.run
    _leave(state)
    turned = running.start(state, flow, facts, answers or _told(begun, flow))
    if begun and begun.flow == "beginning":
        running.albums_follow(state, begun)
    return turned


def _told(begun: Run | None, flow: str) -> dict[str, object]:
    """What was written before a flow was named stays written in it."""
    if begun is None or begun.flow != "beginning" or flow not in MENU:
        return {}
    story, refs = begun.facts.story or begun.answers.get("story"), list(begun.facts.pictures)
    answers: dict[str, object] = {"story": story} if story else {}
    return {**answers, "pictures": {"refs": refs, "done": False}} if refs else answers


def _free(state: State, heard: Heard, around: Around) -> Turned:
    """Words or pictures outside a flow: for the case being talked about, else a beginning."""
    found = guess(heard.text)
    if state.focus and state.focus_until and around.now <= state.focus_until and not found.urgent:
        state.last_words, state.last_pictures = heard.text, list(heard.pictures)
        if heard.album:
            running.remember_album(state, heard.album, f"case:{state.focus}")
        return Turned(acts=[AddToCase(state.focus)])
    if not heard.pictures and (is_greeting(heard.text) or not heard.text.strip()):
        return _menu(state, around)
    facts = around.facts()
    turned = begin(state, "beginning", _guessed(facts, heard.text.strip(), heard.pictures))
    if heard.album and state.run:
        running.remember_album(state, heard.album, f"run:{state.run.id}")
    return turned


def _guessed(facts: Facts, story: str, pictures: tuple[str, ...]) -> Facts:
    found = guess(story)
    return msgspec.structs.replace(
        facts,
        story=story,
        pictures=pictures,
        kind=found.kind or "",
        category=found.category or "",
        urgent=found.urgent,
    )


def _more_words(state: State, run: Run, heard: Heard) -> Turned:
    """More words or pictures before anything was tapped: they belong to the same beginning."""
    before = run.facts.story or run.answers.get("story", "")
    story = "\n".join(filter(None, (before, heard.text.strip())))
    facts = _guessed(run.facts, story, (*run.facts.pictures, *heard.pictures))
    state.run = Run(run.id, run.flow, facts)  # the same run: buttons that are still on screen stay good
    if heard.album:
        running.remember_album(state, heard.album, f"run:{run.id}")
    return running.go_on(state, state.run, is_new=True)


def _late_picture(state: State, heard: Heard, around: Around) -> Turned:
    """A further picture of an album goes where the first one went (RELIABILITY 1.12)."""
    where, _, number = state.albums[heard.album].partition(":")
    if where == "case":
        return Turned(acts=[AddToCase(int(number))], silent=True)
    run = next((run for run in (state.run, *state.paused) if run and run.id == int(number)), None)
    if run is None:
        return running.answer(state, heard, around) if state.run else _free(state, heard, around)
    if run is state.run and heard.text.strip():
        return (
            _more_words(state, run, heard)
            if run.flow == "beginning"
            else running.answer(state, heard, around)
        )
    running.keep_pictures(run, heard.pictures)
    return Turned(silent=True)


def _not_taken(state: State, heard: Heard) -> Turned:
    turned = Turned(before=[Text("dialog.only_words_and_photos", {"what": Text(f"other.{heard.other}")})])
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
            return _menu(state, around)
        case Command.CASES:
            _leave(state)
            return Turned(acts=[ShowCases()])
        case Command.PERSON:
            _leave(state)
            return Turned(acts=[AskForPerson()])
        case Command.LANGUAGE:
            return Turned(asked=showing.languages())
    return begin(state, str(said), around.facts())


def _menu(state: State, around: Around) -> Turned:
    """The menu; a running flow is paused, to be offered again."""
    _leave(state)
    state.focus = None
    facts = around.facts()
    return Turned(asked=Asked(menu_text(facts), showing.menu(bound=facts.bound)))


def _leave(state: State) -> None:
    """Pause the running flow, if the owner said something in it; the oldest beyond three is let go."""
    run, state.run = state.run, None
    if run and run.flow != "beginning" and (run.answers or run.flow == "revisit"):
        state.paused = [*state.paused[-MOST_PAUSED + 1 :], run]


def menu_text(facts: Facts) -> Text:
    args = {"centre": facts.centre, "phone": facts.phone_service, "phone_24h": facts.phone_24h}
    return Text("menu.welcome", args)


def _pressed(state: State, heard: Heard, around: Around) -> Turned:
    run_id, _, rest = heard.token.partition(":")
    key, _, option = rest.rpartition(":") if not rest.startswith("~") else rest.partition(":")
    if run_id == "0":
        return _pressed_outside(state, key, option, around)
    if state.run and str(state.run.id) == run_id:
        return running.press(state, key, option, around)
    for run in state.paused:
        if str(run.id) == run_id:
            _resume(state, run.id)
            return running.press(state, key, option, around)
    return _stale(state)


def _stale(state: State) -> Turned:
    """A button from last week: say so, change nothing."""
    turned = Turned(before=[Text("dialog.button_is_old")])
    if state.run:
        turned.asked = running.on_screen(state.run)
    return turned


def _pressed_outside(state: State, key: str, option: str, around: Around) -> Turned:
    """A button that belongs to no running flow."""
    match key:
        case "menu" if option in FLOWS and option not in ("beginning", "revisit"):
            return begin(state, option, around.facts())
        case "menu" if option in ("cases", "person", "language", "menu"):
            return _command(state, Command(option), around)
        case "language" if option in LOCALES:
            asked = running.on_screen(state.run) if state.run else None
            return Turned(acts=[SetLanguage(option)], asked=asked)
        case "resume" if _resume(state, option):
            assert state.run
            return Turned(asked=running.on_screen(state.run))
        case "drop" if any(str(run.id) == option for run in state.paused):
            state.paused = [run for run in state.paused if str(run.id) != option]
            return Turned(after=[Text("dialog.dropped")])
        case "case" | "add" if option.isdecimal():
            return Turned(acts=[ShowCases(int(option), talk=key == "add")])
        case "new":
            return _another_matter(state, around)
    return _stale(state)


def _another_matter(state: State, around: Around) -> Turned:
    """What went to the case in focus begins something of its own."""
    words, pictures = state.last_words, tuple(state.last_pictures)
    if not words and not pictures:
        return _menu(state, around)
    state.focus, state.last_words, state.last_pictures = None, "", []
    return begin(state, "beginning", _guessed(around.facts(), words, pictures))


def _resume(state: State, run_id: int | str) -> bool:
    """Put a paused run back on screen; the one that runs changes places with it."""
    found = next((run for run in state.paused if str(run.id) == str(run_id)), None)
    if found is None:
        return False
    others = [run for run in state.paused if run is not found]
    if state.run and state.run.flow != "beginning":
        others.append(state.run)
    state.paused, state.run = others, found
    return True
