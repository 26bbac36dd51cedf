"""What a turn may look at besides the conversation itself."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from dialogs.facts import Facts
from dialogs.questions import Label


class Around(NamedTuple):
    """`now` in the centre's zone, facts for a flow that starts, words of labels."""

    now: datetime
    facts: Callable[[], Facts]
    say: Callable[[Label], str]
