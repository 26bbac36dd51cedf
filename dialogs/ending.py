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
    refs = tuple(run.answers.get("pictures", {}).get("refs", ()))[:MOST_PICTURES]
    if not refs or not isinstance(outcome, OpenCase | RevisitDetails) or outcome.pictures:
        return outcome
    if isinstance(outcome, OpenCase):
        return dataclasses.replace(outcome, pictures=refs)
    return dataclasses.replace(outcome, more=with_pictures(run, outcome.more))


def where_is_it(outcome: Any, facts: Facts) -> list[Text]:
    """An owner we do not know yet files first and says where afterwards: the words join the case."""
    if not isinstance(outcome, OpenCase) or facts.units or facts.client or outcome.place:
        return []
    has_place = outcome.kind in (Kind.REPAIR, Kind.COMPLAINT)
    return [Text("beginning.where_is_it")] if has_place else []
