"""What a flow's end still owes: photos that no question asked for, and where an unknown owner's matter is."""

import dataclasses
from typing import Any

from dialogs.facts import Facts
from dialogs.outcomes import OpenCase, RevisitDetails
from dialogs.photos import MOST_PICTURES
from dialogs.speech import Text
from dialogs.state import Run
from procedures.kinds import Kind


def with_pictures(run: Run, outcome: Any) -> Any:
    """A photo that no question asked for goes along with the case that it was sent for."""
    if isinstance(outcome, RevisitDetails) and outcome.more:
        more = with_pictures(run, outcome.more)
        return outcome if outcome.pictures else dataclasses.replace(outcome, more=more)
    if isinstance(outcome, OpenCase) and not outcome.pictures:
        refs = run.answers.get("pictures", {}).get("refs", ())
        return dataclasses.replace(outcome, pictures=tuple(refs[:MOST_PICTURES]))
    return outcome


def where_is_it(outcome: Any, facts: Facts) -> list[Text]:
    """An owner we do not know yet files first and says where afterwards: the words join the case."""
    if not isinstance(outcome, OpenCase) or facts.units or outcome.place:
        return []
    has_place = outcome.kind in (Kind.REPAIR, Kind.COMPLAINT)
    return [Text("beginning.where_is_it")] if has_place else []
