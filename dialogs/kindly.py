"""How courtesy is answered: kindly, and nothing changes by it."""

from dialogs import running
from dialogs.around import Around
from dialogs.courtesies import Courtesy, courtesy, is_opener
from dialogs.heard import Heard
from dialogs.outcomes import Courteous
from dialogs.pausing import menu, resume
from dialogs.speech import Text
from dialogs.state import Run, State
from dialogs.turned import Asked, Tap, Turned

_SAID = {
    Courtesy.ASSENT: Text("courtesy.all_right"),
    Courtesy.NOTED: Text("courtesy.all_right"),
    Courtesy.THANKS: Text("courtesy.welcome"),
}
_HELLO = Asked(Text("courtesy.hello"), (Tap("0:menu:menu", Text("menu.menu")),))


def focus(state: State, around: Around) -> int | None:
    """The case being talked about now."""
    is_on = state.focus_until is not None and around.now <= state.focus_until
    return state.focus if is_on else None


def answered(state: State, heard: Heard, around: Around) -> Turned | None:
    """Outside a flow; None for words that are more than courtesy, or the answer to a question of staff."""
    polite = courtesy(heard.text) if not heard.pictures else None
    if polite is None:
        return None
    about = focus(state, around)
    if about is None:
        return _about_nothing(state, polite, heard, around)
    if polite is Courtesy.ASSENT:
        case = around.case(about)
        if case and case.spoken_of:
            return None
        if state.paused and resume(state, state.paused[-1].id):
            return _going_on(state, Courteous(about))
    kept = Courteous(about)
    if polite is Courtesy.GREETING:
        return Turned(acts=[kept], asked=_HELLO)
    return Turned(acts=[kept], after=[_SAID[polite]])


def _about_nothing(state: State, polite: Courtesy, heard: Heard, around: Around) -> Turned | None:
    if polite is Courtesy.GREETING:
        return menu(state, around)
    if is_opener(heard.text):
        return None
    if polite is Courtesy.ASSENT and state.paused and resume(state, state.paused[-1].id):
        return _going_on(state)
    return Turned(after=[_SAID[polite]])


def _going_on(state: State, *acts: Courteous) -> Turned:
    """Yes to what is offered at the end of every message: to go on with what was left unfinished."""
    assert state.run
    return Turned(acts=[*acts], asked=running.on_screen(state.run))


def at_a_question(run: Run, heard: Heard, around: Around) -> Turned | None:
    """Thanks in place of a tap are answered, and the question stands; None for anything else."""
    polite = courtesy(heard.text) if not heard.pictures else None
    if polite in (None, Courtesy.ASSENT) or running.understands(run, heard, around):
        return None
    said = [_SAID[polite]] if polite in _SAID else []
    return Turned(before=said, asked=running.on_screen(run))
