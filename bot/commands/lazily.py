"""Commands that are known by name and line, and imported when one of them is run."""

import gc
import importlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup


@dataclass(frozen=True)
class Named:
    """A command of `bot/commands/<name>.py`, whose `app` it is; a group has commands of its own."""

    name: str
    line: str
    is_group: bool = False

    def load(self) -> Any:
        """The command itself, with all that it needs."""
        app = importlib.import_module(f"bot.commands.{self.name}").app
        gc.freeze()
        gc.enable()
        return typer.main.get_group(app) if self.is_group else typer.main.get_command(app)


class Lazily(TyperGroup):
    """Lists its commands without loading one."""

    def __init__(self, name: str, known: Sequence[Named]) -> None:
        listed = [TyperCommand(one.name, callback=None, help=one.line) for one in known]
        super().__init__(name=name, commands=listed, no_args_is_help=True)
        self._known = {one.name: one for one in known}

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        name, listed, rest = super().resolve_command(ctx, args)
        return name, self._known[name].load() if name else listed, rest
