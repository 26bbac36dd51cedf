"""How questions, menus and offers look: texts and taps with their tokens `run:key:option`."""

from collections.abc import Iterable

from dialogs.asking_when import When
from dialogs.clients import text
from dialogs.facts import Facts
from dialogs.flows import CLIENT_MENU, MENU, OF_THE_DESK
from dialogs.photos import Photos
from dialogs.questions import Confirm, Label, Option, Question
from dialogs.script import Waiting
from dialogs.speech import Text
from dialogs.state import Run
from dialogs.turned import Asked, Tap
from locales import LOCALES

BACK, CANCEL, CHANGE = "~back", "~cancel", "~change"


def question(run: Run, waiting: Waiting) -> Asked:
    """The question on screen, with its options, and a way back and out."""
    asked = waiting.question
    taps = [Tap(token(run, asked.key, option.name), _label(run, asked, option)) for option in asked.options()]
    if waiting.path and not isinstance(asked, Confirm):
        taps.append(Tap(token(run, BACK, ""), Text("dialog.back")))
    if not isinstance(asked, Confirm) and run.flow not in OF_THE_DESK:
        taps.append(Tap(token(run, CANCEL, ""), Text("dialog.cancel")))
    if run.flow == "survey":
        taps.append(Tap(token(run, CANCEL, ""), Text("survey.later")))
    lines = _lines(run, waiting.path) if isinstance(asked, Confirm) else ()
    return Asked(asked.text, tuple(taps), asked.ask, lines)


def _label(run: Run, asked: Question, option: Option) -> Label:
    """Whoever has sent no photo yet is not "done"."""
    if isinstance(asked, Photos) and not run.answers.get(asked.key, {}).get("refs"):
        return Text("dialog.no_photos")
    return option.label


def _lines(run: Run, path: Iterable[Question]) -> tuple[tuple[Text, Label], ...]:
    """A summary's rows. A time that was asked for again has one row, with what was settled in the end."""
    rows: dict[str, Label] = {}
    times: dict[str, When] = {}
    for asked in path:
        stored = run.answers[asked.key]
        if isinstance(asked, When):
            times[asked.key] = asked
        time = times.get(asked.key.rpartition("/")[0])
        if time and stored == "other":
            rows[time.label] = time.shown({})
        elif time and asked.key.endswith("/half"):
            rows[time.label] = asked.shown(stored)
        elif asked.label:
            rows[asked.label] = asked.shown(stored)
    return tuple((Text(label), answer) for label, answer in rows.items())


def what_to_change(run: Run, path: Iterable[Question]) -> Asked:
    keys: dict[str, str] = {}
    for asked in path:
        if asked.label:
            keys.setdefault(asked.label, asked.key)
    taps = tuple(Tap(token(run, CHANGE, key), Text(label)) for label, key in keys.items())
    return Asked(Text("dialog.what_to_change"), (*taps, Tap(token(run, BACK, ""), Text("dialog.back"))))


def menu(facts: Facts) -> tuple[Tap, ...]:
    flows = CLIENT_MENU if facts.client else MENU
    names = (*flows, "cases", *(() if facts.bound else ("bind",)), "person", "language")
    return tuple(Tap(f"0:menu:{name}", text(facts, f"menu.{name}")) for name in names)


def go_on_with(run: Run) -> tuple[Tap, ...]:
    """The way back to an unfinished form, in the menu."""
    return (Tap(f"0:resume:{run.id}", Text("menu.go_on", {"flow": Text(f"menu.{run.flow}")})),)


def languages() -> Asked:
    taps = tuple(Tap(f"0:language:{locale}", Text(f"language.{locale.lower()}")) for locale in LOCALES)
    return Asked(Text("language.which"), taps)


def resume(run: Run) -> Asked:
    """A paused flow is offered again."""
    taps = (
        Tap(f"0:resume:{run.id}", Text("dialog.go_on")),
        Tap(f"0:drop:{run.id}", Text("dialog.let_it_be")),
    )
    return Asked(Text("dialog.one_is_unfinished", {"flow": Text(f"menu.{run.flow}")}), taps)


def token(run: Run, key: str, option: str) -> str:
    return f"{run.id}:{key}:{option}"
