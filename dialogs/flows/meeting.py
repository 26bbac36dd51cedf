"""An invitation to an owners' meeting: when, where, what about, and whether the owner comes (A4.1.4)."""

from dialogs.facts import Facts
from dialogs.outcomes import MeetingAnswered, Nothing
from dialogs.questions import Option
from dialogs.script import Script, pick
from dialogs.speech import Text
from procedures.meetings import Coming

ANSWERS = tuple(Option(coming, coming, Text(f"meeting.{coming}")) for coming in Coming)


def meeting(facts: Facts) -> Script[MeetingAnswered | Nothing]:
    about = facts.meeting
    if about is None:
        return Nothing()
    coming = yield from pick(
        "coming",
        "meeting.invite",
        ANSWERS,
        centre=facts.centre,
        begins_at=about.begins_at,
        place=about.place,
        content=about.content,
    )
    return MeetingAnswered(about.guest_id, Coming(coming))
