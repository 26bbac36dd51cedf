"""Draws every flow as a Mermaid flowchart, from the same walk that tests it: `python -m dialogs.charts`."""

from collections.abc import Iterator, Mapping
from pathlib import Path as File
from typing import Any

from dialogs.asking_when import When
from dialogs.flows import FLOWS
from dialogs.outcomes import AddToCase, OpenCase, StartFlow
from dialogs.paths import Path, every_path, situations
from dialogs.questions import Confirm, Label, Option, Question
from dialogs.script import Keep, Say
from dialogs.speech import Period
from locales import say

PAGE = File(__file__).parent.parent / "docs" / "dialogs.md"
MOST_NAMES, MOST_LETTERS = 4, 70
Node = tuple[str, str, str]
"""What makes it one: its shape, its key without what hangs on it, its text id."""
Edges = dict[tuple[Node, Node], dict[str, None]]

INTRO = """# What the bot asks

Each flow is a generator in `dialogs/flows/`; each `yield from choice(...)` asks one question. The charts
below are drawn from the flows themselves by `python -m dialogs.charts`; a test fails when this page is not
current.

To add a flow:

1. Write `dialogs/flows/<name>.py`: a function from `Facts` to a `Script` of what it comes to
   (`dialogs/outcomes.py`). Question keys are short, lower case, and keep their meaning for ever: answers
   are stored under them.
2. Put it into `FLOWS` in `dialogs/flows/__init__.py`, and into `MENU` when the menu offers it (its label is
   `menu-<name>`).
3. Write its texts in `locales/bot/*/*.ftl`, in all three languages, named `<name>-<question>`.
4. A new kind of outcome gets one line in `desk/carrying.py`.
5. Run `python -m dialogs.charts`, then `scripts/test`: every path is walked and every text checked, and the
   goldens in `tests/dialogs/golden/` show how it reads.

Back, cancel, changing an answer, pausing for another flow, a person, languages and albums of photos are the
player's (`dialogs/conversation.py`, `dialogs/running.py`), not the flows'.
"""


def page() -> str:
    return "\n".join((INTRO, *(f"## {name}\n\n```mermaid\n{chart(name)}\n```\n" for name in FLOWS)))


def chart(flow: str) -> str:
    edges: Edges = {}
    labels: dict[Node, str] = {}
    for situation, facts in situations(flow).items():
        for path in every_path(flow, facts):
            _draw(path, situation, edges, labels)
    names = {node: f"n{place}" for place, node in enumerate(labels)}
    nodes = (f"    {names[node]}{_shape(node, label)}" for node, label in labels.items())
    return "\n".join(("flowchart TD", *nodes, *_arrows(edges, names)))


def _draw(path: Path, situation: str, edges: Edges, labels: dict[Node, str]) -> None:
    answers = dict(path.answers)
    here, said = ("start", "", ""), situation
    labels.setdefault(here, "start")
    for step in path.steps:
        if isinstance(step, Keep):
            continue
        there = _node(step)
        labels.setdefault(there, _words(step.text))
        edges.setdefault((here, there), {})[said] = None
        here, said = there, _answer(step, answers) if isinstance(step, Question) else said
    end = _end(path.outcome)
    labels.setdefault(end, end[1])
    edges.setdefault((here, end), {})[said] = None


def _node(step: Question[Any] | Say) -> Node:
    if isinstance(step, Say):
        return "say", "", step.text.id
    return "ask", step.key.split("/")[0].split("~")[0], step.text.id


def _end(outcome: Any) -> Node:
    if isinstance(outcome, OpenCase):
        return "end", f"a case: {outcome.kind}", ""
    if isinstance(outcome, StartFlow):
        return "end", f"flow: {outcome.flow}", ""
    if isinstance(outcome, AddToCase):
        return "end", "added to the case", ""
    name = type(outcome).__name__
    return "end", "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip(), ""


def _answer(question: Question[Any], answers: Mapping[str, Any]) -> str:
    """How an arrow names an answer; sample words and times are named by their sort."""
    stored = answers[question.key]
    if isinstance(question, Confirm):
        return _words(next(option.label for option in question.options() if option.name == stored))
    chosen = next((option for option in question.options() if _is(option, stored)), None)
    if chosen:
        return "an offered time" if isinstance(chosen.label, Period) else _words(chosen.label)
    if isinstance(question, When):
        return "a time, half day unclear" if "half" in stored else "a time in words"
    if isinstance(stored, dict):
        return "photos" if stored["refs"] else "no photos"
    return "words"


def _is(option: Option[Any], stored: Any) -> bool:
    return stored in (option.name, option.value)


def _words(label: Label) -> str:
    """English; arguments stand as names, so that a chart does not depend on sample facts."""
    if isinstance(label, Period):
        return "a time"
    if isinstance(label, str):
        return label
    numbers = {name: value for name, value in label.args.items() if isinstance(value, int)}
    names = {name: f"({name})" for name in label.args}
    first = say("en", label.id, **{**names, **numbers}).partition("\n")[0]
    return first if len(first) <= MOST_LETTERS else f"{first[:MOST_LETTERS].rsplit(' ', 1)[0]} …"


def _shape(node: Node, label: str) -> str:
    plain = label.replace('"', "'")
    shapes = {"ask": f'["{plain}"]', "say": f'>"{plain}"]'}
    return shapes.get(node[0], f'(["{plain}"])')


def _arrows(edges: Edges, names: Mapping[Node, str]) -> Iterator[str]:
    """A question whose every answer leads to one place has a bare arrow."""
    ways: dict[Node, int] = {}
    for here, _ in edges:
        ways[here] = ways.get(here, 0) + 1
    for (here, there), said in edges.items():
        label = _joined([each for each in said if each]) if ways[here] > 1 else ""
        arrow = f'-->|"{label}"|' if label else "-->"
        yield f"    {names[here]} {arrow} {names[there]}"


def _joined(said: list[str]) -> str:
    shown = ", ".join(each.replace('"', "'") for each in said[:MOST_NAMES])
    return f"{shown} … ({len(said)})" if len(said) > MOST_NAMES else shown


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
