"""A survey's invitation runs on no screen: its buttons name it, so that they count at any time."""

from dialogs.speech import Text
from dialogs.turned import Asked, Tap

BEGIN, DECLINE = "survey", "no_survey"


def invitation(invitation_id: int, text: Text) -> Asked:
    """The invitation or its reminder, with a way in and a way out."""
    taps = (
        Tap(f"0:{BEGIN}:{invitation_id}", Text("survey.begin")),
        Tap(f"0:{DECLINE}:{invitation_id}", Text("survey.decline")),
    )
    return Asked(text, taps)


def left(invitation_id: int) -> Asked:
    """The owner stops half-way: what was answered is kept, and the way back is offered."""
    taps = (Tap(f"0:{BEGIN}:{invitation_id}", Text("survey.go_on")),)
    return Asked(Text("survey.left"), taps)
