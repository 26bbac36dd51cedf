"""What a turn may look at besides the conversation itself."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from dialogs.facts import CaseFact, Facts
from dialogs.questions import Label


class Around(NamedTuple):
    """`now` in the centre's zone, facts for a flow that starts, words of labels; a case while it is open."""

    now: datetime
    facts: Callable[[], Facts]
    say: Callable[[Label], str]
    case: Callable[[int], CaseFact | None]
