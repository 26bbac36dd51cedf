"""The bot's texts as Fluent's own parser sees them."""

from functools import cache
from pathlib import Path

from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

import locales

FOLDER = Path(locales.__file__).parent


class _Variables(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 - fluent.syntax's name
        self.names.add(node.id.name)


@cache
def sources(locale: str) -> tuple[str, ...]:
    """The files of a language, one text each."""
    return tuple(file.read_text(encoding="utf-8") for file in sorted((FOLDER / "bot" / locale).glob("*.ftl")))


@cache
def entries(locale: str) -> tuple[ast.EntryType, ...]:
    return tuple(entry for source in sources(locale) for entry in FluentParser().parse(source).body)


@cache
def messages(locale: str) -> dict[str, ast.Message]:
    return {entry.id.name: entry for entry in entries(locale) if isinstance(entry, ast.Message)}


def shape(message: ast.Message) -> tuple[bool, frozenset[str], frozenset[str]]:
    """Whether it has words, and the names of its variables and attributes."""
    found = _Variables()
    found.visit(message)
    attributes = frozenset(attribute.id.name for attribute in message.attributes)
    return message.value is not None, frozenset(found.names), attributes


def lines(locale: str) -> list[tuple[str, str]]:
    """Each id with its words as they stand in the file."""
    return [
        (entry.id.name, source[entry.span.start : entry.span.end])
        for source in sources(locale)
        for entry in FluentParser().parse(source).body
        if isinstance(entry, ast.Message) and entry.span
    ]
