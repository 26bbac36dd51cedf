"""The button under a document: one tap says "received", whatever is on screen (B4.2.6.4)."""

from dialogs.speech import Text
from dialogs.turned import Tap

KEY, ROW = "notice", "#row#"


def taps(row: str) -> tuple[Tap, ...]:
    """The button names the row of the register that it signs."""
    return (Tap(f"0:{KEY}:{row}", Text("notice.tap")),)
