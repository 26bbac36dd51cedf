"""Words and pictures outside a flow: for the case being talked about, or the beginning of something."""

import msgspec

from dialogs import kindly, running
from dialogs.around import Around
from dialogs.clients import fitting
from dialogs.facts import Facts
from dialogs.guess import Guess, guess, is_another, tells_another
from dialogs.heard import Heard
from dialogs.outcomes import AddToCase
from dialogs.pausing import begin, menu
from dialogs.places import place_in, place_named
from dialogs.prefill import visit_in, wish_in
from dialogs.speech import Text
from dialogs.state import Run, State
from dialogs.turned import Turned


def free(state: State, heard: Heard, around: Around) -> Turned:
    """Words or pictures outside a flow: for the case being talked about, else a beginning."""
    found = guess(heard.text)
    place, is_apart = _place(state, found, heard, around)
    if state.place_for and place and not is_apart:
        return _add(state, heard, AddToCase(state.place_for, place=place, urgent=found.urgent))
    if polite := kindly.answered(state, heard, around):
        return polite
    talked_of = None
    if kindly.focus(state, around):
        assert state.focus
        talked_of = around.case(state.focus) if found.category or found.urgent or is_apart else None
        is_new = is_apart or (is_another(found, talked_of) if talked_of else found.urgent)
        if not is_new:
            return _add(state, heard, AddToCase(state.focus, urgent=found.urgent))
    if not heard.pictures and not heard.text.strip():
        return menu(state, around)
    named = place_named(heard.text) if is_apart else ""
    return apart(
        state, heard, around, msgspec.structs.replace(around.facts(), talked_of=talked_of, place=named)
    )


def apart(state: State, heard: Heard, around: Around, facts: Facts) -> Turned:
    """These words begin something; what runs is paused."""
    turned = begin(state, "beginning", guessed(facts, heard.text.strip(), heard.pictures, around))
    if heard.album and state.run:
        running.remember_album(state, heard.album, f"run:{state.run.id}")
    return turned


def _place(state: State, found: Guess, heard: Heard, around: Around) -> tuple[str, bool]:
    """The place that was asked for, and whether the words that name it tell a matter of their own."""
    place = place_in(heard.text) if state.place_for else ""
    if not state.place_for or not place or found.kind is None:
        return place, False
    return place, tells_another(found, around.case(state.place_for))


def _add(state: State, heard: Heard, addition: AddToCase) -> Turned:
    state.last_words, state.last_pictures = heard.text, list(heard.pictures)
    if heard.album:
        running.remember_album(state, heard.album, f"case:{addition.case_id}")
    return Turned(acts=[addition])


def guessed(facts: Facts, story: str, pictures: tuple[str, ...], around: Around) -> Facts:
    found = fitting(facts, guess(story))
    return msgspec.structs.replace(
        facts,
        story=story,
        pictures=pictures,
        kind=found.kind or "",
        category=found.category or "",
        urgent=found.urgent,
        coming=visit_in(story, around.now),
        wish=wish_in(story, around.now),
    )


def more_words(state: State, run: Run, heard: Heard, around: Around) -> Turned:
    """More words or pictures before anything was tapped: they belong to the same beginning."""
    before = run.facts.story or run.answers.get("story", "")
    story = "\n".join(filter(None, (before, heard.text.strip())))
    facts = guessed(run.facts, story, (*run.facts.pictures, *heard.pictures), around)
    state.run = Run(run.id, run.flow, facts)  # the same run: buttons that are still on screen stay good
    if heard.album:
        running.remember_album(state, heard.album, f"run:{run.id}")
    return running.go_on(state, state.run, is_new=True)


def late_picture(state: State, heard: Heard, around: Around) -> Turned:
    """A further picture of an album goes where the first one went (RELIABILITY 1.12)."""
    where, _, number = state.albums[heard.album].partition(":")
    if where == "case":
        return Turned(acts=[AddToCase(int(number))], silent=True)
    run = next((run for run in (state.run, *state.paused) if run and run.id == int(number)), None)
    if run is None:
        return running.answer(state, heard, around) if state.run else free(state, heard, around)
    if run is state.run and heard.text.strip():
        return (
            more_words(state, run, heard, around)
            if run.flow == "beginning"
            else running.answer(state, heard, around)
        )
    running.keep_pictures(run, heard.pictures)
    return Turned(silent=True)


def spoken_words(state: State, heard: Heard, around: Around) -> Turned:
    """A voice message is kept for staff to hear; the bot asks for the same in a line of words."""
    if state.run:
        running.keep_pictures(state.run, heard.voices)
        return Turned(before=[Text("dialog.voice_kept")], asked=running.on_screen(state.run))
    if state.focus and state.focus_until and around.now <= state.focus_until:
        return Turned(acts=[AddToCase(state.focus, pictures=heard.voices)])
    facts = msgspec.structs.replace(around.facts(), pictures=heard.voices, spoken=True)
    return begin(state, "beginning", facts)


def another_matter(state: State, around: Around) -> Turned:
    """What went to the case in focus begins something of its own."""
    words, pictures = state.last_words, tuple(state.last_pictures)
    if not words and not pictures:
        return menu(state, around)
    state.focus, state.last_words, state.last_pictures = None, "", []
    return begin(state, "beginning", guessed(around.facts(), words, pictures, around))
