"""What a turn may look at besides the conversation itself."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from dialogs.facts import CaseFact, Facts
from dialogs.questions import Label


@dataclass(frozen=True)
class Around:
    """`now` in the centre's zone, facts for a flow that starts, words of labels; a case while it is open."""

    now: datetime
    facts: Callable[[], Facts]
    say: Callable[[Label], str]
    case: Callable[[int], CaseFact | None]
