"""One thing that was looked at, and what is wrong with it if anything is."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

from bot.settings import Settings
from storage import Store


@dataclass(frozen=True)
class Finding:
    """`step` says what was looked at; without a `fault` it is well. `note` is worth knowing all the same."""

    step: str
    fault: str = ""
    note: str = ""

    @property
    def is_sound(self) -> bool:
        return not self.fault

    def __str__(self) -> str:
        if self.fault:
            return f"{self.step}: WRONG: {self.fault}"
        return f"{self.step}: ok{f' ({self.note})' if self.note else ''}"


Check = Callable[[Settings, Store], AsyncIterator[Finding]]
"""Looks at a platform as the settings name it, step by step; nothing when the settings do not name it.

A step that later ones rest on is the last one when it is wrong. Raises nothing; tells no secret.
"""
