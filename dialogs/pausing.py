"""One flow in front of another: begin, pause, resume, offer again; and the menu."""

from dialogs import running, showing
from dialogs.around import Around
from dialogs.clients import text
from dialogs.facts import Facts
from dialogs.flows import MENU, OF_THE_DESK
from dialogs.speech import Text
from dialogs.state import Run, State
from dialogs.turned import Asked, Turned

MOST_PAUSED = 3


def offer_again(state: State, turned: Turned) -> None:
    """When nothing else is asked and a flow was paused, ask whether to go on with it."""
    if turned.asked is None and not turned.silent and state.run is None and state.paused:
        turned.asked = showing.resume(state.paused[-1])


def begin(state: State, flow: str, facts: Facts, answers: dict[str, object] | None = None) -> Turned:
    """Start a flow; the one that runs is paused. What a consultancy does not do, its clients ask about."""
    flow = "enquiry" if facts.client and flow == "repair" else flow
    begun = state.run
    told = _told(begun, flow)
    if told:
        state.run = None  # what was begun goes on in the flow that was named
    leave(state)
    turned = running.start(state, flow, facts, answers or told)
    if begun and begun.flow == "beginning" != flow:
        running.albums_follow(state, begun)
    return turned


def _told(begun: Run | None, flow: str) -> dict[str, object]:
    """What was written before a flow was named stays written in it."""
    if begun is None or begun.flow != "beginning" or flow not in MENU:
        return {}
    story, refs = begun.facts.story or begun.answers.get("story"), list(begun.facts.pictures)
    named = {"story": story, "visit": begun.facts.coming, "wish": begun.facts.wish}
    answers: dict[str, object] = {key: value for key, value in named.items() if value}
    return {**answers, "pictures": {"refs": refs, "done": False}} if refs else answers


def leave(state: State) -> None:
    """Pause the running flow, if the owner said something in it; the oldest beyond three is let go."""
    run, state.run = state.run, None
    if run and (run.answers or run.flow in OF_THE_DESK or run.facts.story):
        state.paused = [*state.paused[-MOST_PAUSED + 1 :], run]


def resume(state: State, run_id: int | str) -> bool:
    """Put a paused run back on screen; the one that runs changes places with it."""
    found = next((run for run in state.paused if str(run.id) == str(run_id)), None)
    if found is None:
        return False
    others = [run for run in state.paused if run is not found]
    if state.run:
        others.append(state.run)
    state.paused, state.run = others, found
    return True


def menu(state: State, around: Around) -> Turned:
    """The menu; a running flow is paused, and what was left unfinished last stands first."""
    leave(state)
    state.focus = None
    facts = around.facts()
    unfinished = showing.go_on_with(state.paused[-1]) if state.paused else ()
    return Turned(asked=Asked(menu_text(facts), (*unfinished, *showing.menu(facts))))


def menu_text(facts: Facts) -> Text:
    return text(facts, "menu.welcome", centre=facts.centre, **facts.phones)
