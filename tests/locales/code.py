"""Which text ids the code speaks of: literal ones, those built with f-strings, those that flows build."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from dialogs.flows import FLOWS
from dialogs.paths import every_path, situations
from dialogs.questions import Question
from dialogs.script import Say
from dialogs.speech import Text

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "console", "desk", "dialogs", "procedures", "storage")
LOOKS_LIKE_AN_ID = re.compile(r"[a-z]+\.[a-z0-9_.-]*[a-z0-9]")


@cache
def trees() -> tuple[ast.Module, ...]:
    sources = (source for package in PACKAGES for source in sorted((ROOT / package).rglob("*.py")))
    return tuple(ast.parse(source.read_text(encoding="utf-8")) for source in sources)


def literals() -> set[str]:
    return {
        node.value
        for tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def texts_named() -> Iterator[str]:
    """What `Text("...")`, `Refused("...")` and `say(locale, "...")` name."""
    for tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                place = {"Text": 0, "Refused": 0, "say": 1}.get(node.func.id)
                if place is not None and len(node.args) > place:
                    yield from _names(node.args[place])


def _names(argument: ast.expr) -> Iterator[str]:
    constants = (node.value for node in ast.walk(argument) if isinstance(node, ast.Constant))
    return (each for each in constants if isinstance(each, str) and LOOKS_LIKE_AN_ID.fullmatch(each))


def patterns() -> list[re.Pattern[str]]:
    """f-strings that begin like an id (f"state.{case.state}"), for ids with "-" in place of "."."""
    found = []
    for tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                parts = [
                    re.escape(part.value.replace(".", "-"))
                    if isinstance(part, ast.Constant) and isinstance(part.value, str)
                    else "[a-z_-]+"
                    for part in node.values
                ]
                if re.match(r"[a-z]+\\-", parts[0]):
                    found.append(re.compile("".join(parts)))
    return found


@cache
def asked_in_flows() -> frozenset[str]:
    """Ids of every label on every path; enums make most of them."""
    found: set[str] = set()
    for flow in FLOWS:
        for situation in situations(flow):
            for path in every_path(flow, situations(flow)[situation]):
                for step in path.steps:
                    found.update(_ids(step))
    return frozenset(found)


def _ids(step: object) -> Iterator[str]:
    labels: list[object] = []
    if isinstance(step, Say):
        labels = [step.text]
    elif isinstance(step, Question):
        labels = [step.text, *(option.label for option in step.options())]
    return (label.id for label in labels if isinstance(label, Text))
