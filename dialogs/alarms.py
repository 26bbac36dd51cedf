"""Words that sound like danger while something else is being asked (A4.2.1)."""

import msgspec

from dialogs import running
from dialogs.around import Around
from dialogs.beginnings import apart as begin_apart
from dialogs.facts import CaseFact
from dialogs.flows import MENU, OF_THE_DESK
from dialogs.guess import Guess, guess, is_another
from dialogs.heard import Heard
from dialogs.outcomes import EmergencyHeard
from dialogs.speech import Text
from dialogs.state import Run, State
from dialogs.turned import Turned
from dialogs.unfiled import words_of
from procedures.kinds import Category

# What is asked of a matter, and answered with more of it; "another" and "more" ask for one of its own.
_OF_THE_MATTER = frozenset({"missing", "where", "opinion"})
_OF_ANOTHER = frozenset({"more", "another"})
# "As soon as you can, it is urgent" is a time.
_OF_TIMES = ("visit", "wish")


def apart(state: State, run: Run, found: Guess, heard: Heard, around: Around) -> Turned | None:
    """A matter of its own is begun at once, and what was asked waits; None for more of what is told here."""
    if run.facts.client or not _is_apart(run, found, heard, around):
        return None
    return begin_apart(state, heard, around, around.facts())


def _is_apart(run: Run, found: Guess, heard: Heard, around: Around) -> bool:
    about = _matter(run)
    another = about is not None and is_another(found, about)
    if run.flow in OF_THE_DESK:
        if run.asked in _OF_ANOTHER:
            return False
        if run.asked in _OF_THE_MATTER or (run.asked == "result" and running.understands(run, heard, around)):
            return another
        return True
    return another or (run.flow in MENU and run.asked == "place")


def _matter(run: Run) -> CaseFact | None:
    """What the running flow is about, as far as it is known."""
    if run.flow in OF_THE_DESK:
        return run.facts.case
    if run.flow == "beginning":
        kind, category = run.facts.kind, run.facts.category
    else:
        kind, category = run.flow, run.answers.get("category") or guess(words_of(run)).category
    return CaseFact(0, "", kind or "", category or Category.OTHER)


def is_news(run: Run, found: Guess) -> bool:
    """Whether a form has to raise the alarm: not twice, and not for haste about a time."""
    is_haste = run.asked.startswith(_OF_TIMES) and found.category is None
    return run.flow in MENU and not (run.facts.urgent or run.facts.client or is_haste)


def raised(state: State, run: Run, heard: Heard, around: Around) -> Turned:
    """The words answer what was asked, and staff are told at once that they sound like danger."""
    run.facts = msgspec.structs.replace(run.facts, urgent=True)
    told = "\n".join(filter(None, (words_of(run), heard.text.strip())))
    turned = running.answer(state, heard, around)
    turned.acts = [EmergencyHeard(told), *turned.acts]
    turned.before = [Text("beginning.urgent", {"phone": run.facts.phone_24h}), *turned.before]
    return turned
