"""The messages of locales/bot/*.ftl, as fluent.syntax reads them."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

ROOT = Path(__file__).parent.parent.parent


class _Variables(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802  the visitor's own name
        self.names.add(node.id.name)


def source(locale: str) -> str:
    return (ROOT / "locales" / "bot" / f"{locale}.ftl").read_text(encoding="utf-8")


@cache
def resource(locale: str) -> ast.Resource:
    return FluentParser().parse(source(locale))


def messages(locale: str) -> Iterator[ast.Message]:
    return (entry for entry in resource(locale).body if isinstance(entry, ast.Message))


def shapes(locale: str) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """Each id with its variables and attributes."""
    found = {}
    for message in messages(locale):
        variables = _Variables()
        variables.visit(message)
        attributes = frozenset(attribute.id.name for attribute in message.attributes)
        found[message.id.name] = (frozenset(variables.names), attributes)
    return found
